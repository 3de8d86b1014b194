/** The few sizes that phones use; every picture is made into all of its kind, once. */
import type { PictureKind } from '../../../protocol/upload-slot.ts';

export type { PictureKind };
export type PictureType = 'image/jpeg' | 'image/webp';

export interface PictureSize {
  /** Width in pixels; a photo keeps its ratio, an avatar is a square. */
  readonly width: number;
  /** What a file of this size may weigh, in bytes: quality gives way until it does. */
  readonly budget: number;
}

const KB = 1024;

const PHOTO: readonly PictureSize[] = [
  { width: 480, budget: 40 * KB },
  { width: 240, budget: 12 * KB },
  { width: 120, budget: 4 * KB },
];

/** Widest first. */
export const SIZES: Readonly<Record<PictureKind, readonly PictureSize[]>> = {
  avatar: [
    { width: 96, budget: 5 * KB },
    { width: 48, budget: 2.5 * KB },
    { width: 32, budget: 1.5 * KB },
  ],
  photo: PHOTO,
  incident: PHOTO,
};

/** A photo may be this many times as high as it is wide; what is more is cut off in the middle. */
export const MOST_HEIGHT = 3;

/** JPEG for every phone there is, WebP for those that say that they take it. */
export const TYPES: readonly PictureType[] = ['image/jpeg', 'image/webp'];
