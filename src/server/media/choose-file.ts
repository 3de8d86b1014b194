import type { MediaFile, MediaRow } from '../storage/media.ts';

/** How large a picture may be at most, in pixels; nothing said is as large as there is. */
export interface Bounds {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** Reads `maxwidth` and `maxheight`; whoever names one means both, as in Buddycloud. */
export function readBounds(query: URLSearchParams): Bounds {
  const read = (name: string) => {
    const text = query.get(name) ?? '';
    return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined;
  };
  const width = read('maxwidth');
  const height = read('maxheight');
  return { width: width ?? height, height: height ?? width };
}

/** The largest of the sizes made that fits, else the smallest; WebP for those who take it. */
export function chooseFile(media: MediaRow, bounds: Bounds, takesWebp: boolean): MediaFile {
  const type = takesWebp ? 'image/webp' : 'image/jpeg';
  const files = media.files.filter((file) => file.type === type);
  const fits = ({ width, height }: MediaFile) =>
    width <= (bounds.width ?? Number.POSITIVE_INFINITY) &&
    height <= (bounds.height ?? Number.POSITIVE_INFINITY);
  return (files.find(fits) ?? files.at(-1)) as MediaFile;
}
