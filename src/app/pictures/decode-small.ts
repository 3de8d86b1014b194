import { drawn, LARGEST, within } from './drawn.ts';

/**
 * As large as a decoded picture may be, in pixels of a square. Decoders of JPEG make eighths of the
 * whole, and take the largest that fits: this leaves them room to stay above {@link LARGEST} mostly.
 */
const DECODED = 960;

/**
 * A JPEG decoded to a small size from the start (WebCodecs, Chrome 94 and newer): of twelve megapixels
 * a sixteenth is computed at all, and away from the page's thread. It stands upright.
 *
 * `undefined` where the browser cannot; whether it is a picture is for others to say.
 */
export async function decodeSmall(file: Blob): Promise<HTMLCanvasElement | undefined> {
  if (typeof ImageDecoder === 'undefined' || file.type !== 'image/jpeg') return undefined;
  const size = { desiredWidth: DECODED, desiredHeight: DECODED };
  try {
    const decoder = new ImageDecoder({ data: file.stream(), type: file.type, ...size });
    const { image } = await decoder.decode();
    const canvas = drawn(image, within(image.displayWidth, image.displayHeight, LARGEST));
    image.close();
    decoder.close();
    return canvas;
  } catch {
    return undefined;
  }
}
