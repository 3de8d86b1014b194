import type { ItemRow } from '../schema.ts';
import type { Reader } from './reader.ts';

export interface TopicList {
  readonly topics: readonly ItemRow[];
  /** Whether this phone holds older ones. */
  readonly moreHere: boolean;
  /** Whether the service may have older ones. */
  readonly moreThere: boolean;
}

/** The newest topics of a channel, by the server's order of activity. */
export function readTopics(store: Reader, channel: string, limit: number): Promise<TopicList> {
  return store.read(['channels', 'items'], async (tx) => {
    const row = await tx.objectStore('channels').get(channel);
    const from = row?.topicsFrom ?? 0;
    const range = IDBKeyRange.bound([channel, from], [channel, Number.MAX_SAFE_INTEGER]);
    const topics: ItemRow[] = [];
    let cursor = await tx.objectStore('items').index('topics').openCursor(range, 'prev');
    while (cursor && topics.length < limit) {
      topics.push(cursor.value);
      cursor = await cursor.continue();
    }
    return { topics, moreHere: cursor !== null, moreThere: row?.topicsFrom !== 0 };
  });
}
