import type { ItemRow } from '../schema.ts';
import type { Reader } from './reader.ts';

export interface Thread {
  readonly topic: ItemRow;
  /** Oldest first. */
  readonly comments: readonly ItemRow[];
  /** Whether this phone holds older comments. */
  readonly moreHere: boolean;
}

/** A topic with its newest comments; `undefined` where it was never seen. */
export function readThread(
  store: Reader,
  channel: string,
  id: string,
  limit: number,
): Promise<Thread | undefined> {
  return store.read(['items'], async (tx) => {
    const items = tx.objectStore('items');
    const topic = await items.get([channel, id]);
    if (!topic) return undefined;
    const range = IDBKeyRange.bound(
      [channel, id, topic.commentsFrom ?? 0],
      [channel, id, Number.MAX_SAFE_INTEGER],
    );
    const comments: ItemRow[] = [];
    let cursor = await items.index('comments').openCursor(range, 'prev');
    while (cursor && comments.length < limit) {
      comments.push(cursor.value);
      cursor = await cursor.continue();
    }
    return { topic, comments: comments.reverse(), moreHere: cursor !== null };
  });
}
