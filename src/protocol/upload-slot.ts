import { NS } from './namespaces.ts';
import { child, childrenOf, type Element, el } from './xml.ts';

/** The face of a channel, a photo in a post there, or one that goes with a report to an office. */
const PICTURE_KINDS = ['avatar', 'photo', 'incident'] as const;
export type PictureKind = (typeof PICTURE_KINDS)[number];

/** What a client asks an upload slot for (XEP-0363). */
export interface SlotRequest {
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  readonly contentType: string;
  /** Bare JID of the channel (our extension); without it the file is a photo for the asker's own channel. */
  readonly channel: string | undefined;
  readonly kind: PictureKind;
  /** Id that a photo will have, chosen by the asker so that asking again makes no second one. */
  readonly id?: string | undefined;
}

/** Addresses to upload a file to, and to fetch it from (XEP-0363, 5). */
export interface Slot {
  readonly put: string;
  readonly get: string;
}

/** Request for a slot (XEP-0363). */
export function slotRequestElement(request: SlotRequest): Element {
  const { fileName, size, contentType, channel, kind, id } = request;
  return el(
    NS.HTTP_UPLOAD,
    'request',
    { filename: fileName, size, 'content-type': contentType },
    channel === undefined ? undefined : el(NS.MEDIA, 'place', { channel, kind, id }),
  );
}

/** Reads a request; `null` where it says no size that is a whole number of bytes. */
export function readSlotRequest(element: Element): SlotRequest | null {
  const { filename = '', size = '', 'content-type': contentType = '' } = element.attrs;
  if (!/^[1-9]\d{0,14}$/.test(size)) return null;
  const place = child(element, 'place', NS.MEDIA);
  return {
    fileName: filename,
    size: Number(size),
    contentType,
    channel: place?.attrs.channel,
    kind: PICTURE_KINDS.find((kind) => kind === place?.attrs.kind) ?? 'photo',
    id: place?.attrs.id,
  };
}

/** Answer with a slot (XEP-0363). */
export function slotElement({ put, get }: Slot): Element {
  return el(
    NS.HTTP_UPLOAD,
    'slot',
    {},
    el(NS.HTTP_UPLOAD, 'put', { url: put }),
    el(NS.HTTP_UPLOAD, 'get', { url: get }),
  );
}

/** Reads a slot; `null` where it is none. */
export function readSlot(element: Element): Slot | null {
  const [put, get] = ['put', 'get'].map((name) => childrenOf(element, name)[0]?.attrs.url);
  return put !== undefined && get !== undefined ? { put, get } : null;
}

/** Request to remove a picture: our extension, since XEP-0363 has none. */
export function removePictureElement(channel: string, id: string): Element {
  return el(NS.MEDIA, 'remove', { channel, id });
}
