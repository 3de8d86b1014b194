import { type Affiliation, parseNode, type Subscription } from '../../protocol/channel.ts';
import { readConfig } from '../../protocol/config-form.ts';
import { readForm } from '../../protocol/data-form.ts';
import { readDirectory } from '../../protocol/directory.ts';
import { NS } from '../../protocol/namespaces.ts';
import {
  affiliationsRequest,
  directoryRequest,
  ownChannelsRequest,
} from '../../protocol/pubsub.ts';
import { child, childrenOf, type Element } from '../../protocol/xml.ts';
import { type ChannelNews, saveDirectory, saveMemberships } from '../store/write/channels.ts';
import type { SyncContext } from './context.ts';

/** A town has some dozens of channels; more than these are for a search. */
const LISTED = 100;

/** Fetches the list of open channels and, for a person, of their own ones, side by side. */
export async function loadChannels(ctx: SyncContext): Promise<void> {
  await Promise.all([loadDirectory(ctx), ctx.me === null ? undefined : loadOwn(ctx)]);
}

async function loadDirectory(ctx: SyncContext): Promise<void> {
  const answer = await ctx.ask('get', directoryRequest({ max: LISTED }));
  const query = child(answer, 'query', NS.MOST_ACTIVE);
  if (query) await saveDirectory(ctx.store, readDirectory(query));
}

async function loadOwn(ctx: SyncContext): Promise<void> {
  const [channels, affiliations] = await Promise.all([
    ctx.ask('get', ownChannelsRequest()),
    ctx.ask('get', affiliationsRequest()),
  ]);
  const roles = readAffiliations(affiliations);
  const followed = readOwnChannels(channels).map(
    ({ channel, config, subscription }): ChannelNews => ({
      channel,
      config,
      membership: { subscription, affiliation: roles.get(channel) ?? 'none' },
    }),
  );
  await saveMemberships(ctx.store, followed);
}

function readOwnChannels(answer: Element) {
  return rowsOf(answer, 'subscriptions-with-configuration').flatMap((row) => {
    const node = parseNode(row.attrs.node ?? '');
    const configure = childrenOf(row).find((element) => element.name === 'configure');
    const form = configure && readForm(configure);
    if (node?.name !== 'posts' || !form) return [];
    const subscription = (row.attrs.subscription ?? 'none') as Subscription;
    return [{ channel: node.channel, config: readConfig(form.values), subscription }];
  });
}

function readAffiliations(answer: Element): ReadonlyMap<string, Affiliation> {
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
