import { drawn } from './drawn.ts';

/** What most photos are small enough with, and what is still worth looking at. */
const USUAL = 0.6;
const LEAST = 0.25;

/**
 * A canvas as a JPEG of at most so many bytes: in a lower quality where it has to be, and smaller
 * where that is not enough. Nothing of place or device is in it.
 */
export async function toJpeg(canvas: HTMLCanvasElement, most: number): Promise<Blob> {
  let made = await encode(canvas, USUAL);
  if (made.size > most) {
    // Bytes fall slower than the quality.
    made = await encode(canvas, Math.max(LEAST, USUAL * (most / made.size) ** 1.5));
  }
  let { width, height } = canvas;
  while (made.size > most && width > 1) {
    const scale = 0.9 * Math.sqrt(most / made.size);
    width = Math.ceil(width * scale);
    height = Math.ceil(height * scale);
    made = await encode(drawn(canvas, { width, height }), LEAST);
  }
  return made;
}

function encode(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const take = (blob: Blob | null) => (blob ? resolve(blob) : reject(new Error('no JPEG')));
    canvas.toBlob(take, 'image/jpeg', quality);
  });
}
