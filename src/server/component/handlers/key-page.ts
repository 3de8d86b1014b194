import type { PageRequest } from '../../../protocol/rsm.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import type { Element } from '../../../protocol/xml.ts';
import { MOST_ROWS, stretchOf } from '../../service/paging.ts';
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
  const { start, end } = stretchOf(all.length, Math.min(asked?.max ?? MOST_ROWS, MOST_ROWS), {
    ...{ index: asked?.index, fromEnd: asked?.before !== undefined },
    after: asked?.after ? place(asked.after) : undefined,
    before: asked?.before ? place(asked.before) : undefined,
  });
  const rows = all.slice(start, end);
  if (!asked && rows.length === all.length) return { rows, set: undefined };
  const [top, bottom] = [rows[0], rows.at(-1)];
  const info = {
    count: all.length,
    ...(top && bottom && { first: keyOf(top), last: keyOf(bottom), index: start }),
  };
  return { rows, set: pageInfo(info) };
}
