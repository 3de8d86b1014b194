/** What the channel service pushes when something changes (XEP-0060, 7.1.2 and Buddycloud). */
import { readEntry } from './atom.ts';
import type { Affiliation, ChannelConfig, Item, Subscription } from './channel.ts';
import { globalId, localId, parseNode } from './channel.ts';
import { configForm, NODE_CONFIG, readConfig } from './config-form.ts';
import { readForm } from './data-form.ts';
import { toBare } from './jid.ts';
import { NS } from './namespaces.ts';
import { child, childrenOf, type Element, el } from './xml.ts';

export type ChannelEvent =
  | { readonly kind: 'published'; readonly channel: string; readonly items: readonly Item[] }
  | { readonly kind: 'retracted'; readonly channel: string; readonly ids: readonly string[] }
  | { readonly kind: 'configured'; readonly channel: string; readonly config: ChannelConfig }
  | {
      readonly kind: 'membership';
      readonly channel: string;
      readonly jid: string;
      readonly subscription?: Subscription | undefined;
      readonly affiliation?: Affiliation | undefined;
    }
  | { readonly kind: 'deleted'; readonly channel: string };

const event = (...children: (Element | undefined)[]) =>
  el(NS.PUBSUB_EVENT, 'event', {}, ...children);

export function publishedEvent(
  service: string,
  node: string,
  itemId: string,
  entry: Element,
): Element {
  const item = el(NS.PUBSUB_EVENT, 'item', { id: globalId(service, node, itemId) }, entry);
  return event(el(NS.PUBSUB_EVENT, 'items', { node }, item));
}

export function retractedEvent(node: string, itemId: string): Element {
  const retract = el(NS.PUBSUB_EVENT, 'retract', { id: itemId });
  return event(el(NS.PUBSUB_EVENT, 'items', { node }, retract));
}

export function configuredEvent(node: string, config: ChannelConfig): Element {
  return event(el(NS.PUBSUB_EVENT, 'configuration', { node }, configForm(config, NODE_CONFIG)));
}

/** A change of subscription, with the affiliation where the person did it, without where a moderator did. */
export function subscriptionEvent(
  node: string,
  jid: string,
  subscription: Subscription,
  affiliation?: Affiliation,
  invitedBy?: string | null,
): Element {
  const invited = { 'invited-by': invitedBy ?? undefined };
  return event(
    el(NS.PUBSUB_EVENT, 'subscription', { node, jid, subscription, ...invited }),
    affiliation &&
      el(
        NS.PUBSUB_EVENT,
        'affiliations',
        {},
        el(NS.PUBSUB_EVENT, 'affiliation', {
          node,
          jid,
          affiliation: affiliation === 'none' ? undefined : affiliation,
        }),
      ),
  );
}

export function affiliationEvent(node: string, jid: string, affiliation: Affiliation): Element {
  return event(
    el(
      NS.PUBSUB_EVENT,
      'affiliations',
      { node },
      el(NS.PUBSUB_EVENT, 'affiliation', { jid, affiliation }),
    ),
  );
}

export function deletedEvent(node: string): Element {
  return event(el(NS.PUBSUB_EVENT, 'delete', { node }));
}

/** Reads the event inside a message; `null` where there is none, or none that this app knows. */
export function readEvent(message: Element): ChannelEvent | null {
  const found = child(message, 'event', NS.PUBSUB_EVENT);
  const first = childrenOf(found)[0];
  if (!first) return null;
  const named = parseNode(first.attrs.node ?? '');
  if (named?.name !== 'posts') return null;
  const { channel } = named;
  switch (first.name) {
    case 'items':
      return readItems(first, channel);
    case 'configuration': {
      const config = readForm(first);
      return config ? { kind: 'configured', channel, config: readConfig(config.values) } : null;
    }
    case 'subscription': {
      const role = child(found, 'affiliations');
      const affiliation = child(role, 'affiliation');
      return readMembership(channel, first.attrs, affiliation?.attrs.affiliation);
    }
    case 'affiliations': {
      const row = child(first, 'affiliation');
      return row ? readMembership(channel, row.attrs, row.attrs.affiliation) : null;
    }
    case 'delete':
      return { kind: 'deleted', channel };
    default:
      return null;
  }
}

function readItems(items: Element, channel: string): ChannelEvent | null {
  const retracted = childrenOf(items, 'retract').map((r) => localId(r.attrs.id ?? ''));
  if (retracted.length > 0) {
    return { kind: 'retracted', channel, ids: retracted.filter((id): id is string => !!id) };
  }
  const read = childrenOf(items, 'item').map((item) => {
    const entry = child(item, 'entry', NS.ATOM);
    return entry ? readEntry(entry, channel) : null;
  });
  return { kind: 'published', channel, items: read.filter((i): i is Item => i !== null) };
}

function readMembership(
  channel: string,
  attrs: Readonly<Record<string, string>>,
  affiliation: string | undefined,
): ChannelEvent | null {
  const jid = toBare(attrs.jid ?? '');
  if (!jid) return null;
  // A ban ends the subscription; nothing but the ban is told of it.
  const isBan = affiliation === 'outcast';
  const subscription = isBan ? 'none' : (attrs.subscription as Subscription | undefined);
  // Who left is shown without a role.
  const role = (affiliation ?? (subscription === 'none' ? 'none' : undefined)) as
    | Affiliation
    | undefined;
  return { kind: 'membership', channel, jid, subscription, affiliation: role };
}
