/** A picture that can be drawn: upright, and no larger than is worth keeping. */
export type Drawable = CanvasImageSource & { readonly width: number; readonly height: number };

/** Longest side of what is kept of a picture, in pixels: twice what is shown of it anywhere. */
export const LARGEST = 960;

/**
 * Opens a picture of the phone. Twelve megapixels are decoded and made small beside the page where
 * the browser can do that, so that keys go on being heard.
 *
 * @throws where it is no picture, or none that this browser knows.
 */
export async function openPicture(file: Blob): Promise<Drawable> {
  const address = URL.createObjectURL(file);
  try {
    const image = await load(address);
    const size = within(image.naturalWidth, image.naturalHeight, LARGEST);
    return (await besideThePage(file, size)) ?? drawn(image, size);
  } finally {
    URL.revokeObjectURL(address);
  }
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The same shape with no side above `most`; what is small stays as it is. */
export function within(width: number, height: number, most: number): Size {
  const scale = Math.min(1, most / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** What is drawn onto a canvas of that size. */
export function drawn(picture: CanvasImageSource, { width, height }: Size): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
  return canvas;
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
async function besideThePage(file: Blob, { width, height }: Size): Promise<Drawable | undefined> {
  try {
    // Better qualities are made on the page's own thread, of all the pixels: keys would wait for it.
    const options = { resizeWidth: width, resizeHeight: height, resizeQuality: 'low' } as const;
    const picture = await createImageBitmap(file, options);
    return picture.width === width ? picture : undefined;
  } catch {
    return undefined;
  }
}
