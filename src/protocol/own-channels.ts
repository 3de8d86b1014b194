/** The person's own channels, as asked for and answered. */
import { type Affiliation, type ChannelConfig, parseNode, type Subscription } from './channel.ts';
import { readConfig } from './config-form.ts';
import { NOTICE } from './config-vars.ts';
import { readForm } from './data-form.ts';
import { NS } from './namespaces.ts';
import { childrenOf, type Element, el } from './xml.ts';

/** What a list needs of a configuration: all of it, for every channel, would be too much to take in. */
const FIELDS = [
  'pubsub#title',
  'pubsub#description',
  'pubsub#access_model',
  'buddycloud#default_affiliation',
  'buddycloud#channel_type',
  'buddycloud#last_updated',
  NOTICE,
];

/** Own subscriptions with those fields of each channel's configuration. */
export function ownChannelsRequest(): Element {
  const bc = (name: string, attrs: Record<string, string>, ...children: readonly Element[]) =>
    el(NS.BUDDYCLOUD, name, attrs, ...children);
  const filter = bc('configuration-filter', {}, ...FIELDS.map((field) => bc('allow', { field })));
  return el(NS.PUBSUB, 'pubsub', {}, bc('subscriptions-with-configuration', {}, filter));
}

export interface OwnChannel {
  readonly channel: string;
  readonly config: ChannelConfig;
  readonly subscription: Subscription;
}

/** Reads the answer to {@link ownChannelsRequest}. */
export function readOwnChannels(answer: Element): readonly OwnChannel[] {
  return rowsOf(answer, 'subscriptions-with-configuration').flatMap((row) => {
    const node = parseNode(row.attrs.node ?? '');
    const configure = childrenOf(row).find((element) => element.name === 'configure');
    const form = configure && readForm(configure);
    if (node?.name !== 'posts' || !form) return [];
    const subscription = (row.attrs.subscription ?? 'none') as Subscription;
    return [{ channel: node.channel, config: readConfig(form.values), subscription }];
  });
}

/** Own affiliations by channel. */
export function readAffiliations(answer: Element): ReadonlyMap<string, Affiliation> {
  const roles = new Map<string, Affiliation>();
  for (const row of rowsOf(answer, 'affiliations')) {
    const node = parseNode(row.attrs.node ?? '');
    if (node?.name === 'posts') roles.set(node.channel, row.attrs.affiliation as Affiliation);
  }
  return roles;
}

/** The rows of a list inside an answer. Services differ in its namespace: the name tells enough. */
function rowsOf(answer: Element, name: string): readonly Element[] {
  const pubsub = childrenOf(answer)[0];
  const list = pubsub && childrenOf(pubsub).find((element) => element.name === name);
  return list ? childrenOf(list) : [];
}
