/** Pictures in entries: Buddycloud's `<media><item id channel/></media>`, with what a screen needs before it fetches them. */
import { ITEM_ID } from './channel.ts';
import { codePoints, MAX_DESCRIPTION, xmlSafe } from './limits.ts';
import { NS } from './namespaces.ts';
import { child, childrenOf, type Element, el } from './xml.ts';

/** A photo of the media service in a post; it stands in the post's own channel. */
export interface PostPhoto {
  readonly id: string;
  /** Pixels of its largest size. */
  readonly width: number;
  readonly height: number;
  /** Bytes of what is fetched for a small screen. */
  readonly size: number;
  /** What is on it, for those who do not see it; may be empty. */
  readonly alt: string;
}

/** What its author says of a photo; the rest the service knows. */
export type DraftPhoto = Pick<PostPhoto, 'id' | 'alt'>;

/** Photos of one post at most. */
const MOST = 4;

/** Writes them; `undefined` where there is none. */
export function mediaElement(
  channel: string,
  photos: readonly (DraftPhoto & Partial<PostPhoto>)[] = [],
): Element | undefined {
  if (photos.length === 0) return undefined;
  const items = photos.map(({ id, width, height, size, alt }) =>
    el(NS.BUDDYCLOUD_MEDIA, 'item', { id, channel, width, height, size, alt: alt || undefined }),
  );
  return el(NS.BUDDYCLOUD_MEDIA, 'media', {}, ...items);
}

/** What an author's entry says of photos; `null` where it is more, or longer, than is taken. */
export function readDraftPhotos(entry: Element, channel: string): readonly DraftPhoto[] | null {
  const photos = itemsOf(entry).map(({ attrs }) => ({
    id: attrs.id ?? '',
    alt: xmlSafe(attrs.alt ?? '').trim(),
    isHere: (attrs.channel ?? channel) === channel,
  }));
  const isGood = photos.every(
    ({ id, alt, isHere }) => isHere && ITEM_ID.test(id) && codePoints(alt) <= MAX_DESCRIPTION,
  );
  const isTwice = new Set(photos.map(({ id }) => id)).size < photos.length;
  if (!isGood || isTwice || photos.length > MOST) return null;
  return photos.map(({ id, alt }) => ({ id, alt }));
}

/** Photos of an entry of our service; one without a size is left out. */
export function readPhotos(entry: Element): readonly PostPhoto[] {
  return itemsOf(entry).flatMap(({ attrs: { id = '', alt = '', ...attrs } }) => {
    const [width, height, size] = [attrs.width, attrs.height, attrs.size].map(Number);
    return ITEM_ID.test(id) && width && height ? [{ id, width, height, size: size || 0, alt }] : [];
  });
}

function itemsOf(entry: Element): readonly Element[] {
  const media = child(entry, 'media', NS.BUDDYCLOUD_MEDIA);
  return childrenOf(media, 'item');
}
