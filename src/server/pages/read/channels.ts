import type { ChannelConfig, Membership } from '../../../protocol/channel.ts';
import { NO_MEMBERSHIP } from '../../../protocol/channel.ts';
import { readDirectory } from '../../../protocol/directory.ts';
import { NS } from '../../../protocol/namespaces.ts';
import {
  ownChannelsRequest,
  readAffiliations,
  readOwnChannels,
} from '../../../protocol/own-channels.ts';
import { affiliationsRequest, directoryRequest } from '../../../protocol/pubsub.ts';
import { child } from '../../../protocol/xml.ts';
import type { Asker } from '../visitor.ts';

/** A town has some dozens of channels; more than these are for a search. */
const LISTED = 100;

/** A channel as far as a list knows it. */
export interface KnownChannel {
  readonly channel: string;
  readonly config: ChannelConfig;
  readonly membership: Membership;
}

/** Channels that the asker follows, then the open ones, most active first. */
export async function readChannels(asker: Asker): Promise<readonly KnownChannel[]> {
  const [answer, own] = await Promise.all([
    asker.ask('get', directoryRequest({ max: LISTED })),
    readOwn(asker),
  ]);
  const query = child(answer, 'query', NS.MOST_ACTIVE);
  const listed = query ? readDirectory(query) : [];
  const followed = own.filter((row) => row.membership.subscription === 'subscribed');
  const isFollowed = new Set(followed.map((row) => row.channel));
  const others = listed.filter((row) => !isFollowed.has(row.channel));
  return [...followed, ...others.map((row) => ({ ...row, membership: NO_MEMBERSHIP }))];
}

/** The asker's own channels: those followed, and those asked for. */
export async function readOwn(asker: Asker): Promise<readonly KnownChannel[]> {
  if (asker.me === null) return [];
  const [channels, affiliations] = await Promise.all([
    asker.ask('get', ownChannelsRequest()),
    asker.ask('get', affiliationsRequest()),
  ]);
  const roles = readAffiliations(affiliations);
  return readOwnChannels(channels).map(({ channel, config, subscription }) => ({
    channel,
    config,
    membership: { subscription, affiliation: roles.get(channel) ?? 'none' },
  }));
}
