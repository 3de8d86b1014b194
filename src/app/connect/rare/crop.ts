/** Which square of a picture is shown: its centre and side, in pixels of the picture. */
import type { Size } from '../../pictures/drawn.ts';

export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** How near one may come: a face in a group. */
const NEAREST = 6;

/** The largest square in the middle. */
export function wholeOf({ width, height }: Size): Crop {
  return { x: width / 2, y: height / 2, side: Math.min(width, height) };
}

/** Moved by parts of its side, and nearer (`zoom` below 1) or farther: it never leaves the picture. */
export function moved(
  { width, height }: Size,
  crop: Crop,
  { right = 0, down = 0, zoom = 1 }: { right?: number; down?: number; zoom?: number },
): Crop {
  const whole = Math.min(width, height);
  const side = between(whole / NEAREST, crop.side * zoom, whole);
  const half = side / 2;
  return {
    x: between(half, crop.x + right * crop.side, width - half),
    y: between(half, crop.y + down * crop.side, height - half),
    side,
  };
}

const between = (least: number, value: number, most: number) =>
  Math.max(least, Math.min(value, most));

/** Draws the square over all of a canvas. */
export function drawCrop(canvas: HTMLCanvasElement, picture: HTMLCanvasElement, crop: Crop): void {
  const { x, y, side } = crop;
  const context = canvas.getContext('2d');
  const [left, top] = [x - side / 2, y - side / 2];
  context?.drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
}
