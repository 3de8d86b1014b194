import { readDirectory } from '../../protocol/directory.ts';
import { NS } from '../../protocol/namespaces.ts';
import {
  ownChannelsRequest,
  readAffiliations,
  readOwnChannels,
} from '../../protocol/own-channels.ts';
import { affiliationsRequest, directoryRequest } from '../../protocol/pubsub.ts';
import { child } from '../../protocol/xml.ts';
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
