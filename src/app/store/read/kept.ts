import { rowsOf } from '../topic-of.ts';
import { isFollowed } from './is-followed.ts';
import type { Reader } from './reader.ts';

/** What is here of a channel that may have been removed unheard. */
export interface Kept {
  /** Up to this change that is known; `undefined` where it never was asked. */
  readonly checked: number | undefined;
  /** The number of the newest activity that is here; 0 where nothing is. */
  readonly newest: number;
}

/** What is to be checked of a channel before it is shown; `null` where pushes tell what is removed. */
export function readKept(store: Reader, channel: string): Promise<Kept | null> {
  return store.read(['channels', 'items'], async (tx) => {
    const row = await tx.objectStore('channels').get(channel);
    const checked = row?.checked;
    if (row && isFollowed(row) && checked === undefined) return null;
    const topics = tx.objectStore('items').index('topics');
    const newest = await topics.openKeyCursor(rowsOf(channel), 'prev');
    return { checked, newest: newest?.key[1] ?? 0 };
  });
}
