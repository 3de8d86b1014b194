import type { Item } from '../../../protocol/channel.ts';
import type { ItemRow } from '../schema.ts';
import type { Writer, WriteTx } from './writer.ts';

/** Puts items that came with a page: the service counted their comments. `me` wrote none of `foreign`. */
export async function putItems(
  tx: WriteTx,
  items: readonly Item[],
  me: string | null,
): Promise<void> {
  for (const item of items) await putItem(tx, item, me);
}

async function putItem(tx: WriteTx, item: Item, me: string | null): Promise<ItemRow | undefined> {
  const store = tx.objectStore('items');
  const old = await store.get([item.channel, item.id]);
  const row: ItemRow = {
    ...item,
    ...(item.author !== me && { foreignSeq: item.seq }),
    ...(item.parent === null && { topicActivity: item.activity }),
    ...(old?.commentsFrom !== undefined && { commentsFrom: old.commentsFrom }),
  };
  await store.put(row);
  return old;
}

/** Saves items that were just published: a new comment moves its topic up, and counts. */
export async function putPublished(
  tx: WriteTx,
  items: readonly Item[],
  me: string | null,
): Promise<void> {
  const store = tx.objectStore('items');
  for (const item of items) {
    const old = await putItem(tx, item, me);
    if (old || item.parent === null) continue;
    const topic = await store.get([item.channel, item.parent]);
    // A topic that was fetched after this comment counts it already.
    if (!topic || topic.activity >= item.seq) continue;
    const activity = item.seq;
    await store.put({ ...topic, activity, topicActivity: activity, replies: topic.replies + 1 });
  }
}

/** Takes items away; with a topic go its comments. */
export async function deleteItems(
  tx: WriteTx,
  channel: string,
  ids: readonly string[],
): Promise<void> {
  const store = tx.objectStore('items');
  for (const id of ids) {
    const item = await store.get([channel, id]);
    if (!item) continue;
    await store.delete([channel, id]);
    if (item.parent === null) {
      const comments = IDBKeyRange.bound([channel, id], [channel, id, Number.MAX_SAFE_INTEGER]);
      for (const key of await store.index('comments').getAllKeys(comments)) await store.delete(key);
      continue;
    }
    const topic = await store.get([channel, item.parent]);
    if (topic) await store.put({ ...topic, replies: Math.max(0, topic.replies - 1) });
  }
}

/** Saves single items fetched by name. */
export function saveItems(store: Writer, items: readonly Item[], me: string | null): Promise<void> {
  return store.write(['items'], (tx) => putItems(tx, items, me));
}
