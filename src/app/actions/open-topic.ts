import { readChannel } from '../store/read/channels.ts';
import { readThread } from '../store/read/comments.ts';
import { deleteItems, ITEM_PARTS } from '../store/write/items.ts';
import { loadChannel } from '../sync/load-channel.ts';
import { loadComments } from '../sync/load-comments.ts';
import { loadTopic } from '../sync/load-topic.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';
import { showLive } from './show-live.ts';

/** Shows a topic: its newest comments are fetched, and new ones appear by themselves. */
export function openTopic(
  account: Account,
  channel: string,
  id: string,
  report: (trouble: Trouble | null) => void,
): () => void {
  return showLive(account, channel, report, () => load(account, channel, id));
}

async function load(account: Account, channel: string, id: string): Promise<void> {
  const { context, store } = account;
  const [row, thread] = await Promise.all([
    readChannel(store, channel),
    readThread(store, channel, id, 0),
  ]);
  try {
    await Promise.all([
      row ?? loadChannel(context, channel),
      thread ? undefined : loadTopic(context, channel, id),
      loadComments(context, channel, id),
    ]);
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === 'topic-gone' || trouble === 'not-found') {
      await store.write([...ITEM_PARTS], (tx) => deleteItems(tx, channel, [id]));
    }
    throw error;
  }
}
