/** The person's own channels, as asked for and answered. */
import { type Affiliation, type ChannelConfig, parseNode, type Subscription } from './channel.ts';
import { readConfig } from './config-form.ts';
import { SHOWN_VARS } from './config-vars.ts';
import { readForm } from './data-form.ts';
import { NS } from './namespaces.ts';
import { type Reading, readReading } from './reading.ts';
import { pageRequest, readPageInfo } from './rsm.ts';
import { child, childrenOf, type Element, el } from './xml.ts';

/** What a list needs of a configuration: all of it, for every channel, would be too much to take in. */
const FIELDS = [
  'pubsub#title',
  'pubsub#description',
  'pubsub#access_model',
  'buddycloud#default_affiliation',
  'buddycloud#channel_type',
  'buddycloud#last_updated',
  ...SHOWN_VARS,
];

/** Channels of one page: their answer is well below what a phone takes in at once. */
export const OWN_CHANNELS_PAGE = 50;

/** Own subscriptions with those fields of each channel's configuration, from after a node on. */
export function ownChannelsRequest(after?: string): Element {
  const bc = (name: string, attrs: Record<string, string>, ...children: readonly Element[]) =>
    el(NS.BUDDYCLOUD, name, attrs, ...children);
  const filter = bc('configuration-filter', {}, ...FIELDS.map((field) => bc('allow', { field })));
  const posts = bc('allow', { field: 'node-name', value: 'posts' });
  const only = bc('subscription-filter', {}, posts);
  const list = bc('subscriptions-with-configuration', {}, only, filter);
  return el(NS.PUBSUB, 'pubsub', {}, list, pageRequest({ max: OWN_CHANNELS_PAGE, after }));
}

export interface OwnChannel {
  readonly channel: string;
  readonly config: ChannelConfig;
  readonly subscription: Subscription;
  /** How far it was read; absent where it is not followed. */
  readonly reading: Reading | null;
}

/** Reads the answer to {@link ownChannelsRequest}. */
export function readOwnChannels(answer: Element): readonly OwnChannel[] {
  return rowsOf(answer, 'subscriptions-with-configuration').flatMap((row) => {
    const node = parseNode(row.attrs.node ?? '');
    const configure = childrenOf(row).find((element) => element.name === 'configure');
    const form = configure && readForm(configure);
    if (node?.name !== 'posts' || !form) return [];
    const subscription = (row.attrs.subscription ?? 'none') as Subscription;
    const said = child(row, 'reading', NS.READ);
    const reading = said ? readReading(said) : null;
    return [{ channel: node.channel, config: readConfig(form.values), subscription, reading }];
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

/** After what to ask for the next page of such a list; `undefined` where this was the last. */
export function nextPage(answer: Element, max: number): string | undefined {
  const pubsub = childrenOf(answer)[0];
  const list = childrenOf(pubsub).find(({ ns }) => ns !== NS.RSM && ns !== NS.KNOWN);
  const isFull = list !== undefined && childrenOf(list).length >= max;
  return isFull ? readPageInfo(pubsub as Element)?.last : undefined;
}

/** The rows of a list inside an answer. Services differ in its namespace: the name tells enough. */
function rowsOf(answer: Element, name: string): readonly Element[] {
  const pubsub = childrenOf(answer)[0];
  const list = childrenOf(pubsub).find((element) => element.name === name);
  return childrenOf(list);
}
