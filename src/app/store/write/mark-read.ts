import type { Writer } from './writer.ts';

/** Everything in the channel up to now has been seen. */
export function markRead(store: Writer, channel: string): Promise<void> {
  return store.write(['channels', 'items'], async (tx) => {
    const row = await tx.objectStore('channels').get(channel);
    const all = IDBKeyRange.bound([channel], [channel, Number.MAX_SAFE_INTEGER]);
    const newest = await tx.objectStore('items').index('foreign').openKeyCursor(all, 'prev');
    const seq = newest?.key[1] ?? 0;
    if (row && seq > row.lastRead) await tx.objectStore('channels').put({ ...row, lastRead: seq });
  });
}
