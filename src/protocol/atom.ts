/** Items as Atom entries (RFC 4287, RFC 4685) with the extensions that Buddycloud clients read. */
import { globalId, type Item, localId, nodeOfItem } from './channel.ts';
import { commentsLink } from './comments-node.ts';
import { geolocElement } from './geoloc.ts';
import { toBare } from './jid.ts';
import { NS } from './namespaces.ts';
import { type DraftPhoto, mediaElement, readPhotos } from './post-media.ts';
import { child, childText, type Element, el } from './xml.ts';

const atom = (name: string, text: string) => el(NS.ATOM, name, {}, text);
const activity = (name: string, ...children: (Element | string)[]) =>
  el(NS.ACTIVITY, name, {}, ...children);

/** The title that stands in an entry where its author gave none (relied on by old clients). */
const NO_TITLE = 'Post';

/** What clients show that do not know our mark. */
const HIDDEN = 'Hidden until a moderator has looked at it.';

/** Writes an item as the channel service shows it to everybody. */
export function entryOf(item: Item, service: string): Element {
  const comment = item.parent !== null;
  return el(
    NS.ATOM,
    'entry',
    {},
    atom('id', globalId(service, nodeOfItem(item), item.id)),
    atom('title', item.title || NO_TITLE),
    atom('published', item.published),
    atom('updated', item.published),
    el(
      NS.ATOM,
      'author',
      {},
      atom('name', item.author),
      atom('uri', `acct:${item.author}`),
      activity('object-type', 'person'),
      item.avatar ? el(NS.MEDIA, 'avatar', { v: item.avatar }) : undefined,
    ),
    el(NS.ATOM, 'content', { type: 'text' }, item.hidden ? HIDDEN : item.text),
    item.hidden && el(NS.OFFICE, 'hidden'),
    onBehalfOf(item),
    activity('verb', item.rating ? 'rated' : 'post'),
    activity('object', activity('object-type', comment ? 'comment' : 'note')),
    comment ? el(NS.THREAD, 'in-reply-to', { ref: item.parent as string }) : undefined,
    comment || (item.node ?? 'posts') !== 'posts' ? undefined : commentsLink(item, service),
    item.target ? targetOf(item, item.target, service) : undefined,
    item.geoloc ? geolocElement(item.geoloc) : undefined,
    mediaElement(item.channel, item.photos),
    item.rating ? el(NS.REVIEW, 'rating', {}, item.rating.toFixed(1)) : undefined,
    orderOf(item),
  );
}

/** For whom an official wrote it, who cannot write here. */
const onBehalfOf = ({ onBehalf }: { readonly onBehalf?: string | undefined }) =>
  onBehalf ? el(NS.OFFICE, 'on-behalf', {}, onBehalf) : undefined;

/** What a comment speaks of; named globally, since targets are looked up outside their node. */
function targetOf(item: Item, target: string, service: string): Element {
  return targetElement(globalId(service, nodeOfItem(item), target));
}

function targetElement(id: string): Element {
  return activity('target', activity('id', id), activity('object-type', 'post'));
}

/**
 * An item's place in the order of changes. Comments are counted here, and not in RFC 4685's `total`:
 * Buddycloud's old clients take every entry with an element of that namespace for a comment.
 */
function orderOf({ parent, seq, activity, replies, changed }: Item): Element {
  const place = parent === null ? { seq, activity, replies } : { seq };
  return el(NS.ORDER, 'order', { ...place, changed });
}

/** What a client says of an item that it publishes. */
export interface EntryDraft {
  readonly title?: string;
  readonly text: string;
  /** Id of the topic that it answers. */
  readonly parent?: string | null;
  /** Id of the item of its thread that it speaks of. */
  readonly target?: string | null | undefined;
  readonly photos?: readonly DraftPhoto[] | undefined;
  /** For whom an official writes it. */
  readonly onBehalf?: string | undefined;
}

/** Writes the entry that a client publishes: author, dates and order are the server's to set. */
export function draftEntry(draft: EntryDraft & { readonly channel: string }): Element {
  return el(
    NS.ATOM,
    'entry',
    {},
    draft.title ? atom('title', draft.title) : undefined,
    el(NS.ATOM, 'content', { type: 'text' }, draft.text),
    draft.parent ? el(NS.THREAD, 'in-reply-to', { ref: draft.parent }) : undefined,
    draft.target ? targetElement(draft.target) : undefined,
    onBehalfOf(draft),
    mediaElement(draft.channel, draft.photos),
  );
}

/** Reads an entry of our channel service in `channel`; `null` where it lacks what an item needs. */
export function readEntry(entry: Element, channel: string): Item | null {
  const id = localId(childText(entry, 'id') ?? '');
  const author = child(entry, 'author');
  const uri = childText(author, 'uri');
  const bare = uri ? toBare(uri.replace(/^(acct|xmpp):/, '')) : null;
  const order = child(entry, 'order', NS.ORDER);
  const seq = Number(order?.attrs.seq);
  const reply = child(entry, 'in-reply-to', NS.THREAD);
  const parent = reply ? localId(reply.attrs.ref ?? '') : null;
  if (!id || !bare || !(seq > 0) || (reply && !parent)) return null;
  const spokenOf = child(entry, 'target', NS.ACTIVITY);
  const target = spokenOf && localId(childText(spokenOf, 'id') ?? '');
  const avatar = Number(child(author, 'avatar', NS.MEDIA)?.attrs.v);
  const photos = readPhotos(entry);
  const onBehalf = childText(entry, 'on-behalf', NS.OFFICE);
  const title = childText(entry, 'title') ?? '';
  const hidden = child(entry, 'hidden', NS.OFFICE) !== undefined;
  const changed = Number(order?.attrs.changed ?? 0);
  return {
    channel,
    id,
    parent,
    author: bare,
    title: title === NO_TITLE ? '' : title,
    text: hidden ? '' : (childText(entry, 'content') ?? ''),
    published: childText(entry, 'published') ?? '',
    seq,
    activity: Number(order?.attrs.activity ?? seq),
    replies: Number(order?.attrs.replies ?? 0),
    ...(target && { target }),
    ...(avatar && { avatar }),
    ...(photos.length > 0 && { photos }),
    ...(onBehalf && { onBehalf }),
    ...(hidden && { hidden }),
    ...(changed > 0 && { changed }),
  };
}
