import { NO_MEMBERSHIP } from '../../protocol/channel.ts';
import { avatarOf, lineOf, placeIn } from '../../protocol/config-vars.ts';
import type { DirectoryRow } from '../../protocol/directory.ts';
import { channelTitle } from '../../screens/name.ts';
import type { ListedChannel } from '../../screens/parts/channel-rows.tsx';
import type { Text } from '../../screens/text/en.ts';
import type { Account } from '../actions/device.ts';
import type { ListedChannel as StoredChannel } from '../store/read/channels.ts';
import { isFollowed } from '../store/read/is-followed.ts';

/** Channels of the store as lists show them. */
export function listedOf(t: Text, { me }: Account): (row: StoredChannel) => ListedChannel {
  return (row) => ({
    channel: row.channel,
    title: channelTitle(row.channel, row.config.title),
    description: lineOf(row.config) || (row.channel === me ? t.ownChannel : ''),
    followed: isFollowed(row),
    unread: row.unread,
    place: placeIn(row.config.vars)?.name,
    updated: row.config.updated,
    avatar: avatarOf(row.config.vars) || undefined,
  });
}

/** Channels that the service told of, as lists show them: with what the store knows of those it has. */
export function listedNow(
  t: Text,
  account: Account,
  rows: readonly StoredChannel[],
): (told: DirectoryRow) => ListedChannel {
  const known = new Map(rows.map((row) => [row.channel, row]));
  return ({ channel, config }) => {
    const stored = known.get(channel) ?? { ...UNKNOWN, channel };
    return listedOf(t, account)({ ...stored, config });
  };
}

/** How somebody stands to a channel that is not on the phone. */
const UNKNOWN = { membership: NO_MEMBERSHIP, rank: null, lastRead: 0, unread: 0 };
