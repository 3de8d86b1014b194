import type { PageRequest } from '../../../protocol/rsm.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import type { Element } from '../../../protocol/xml.ts';
import { MOST_ROWS } from '../../service/paging.ts';
import { notFound } from '../../service/refusal.ts';

export interface KeyPage<Row> {
  readonly rows: readonly Row[];
  /** What is said of the page: nothing where the list is whole and nobody asked for pages. */
  readonly set: Element | undefined;
}

/** A page of a whole list that turns on its rows' own names. */
export function keyPage<Row>(
  all: readonly Row[],
  keyOf: (row: Row) => string,
  asked: PageRequest | undefined,
): KeyPage<Row> {
  const place = (key: string) => {
    const index = all.findIndex((row) => keyOf(row) === key);
    if (index < 0) throw notFound();
    return index;
  };
  const max = Math.min(asked?.max ?? MOST_ROWS, MOST_ROWS);
  const start = asked?.after ? place(asked.after) + 1 : 0;
  const end = asked?.before ? place(asked.before) : all.length;
  const fromEnd = asked?.before !== undefined;
  const first = fromEnd ? Math.max(start, end - max) : start;
  const rows = all.slice(first, Math.min(end, first + max));
  if (!asked && rows.length === all.length) return { rows, set: undefined };
  const [top, bottom] = [rows[0], rows.at(-1)];
  const info = {
    count: all.length,
    ...(top && bottom && { first: keyOf(top), last: keyOf(bottom), index: first }),
  };
  return { rows, set: pageInfo(info) };
}
