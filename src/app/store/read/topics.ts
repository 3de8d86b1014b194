import { completeFrom, readHole } from '../hole.ts';
import type { ItemRow } from '../schema.ts';
import { withAvatars } from './avatars.ts';
import { lastRows } from './last-rows.ts';
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
    const range = IDBKeyRange.bound([channel], [channel, []]);
    const [row, hole, { rows: topics, isMore: moreHere }] = await Promise.all([
      tx.objectStore('channels').get(channel),
      readHole(tx),
      lastRows(tx, 'topics', range, limit),
    ]);
    const from = completeFrom(row?.topicsFrom, row?.topicsHole, hole) ?? 0;
    const gapBefore = topics.find((topic) => topic.activity < from)?.id ?? null;
    const moreThere = row?.topicsFrom !== 0;
    return { topics: await withAvatars(tx, topics), gapBefore, moreHere, moreThere };
  });
}
