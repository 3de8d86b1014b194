import type { Reader } from './reader.ts';

/** The number of the newest comment on a topic that is here, else of a channel's newest activity; 0 without. */
export function readNewest(store: Reader, channel: string, topic?: string): Promise<number> {
  return store.read(['items'], async (tx) => {
    const items = tx.objectStore('items');
    if (topic === undefined) {
      const all = IDBKeyRange.bound([channel], [channel, []]);
      const row = await items.index('topics').openKeyCursor(all, 'prev');
      return row?.key[1] ?? 0;
    }
    const all = IDBKeyRange.bound([channel, topic], [channel, topic, []]);
    const row = await items.index('comments').openKeyCursor(all, 'prev');
    return row?.key[2] ?? 0;
  });
}
