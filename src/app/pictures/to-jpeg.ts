/** Tried one after the other until the file is small enough. */
const QUALITIES = [0.8, 0.65, 0.5, 0.35, 0.2];

/** A canvas as a JPEG of at most so many bytes, or the smallest that there is; alone it has no trace of place or device. */
export async function toJpeg(canvas: HTMLCanvasElement, most: number): Promise<Blob> {
  let made: Blob | undefined;
  for (const quality of QUALITIES) {
    made = await encode(canvas, quality);
    if (made.size <= most) break;
  }
  return made as Blob;
}

function encode(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const take = (blob: Blob | null) => (blob ? resolve(blob) : reject(new Error('no JPEG')));
    canvas.toBlob(take, 'image/jpeg', quality);
  });
}
