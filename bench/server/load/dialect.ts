import { nodeOf } from '../../../src/protocol/channel.ts';
import { configChangeForm, NODE_CONFIG } from '../../../src/protocol/config-form.ts';
import { form } from '../../../src/protocol/data-form.ts';
import { NS } from '../../../src/protocol/namespaces.ts';
import { subscribeRequest } from '../../../src/protocol/pubsub.ts';
import { createRequest } from '../../../src/protocol/pubsub-owner.ts';
import { type Element, el } from '../../../src/protocol/xml.ts';
import { ARCHIVE_DOMAIN, DOMAIN, PUBSUB_DOMAIN } from '../hosts/host.ts';
import { draftXml, wholeEntryXml } from './post.ts';

export type DialectName = 'channels' | 'pubsub' | 'archive';

/** How one measured service is spoken to; `name` is of a channel or node. */
export interface Dialect {
  readonly service: string;
  /** `keeps` says how many items a plain pubsub node holds; ours holds all. */
  create(name: string, keeps: number): Element;
  subscribe(name: string, bareJid: string): Element;
  /** Inside `<pubsub/>`. */
  publish(name: string, id: string, author: string, number: number): string;
  /** A page of 20 items inside `<pubsub/>`: those after that item, or the newest. */
  page(name: string, after: string | undefined): string;
}

const channel = (name: string) => `${name}@topics.${DOMAIN}`;

/** Ours. */
const channels: Dialect = {
  service: `channels.${DOMAIN}`,
  create: (name) =>
    createRequest(
      channel(name),
      configChangeForm({ title: name, accessModel: 'open', defaultAffiliation: 'publisher' }),
    ),
  subscribe: (name, bareJid) => subscribeRequest(channel(name), bareJid),
  publish: (name, id, _author, number) =>
    `<publish node="${nodeOf(channel(name))}"><item id="${id}">${draftXml(number)}</item></publish>`,
  page: (name, after) =>
    `<items node="${nodeOf(channel(name))}"/><set xmlns="${NS.RSM}"><max>20</max>` +
    `${after ? `<after>${after}</after>` : ''}</set>`,
};

/** What the XMPP servers bring, with nodes that store their items. */
const pubsub: Dialect = {
  service: PUBSUB_DOMAIN,
  create: (name, keeps) =>
    el(
      NS.PUBSUB,
      'pubsub',
      {},
      el(NS.PUBSUB, 'create', { node: name }),
      el(
        NS.PUBSUB,
        'configure',
        {},
        form('submit', NODE_CONFIG, {
          'pubsub#access_model': 'open',
          'pubsub#publish_model': 'open',
          'pubsub#persist_items': 'true',
          'pubsub#max_items': String(keeps),
          // Items that make room for others would be announced, which ours never does.
          'pubsub#notify_retract': 'false',
        }),
      ),
    ),
  subscribe: (name, jid) =>
    el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'subscribe', { node: name, jid })),
  publish: (name, id, author, number) =>
    `<publish node="${name}"><item id="${id}">${wholeEntryXml(id, author, number)}</item></publish>`,
  page: (name) => `<items node="${name}" max_items="20"/>`,
};

export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  channels,
  pubsub,
  archive: { ...pubsub, service: ARCHIVE_DOMAIN },
};
