/** The payloads that clients send to the channel service, one builder for each question. */
import { draftEntry, type EntryDraft } from './atom.ts';
import { nodeOf } from './channel.ts';
import { form } from './data-form.ts';
import { NS } from './namespaces.ts';
import { type Grounds, groundsElement } from './office.ts';
import { type PageRequest, pageRequest } from './rsm.ts';
import { type Element, el } from './xml.ts';

/** The node of a channel that says how its person is. */
export const STATUS = 'status';

const pubsub = (...children: (Element | undefined)[]) => el(NS.PUBSUB, 'pubsub', {}, ...children);

/** Register with the channel service (idempotent, sent at every sign-in). */
export const registerRequest = (): Element => el(NS.REGISTER, 'query');

/** Topics only, newest activity first. `order`, of who keeps it: where the topic stood that the page comes after. */
export function topicsRequest(
  channel: string,
  page: PageRequest,
  order?: { readonly activity: number | undefined },
): Element {
  const items = el(NS.PUBSUB, 'items', { node: nodeOf(channel), 'parent-only': 'true' });
  return pubsub(items, pageRequest(page), order && el(NS.ORDER, 'order', order));
}

/** What a person said last of how they are, newest first. */
export const statusRequest = (person: string): Element =>
  pubsub(el(NS.PUBSUB, 'items', { node: nodeOf(person, STATUS) }));

/** One item, by its id. */
export function itemRequest(channel: string, id: string): Element {
  const item = el(NS.PUBSUB, 'item', { id });
  return pubsub(el(NS.PUBSUB, 'items', { node: nodeOf(channel) }, item));
}

/** Comments on a topic: ascending pages from the newest back; `before` is the page's first id. */
export function repliesRequest(channel: string, topic: string, page: PageRequest): Element {
  const replies = el(NS.BUDDYCLOUD, 'replies', { node: nodeOf(channel), item_id: topic });
  return pubsub(replies, pageRequest(page));
}

/**
 * Publishes an item under an id of the phone's: sent again, it is stored once. Asks for what was stored, with its
 * date and its place in the order. `node` is `posts` by default.
 */
export function publishRequest(
  channel: string,
  draft: EntryDraft & { readonly id: string },
  node?: string,
): Element {
  const item = el(NS.PUBSUB, 'item', { id: draft.id }, draftEntry({ ...draft, channel }));
  const publish = el(NS.PUBSUB, 'publish', { node: nodeOf(channel, node) }, item);
  return pubsub(publish, el(NS.ORDER, 'order'));
}

/** Removes an item; `grounds` where it is not one's own. `node` is `posts` by default. */
export function retractRequest(
  channel: string,
  id: string,
  node?: string,
  grounds?: Grounds,
): Element {
  const item = el(NS.PUBSUB, 'item', { id });
  const why = grounds && groundsElement(grounds);
  return pubsub(el(NS.PUBSUB, 'retract', { node: nodeOf(channel, node) }, item, why));
}

const SUBSCRIBE_OPTIONS = `${NS.PUBSUB}#subscribe_options`;

/** Follow a channel: `jid` is the person's bare JID. */
export function subscribeRequest(channel: string, jid: string): Element {
  return pubsub(el(NS.PUBSUB, 'subscribe', { node: nodeOf(channel), jid }));
}

/**
 * Watch a channel: a temporary subscription (XEP-0060, 12.4) of one connection's full JID, which
 * ends with its presence. Readers without an account may, where they may read.
 */
export function watchRequest(channel: string, fullJid: string): Element {
  const node = nodeOf(channel);
  return pubsub(
    el(NS.PUBSUB, 'subscribe', { node, jid: fullJid }),
    el(
      NS.PUBSUB,
      'options',
      { node, jid: fullJid },
      form('submit', SUBSCRIBE_OPTIONS, { 'pubsub#expire': 'presence' }),
    ),
  );
}

/** Unfollow (bare JID) or stop watching (full JID). */
export function unsubscribeRequest(channel: string, jid: string): Element {
  return pubsub(el(NS.PUBSUB, 'unsubscribe', { node: nodeOf(channel), jid }));
}

/** The asker's own affiliations in all nodes. */
export const affiliationsRequest = (page: PageRequest = {}): Element =>
  pubsub(el(NS.PUBSUB, 'affiliations'), pageRequest(page));

/** A channel's metadata (disco#info on its node). */
export const metadataRequest = (channel: string): Element =>
  el(NS.DISCO_INFO, 'query', { node: nodeOf(channel) });

/** Open channels, most active first. */
export const directoryRequest = (page: PageRequest): Element =>
  el(NS.MOST_ACTIVE, 'query', {}, pageRequest(page));

/** Changes a channel's configuration; `config` is a submitted form. */
export function configureRequest(channel: string, config: Element): Element {
  const configure = el(NS.PUBSUB_OWNER, 'configure', { node: nodeOf(channel) }, config);
  return el(NS.PUBSUB_OWNER, 'pubsub', {}, configure);
}
