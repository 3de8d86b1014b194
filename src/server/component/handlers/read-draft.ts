import { parseNode } from '../../../protocol/channel.ts';
import { readGeoloc } from '../../../protocol/geoloc.ts';
import { xmlSafe } from '../../../protocol/limits.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { readDraftPhotos } from '../../../protocol/post-media.ts';
import {
  child,
  childrenOf,
  childText,
  type Element,
  isElement,
  textOf,
} from '../../../protocol/xml.ts';
import type { Draft } from '../../service/publish.ts';
import { badRequest } from '../../service/refusal.ts';
import { idIn, realNode } from './item-id.ts';

/** Title of every rating, in place of the one that its author gave. */
const RATING_TITLE = 'Rating';

/**
 * Reads the one item of a `publish`. Of an Atom entry only what its author may say is kept: words, a
 * title, a place, what it answers, what it speaks of. Throws the protocol's refusals where it is none.
 */
export function readDraft(verb: Element): Draft {
  const node = realNode(verb.attrs.node);
  const items = childrenOf(verb, 'item');
  const item = items[0];
  if (!item || items.length > 1) throw badRequest('item-required');
  const entry = child(item, 'entry', NS.ATOM);
  if (!entry) throw badRequest('entry-element-required');
  const id = readId(node, item.attrs.id);
  const words = readWords(entry);
  const reply = child(entry, 'in-reply-to', NS.THREAD);
  const parent = reply ? readRef(node, reply.attrs.ref, 'parent-item-not-found') : null;
  const target = readTarget(node, entry);
  const rating = childText(entry, 'rating', NS.REVIEW) ?? null;
  if ((target !== null || rating !== null) && parent === null) {
    throw badRequest('missing-in-reply-to');
  }
  const geoloc = readGeoloc(entry);
  if (geoloc === undefined) throw badRequest(undefined, 'The location is none of XEP-0080.');
  const photos = readDraftPhotos(entry, parseNode(node ?? '')?.channel ?? '');
  if (!photos) throw badRequest(undefined, 'These are no photos of this channel.');
  const spoken = xmlSafe(childText(entry, 'on-behalf', NS.OFFICE) ?? '');
  const onBehalf = spoken.replace(/\s+/g, ' ').trim() || undefined;
  const said = { id, parent, target, rating, geoloc, photos, onBehalf };
  if (rating === null) return { ...said, ...words };
  return { ...said, title: RATING_TITLE, text: `rating:${stars(rating)}` };
}

/** Ids are taken as local or global ones; one that could be neither is refused, not replaced. */
function readId(node: string | undefined, id: string | undefined): string | undefined {
  if (!id) return undefined;
  const local = idIn(node, id);
  if (!local) throw badRequest('invalid-item-id');
  return local;
}

/**
 * Title and text. XEP-0277 has both twice, as text and as markup, and its shortest entries are
 * nothing but a title: there the title is the text.
 */
function readWords(entry: Element): { title: string; text: string } {
  const title = inWords(childrenOf(entry, 'title'))?.trim() ?? '';
  const contents = childrenOf(entry, 'content');
  if (contents.length === 0 && title !== '') return { title: '', text: title };
  if (contents.length === 0) throw badRequest('content-element-required');
  const text = inWords(contents);
  if (text === null) throw badRequest('unsupported-content-type');
  return { title, text };
}

/** The plain one of several versions of a text, else the words of its markup. */
function inWords(versions: readonly Element[]): string | null {
  const typed = (type: string) => versions.find((one) => (one.attrs.type ?? 'text') === type);
  const plain = typed('text');
  if (plain) return xmlSafe(textOf(plain));
  const markup = typed('xhtml');
  return markup ? xmlSafe(deepText(markup)) : null;
}

function deepText(element: Element): string {
  return element.children.map((c) => (isElement(c) ? deepText(c) : c)).join('');
}

function readTarget(node: string | undefined, entry: Element): string | null {
  const target = child(entry, 'target', NS.ACTIVITY);
  if (!target) return null;
  // Some writers put the id in Atom's namespace, as the rest of the entry is.
  const id = childText(target, 'id') ?? childText(target, 'id', NS.ATOM);
  if (!id) throw badRequest('missing-target-id');
  return readRef(node, id, 'targeted-item-not-found');
}

function readRef(node: string | undefined, ref: string | undefined, otherwise: string): string {
  const local = idIn(node, ref);
  if (!local) throw badRequest(otherwise);
  return local;
}

/** As clients show it, `4.0`; what is no number is refused later, with everything else. */
function stars(rating: string): string {
  return Number(rating).toFixed(1);
}
