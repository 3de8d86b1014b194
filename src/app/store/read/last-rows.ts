import type { ItemRow } from '../schema.ts';
import type { ReadTx } from './reader.ts';

export interface LastRows {
  /** The last one first. */
  readonly rows: ItemRow[];
  /** Whether there are others before them. */
  readonly isMore: boolean;
}

/**
 * The last rows of a range of an index, `limit` at most, which may be 0. In three requests: a cursor over the rows
 * themselves needs one for each, and on a slow phone the answers take longer than all that they hold.
 */
export async function lastRows(
  tx: ReadTx,
  index: 'topics' | 'comments',
  range: IDBKeyRange,
  limit: number,
): Promise<LastRows> {
  const items = tx.objectStore('items').index(index);
  const last = await items.openKeyCursor(range, 'prev');
  const before = limit > 0 ? await last?.advance(limit) : last;
  const wanted = before ? IDBKeyRange.bound(before.key, range.upper) : range;
  const rows = (last ? await items.getAll(wanted) : []).reverse();
  return { rows: rows.slice(0, limit), isMore: rows.length > limit };
}
