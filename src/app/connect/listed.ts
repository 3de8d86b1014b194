import { avatarOf, lineOf } from '../../protocol/config-vars.ts';
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
    updated: row.config.updated,
    avatar: avatarOf(row.config.vars) || undefined,
  });
}
