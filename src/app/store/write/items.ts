import type { Item } from '../../../protocol/channel.ts';
import { isBuried } from '../is-buried.ts';
import { mayRead } from '../may-read.ts';
import type { ItemRow } from '../schema.ts';
import { uncountItem } from './readings.ts';
import type { Writer, WriteTx } from './writer.ts';

/** The parts of the store that storing items needs. */
export const ITEM_PARTS = ['items', 'channels', 'tombstones', 'readings'] as const;

/**
 * Puts items that were fetched, in whatever order they come. What was removed, and what this person may not read any more, is left out. `me` wrote none of `foreign`.
 */
export async function putItems(
  tx: WriteTx,
  items: readonly Item[],
  me: string | null,
): Promise<void> {
  for (const item of items) if (await isWelcome(tx, item)) await putItem(tx, item, me);
}

/** Puts items that were announced: one that a page had left out already is none any more. */
export async function putAnnounced(
  tx: WriteTx,
  items: readonly Item[],
  me: string | null,
): Promise<void> {
  const store = tx.objectStore('items');
  for (const item of items) {
    const { channel, id, parent, seq } = item;
    const topic = parent === null ? undefined : await store.get([channel, parent]);
    const { commentsFrom = seq, commentsTo = 0 } = topic ?? {};
    const isPaged = seq >= commentsFrom && seq <= commentsTo;
    if (!isPaged || (await store.get([channel, id]))) await putItems(tx, [item], me);
  }
}

async function isWelcome(tx: WriteTx, item: Item): Promise<boolean> {
  if (await isBuried(tx, item)) return false;
  const row = await tx.objectStore('channels').get(item.channel);
  return !row || mayRead(row);
}

async function putItem(tx: WriteTx, item: Item, me: string | null): Promise<void> {
  const store = tx.objectStore('items');
  const old = await store.get([item.channel, item.id]);
  const { base, commentsFrom, commentsTo, commentsHole } = old ?? {};
  const told = { activity: item.activity, replies: item.replies };
  // What was hidden since is not brought back by an answer that comes late, nor the other way round.
  const isLate = (old?.changed ?? 0) > (item.changed ?? 0);
  await store.put({
    ...(isLate && old ? old : item),
    ...(item.author !== me && { foreignSeq: item.seq }),
    // An answer that comes late does not undo what is known since.
    ...(item.parent === null && { base: base && base.activity > told.activity ? base : told }),
    ...(commentsFrom !== undefined && { commentsFrom }),
    ...(commentsTo !== undefined && { commentsTo }),
    ...(commentsHole !== undefined && { commentsHole }),
  });
  await countComments(tx, item.channel, item.parent ?? item.id);
}

/** A topic's place and number of comments: what the service said, and what came after that. */
export async function countComments(tx: WriteTx, channel: string, id: string): Promise<void> {
  const store = tx.objectStore('items');
  const topic = await store.get([channel, id]);
  if (!topic || topic.parent !== null) return;
  const base = baseOf(topic);
  const later = IDBKeyRange.bound([channel, id, base.activity + 1], [channel, id, []]);
  const comments = store.index('comments');
  const newest = await comments.openKeyCursor(later, 'prev');
  const activity = newest?.key[2] ?? Math.max(base.activity, topic.seq);
  const replies = base.replies + (newest ? await comments.count(later) : 0);
  await store.put({ ...topic, base, activity, topicActivity: activity, replies });
}

/** Rows of the first schema lack it. */
function baseOf({ base, activity, replies }: ItemRow): NonNullable<ItemRow['base']> {
  return base ?? { activity, replies };
}

/** Takes items away for good: nothing that comes late brings them back. */
export async function buryItems(
  tx: WriteTx,
  channel: string,
  ids: readonly string[],
  seq: number,
): Promise<void> {
  for (const id of ids) {
    await tx.objectStore('tombstones').put({ channel, id, seq });
    const item = await tx.objectStore('items').get([channel, id]);
    if (item) await uncountItem(tx, item, seq);
  }
  await deleteItems(tx, channel, ids);
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
      const comments = IDBKeyRange.bound([channel, id], [channel, id, []]);
      for (const key of await store.index('comments').getAllKeys(comments)) await store.delete(key);
      continue;
    }
    const topic = await store.get([channel, item.parent]);
    if (!topic) continue;
    const base = baseOf(topic);
    const counted = item.seq <= base.activity ? 1 : 0;
    await store.put({ ...topic, base: { ...base, replies: Math.max(0, base.replies - counted) } });
    await countComments(tx, channel, item.parent);
  }
}

/** Saves single items fetched by name. */
export function saveItems(store: Writer, items: readonly Item[], me: string | null): Promise<void> {
  return store.write([...ITEM_PARTS], (tx) => putItems(tx, items, me));
}
