import { stat } from 'node:fs/promises';
import sharp, { type Metadata, type OutputInfo, type Sharp } from 'sharp';
import { kindOfPicture } from './file-type.ts';
import { MAX_FILE, MAX_PIXELS, MAX_SIDE } from './limits.ts';
import { RefusedPicture } from './refused-picture.ts';
import {
  MOST_HEIGHT,
  type PictureKind,
  type PictureSize,
  type PictureType,
  SIZES,
  TYPES,
} from './sizes.ts';

// Only what is asked for can be decoded: libvips knows dozens of formats, SVG and PDF among them.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegFile', 'VipsForeignLoadPngFile', 'VipsForeignLoadWebpFile'],
});
sharp.cache(false);
sharp.concurrency(1);

/** One file that was made of a picture. */
export interface Painted {
  readonly type: PictureType;
  readonly width: number;
  readonly height: number;
  readonly content: Uint8Array;
}

const QUALITIES = [80, 70, 60, 50, 40, 30, 20, 10];

/**
 * Makes a picture into every size and type of its kind: upright, without any trace of place, device
 * or preview, each within its budget. Nothing of the file itself is kept.
 *
 * @throws RefusedPicture
 */
export async function paint(path: string, kind: PictureKind): Promise<Painted[]> {
  const { width, height } = await checkHeader(path);
  const [largest] = SIZES[kind];
  const bound = largest?.width ?? 0;
  const base = await upright(
    path,
    kind,
    Math.min(bound, width, kind === 'avatar' ? height : width),
  );
  const made: Painted[] = [];
  for (const { width: wide, budget } of sizesWithin(kind, base.info.width)) {
    for (const type of TYPES) made.push(await encode(base, wide, type, budget));
  }
  return made;
}

/** The sizes to make of a picture of that width. None is enlarged: the next larger one is made at the picture's own width. */
function sizesWithin(kind: PictureKind, width: number): readonly PictureSize[] {
  const sizes = SIZES[kind].filter((size) => size.width < width);
  const above = SIZES[kind].findLast((size) => size.width >= width);
  return above ? [{ width, budget: above.budget }, ...sizes] : sizes;
}

/** Reads what the header says, and refuses before anything is decoded. */
async function checkHeader(path: string): Promise<Metadata> {
  if ((await stat(path)).size > MAX_FILE) throw new RefusedPicture('too-large');
  const kind = await kindOfPicture(path);
  if (kind === null) throw new RefusedPicture('not-a-picture');
  if (kind === 'moving') throw new RefusedPicture('animated');
  const metadata = await open(path)
    .metadata()
    .catch((error: Error) => {
      throw asRefusal(error);
    });
  const { width, height, pages = 1 } = metadata;
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    throw new RefusedPicture('too-large');
  }
  if (pages > 1) throw new RefusedPicture('animated');
  return metadata;
}

function open(path: string): Sharp {
  return sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'truncated', sequentialRead: true });
}

/** The picture at its largest size as bare pixels, from which all sizes are made. */
async function upright(path: string, kind: PictureKind, width: number) {
  const limit =
    kind === 'avatar'
      ? { width, height: width, fit: 'cover' as const }
      : { width, height: width * MOST_HEIGHT, fit: 'inside' as const, withoutEnlargement: true };
  return open(path)
    .autoOrient()
    .resize(limit)
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: Error) => {
      throw asRefusal(error);
    });
}

async function encode(
  { data, info }: Awaited<ReturnType<typeof upright>>,
  width: number,
  type: PictureType,
  budget: number,
): Promise<Painted> {
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const pixels = sharp(data, { raw }).resize({ width });
  let out: { data: Buffer; info: OutputInfo } | undefined;
  for (const quality of QUALITIES) {
    const picture = pixels.clone();
    // Progressive: a slow phone shows the whole of it early.
    if (type === 'image/jpeg') picture.jpeg({ quality, progressive: true, mozjpeg: true });
    else picture.webp({ quality });
    out = await picture.toBuffer({ resolveWithObject: true });
    if (out.data.length <= budget) break;
  }
  const made = out as NonNullable<typeof out>;
  return { type, width: made.info.width, height: made.info.height, content: made.data };
}

function asRefusal(error: Error): RefusedPicture {
  if (error instanceof RefusedPicture) return error;
  return new RefusedPicture(
    /pixel limit|too large|width or height/i.test(error.message) ? 'too-large' : 'broken',
  );
}
