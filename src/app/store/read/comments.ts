import { completeFrom, readHole } from '../hole.ts';
import type { ItemRow } from '../schema.ts';
import { withAvatars } from './avatars.ts';
import { lastRows } from './last-rows.ts';
import type { Reader } from './reader.ts';

export interface Thread {
  readonly topic: ItemRow;
  /** Oldest first. */
  readonly comments: readonly ItemRow[];
  /** The first comment before which others may be missing, though older ones are here; '' after all. */
  readonly gapBefore: string | null;
  /** Whether this phone holds older comments. */
  readonly moreHere: boolean;
}

/** One post; `undefined` where it is not here. */
export function readPost(store: Reader, channel: string, id: string): Promise<ItemRow | undefined> {
  return store.read(['items'], (tx) => tx.objectStore('items').get([channel, id]));
}

/** A topic with its newest comments; `undefined` where it was never seen. */
export function readThread(
  store: Reader,
  channel: string,
  id: string,
  limit: number,
): Promise<Thread | undefined> {
  return store.read(['items', 'meta', 'channels'], async (tx) => {
    const range = IDBKeyRange.bound([channel, id], [channel, id, []]);
    const [topic, hole, { rows: comments, isMore: moreHere }] = await Promise.all([
      tx.objectStore('items').get([channel, id]),
      readHole(tx),
      lastRows(tx, 'comments', range, limit),
    ]);
    if (!topic) return undefined;
    const from = completeFrom(topic.commentsFrom, topic.commentsHole, hole) ?? 0;
    const above = comments.filter(({ seq }) => seq >= from);
    const gapBefore = above.length < comments.length ? (above[above.length - 1]?.id ?? '') : null;
    const [shown, ...answers] = await withAvatars(tx, [topic, ...comments.reverse()]);
    return { topic: shown ?? topic, comments: answers, gapBefore, moreHere };
  });
}
