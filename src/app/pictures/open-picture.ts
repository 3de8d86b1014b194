import { decodeSmall } from './decode-small.ts';
import { drawn, LARGEST, within } from './drawn.ts';

/**
 * Opens a picture of the phone, upright and no larger than is worth keeping. Twelve megapixels take a
 * phone seconds and 48 MB: they are decoded to a small size where the browser can do that, else beside
 * the page, so that keys go on being heard.
 *
 * @throws where it is no picture, or none that this browser knows.
 */
export async function openPicture(file: Blob): Promise<HTMLCanvasElement> {
  return (await decodeSmall(file)) ?? openWhole(file);
}

async function openWhole(file: Blob): Promise<HTMLCanvasElement> {
  const address = URL.createObjectURL(file);
  try {
    const image = await load(address);
    const size = within(image.naturalWidth, image.naturalHeight, LARGEST);
    const beside = await besideThePage(file, size);
    const canvas = drawn(beside ?? image, size);
    beside?.close();
    return canvas;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Tells its size once it is loaded; it is not decoded before it is drawn. */
function load(address: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('no picture'));
    image.src = address;
  });
}

/** `undefined` where the browser cannot, or cannot make it small in the same stroke. */
async function besideThePage(
  file: Blob,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<ImageBitmap | undefined> {
  try {
    // Better qualities are made on the page's own thread, of all the pixels: keys would wait for it.
    const options = { resizeWidth: width, resizeHeight: height, resizeQuality: 'low' } as const;
    const picture = await createImageBitmap(file, options);
    return picture.width === width ? picture : undefined;
  } catch {
    return undefined;
  }
}
