import { completeFrom, readHole } from '../hole.ts';
import type { ItemRow } from '../schema.ts';
import { withAvatars } from './avatars.ts';
import type { Reader } from './reader.ts';

export interface TopicList {
  readonly topics: readonly ItemRow[];
  /** The first one before which others may be missing; `null` where none that is shown is. */
  readonly gapBefore: string | null;
  /** Whether this phone holds older ones. */
  readonly moreHere: boolean;
  /** Whether the service may have older ones. */
  readonly moreThere: boolean;
}

/** The newest topics of a channel, by the server's order of activity. */
export function readTopics(store: Reader, channel: string, limit: number): Promise<TopicList> {
  return store.read(['channels', 'items', 'meta'], async (tx) => {
    const row = await tx.objectStore('channels').get(channel);
    const from = completeFrom(row?.topicsFrom, row?.topicsHole, await readHole(tx)) ?? 0;
    const range = IDBKeyRange.bound([channel], [channel, []]);
    const topics: ItemRow[] = [];
    let cursor = await tx.objectStore('items').index('topics').openCursor(range, 'prev');
    while (cursor && topics.length < limit) {
      topics.push(cursor.value);
      cursor = await cursor.continue();
    }
    const gapBefore = topics.find((topic) => topic.activity < from)?.id ?? null;
    const moreThere = row?.topicsFrom !== 0;
    return {
      topics: await withAvatars(tx, topics),
      gapBefore,
      moreHere: cursor !== null,
      moreThere,
    };
  });
}
