import { readChannel } from '../store/read/channels.ts';
import { isFollowed } from '../store/read/is-followed.ts';
import { loadChannel } from '../sync/load-channel.ts';
import { loadReading } from '../sync/load-reading.ts';
import { loadTopics } from '../sync/load-topics.ts';
import type { Account, Trouble } from './device.ts';
import { showLive } from './show-live.ts';

/** Shows a channel: its newest topics are fetched, and what is posted appears by itself. */
export function openChannel(
  account: Account,
  channel: string,
  report: (trouble: Trouble | null) => void,
): () => void {
  const { context, store } = account;
  return showLive(account, channel, report, async () => {
    const row = await readChannel(store, channel);
    const isListed = row !== undefined && (row.rank !== null || isFollowed(row));
    await Promise.all([
      loadTopics(context, channel),
      loadReading(context, channel),
      isListed || loadChannel(context, channel),
    ]);
  });
}
