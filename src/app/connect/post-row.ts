import type { Item } from '../../protocol/channel.ts';
import { channelTitle, writerOf } from '../../screens/name.ts';
import type { PostRow } from '../../screens/parts/post-rows.tsx';
import type { Text } from '../../screens/text/en.ts';
import type { Account } from '../actions/device.ts';
import type { ChannelRow } from '../store/read/reader.ts';

/** Posts of the service as lists show them; own ones need no author. */
export function postRowOf(
  channels: readonly ChannelRow[],
  { me, site }: Account,
  t: Text,
): (item: Item) => PostRow {
  return ({ id, channel, parent, title, text, published, ...post }) => ({
    ...{ id, channel, parent, title, text, published },
    channelTitle: titleIn(channels, channel),
    ...((post.author !== me || post.onBehalf) && { author: writerOf(post, site.domain, t) }),
  });
}

/** What a channel is called, as far as it is known. */
export function titleIn(channels: readonly ChannelRow[], channel: string): string {
  const row = channels.find((known) => known.channel === channel);
  return channelTitle(channel, row?.config.title ?? '');
}
