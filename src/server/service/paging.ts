import type { Item } from '../../protocol/channel.ts';
import { DEFAULT_PAGE, MAX_PAGE } from '../../protocol/limits.ts';
import type { PageInfo, PageRequest } from '../../protocol/rsm.ts';
import type { Reader } from '../storage/database.ts';
import { type Position, positionOf } from '../storage/item-pages.ts';
import { notFound } from './refusal.ts';

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly info: PageInfo;
}

/** An item of any node. */
export interface NamedItem {
  readonly node: string;
  readonly id: string;
}

/** A page of a node's items. */
export interface ItemsPage extends PageRequest {
  /** Said by who keeps the order; `activity` is where the row stood that the page turns on. */
  readonly order?: { readonly activity?: number | undefined } | undefined;
}

/** A page of items of many nodes; `before: ''` is the last one. */
export interface ManyPage extends Pick<ItemsPage, 'max' | 'order'> {
  readonly after?: NamedItem | undefined;
  readonly before?: NamedItem | '' | undefined;
}

/** Rows of a list of people or of own nodes where no number is asked for: one answer stays below 1 MB. */
export const MOST_ROWS = 500;

/** How many rows to give: what was asked, within bounds. */
export function boundedMax(page: Pick<PageRequest, 'max'>, otherwise = DEFAULT_PAGE): number {
  return Math.min(page.max ?? otherwise, MAX_PAGE);
}

/** Which rows of a list of `count` a page holds, from `start` up to `end`; all are positions from 0. */
export function stretchOf(
  count: number,
  max: number,
  page: {
    readonly after?: number | undefined;
    readonly before?: number | undefined;
    readonly index?: number | undefined;
    readonly fromEnd: boolean;
  },
): { readonly start: number; readonly end: number } {
  const from = Math.min(page.index ?? (page.after ?? -1) + 1, count);
  const to = Math.max(from, Math.min(page.before ?? count, count));
  const start = page.fromEnd ? Math.max(from, to - max) : from;
  return { start, end: Math.min(to, start + max) };
}

/** Where a page turns; a removed item still marks its place. Unknown ids are not found (XEP-0059). */
export async function cursor(reader: Reader, nodeId: number, id: string): Promise<Position> {
  const position = await positionOf(reader, nodeId, id);
  if (!position) throw notFound();
  return position;
}

/**
 * A page of what waits for somebody, and with what to ask for the next: the end of this one, `null` where
 * these are all. One row more than `size` is read, which says that there is a next one.
 */
export async function queuePage<Row>(
  size: number,
  read: (max: number) => Promise<readonly Row[]>,
  endOf: (last: Row) => string,
): Promise<{ readonly rows: readonly Row[]; readonly next: string | null }> {
  const found = await read(size + 1);
  const rows = found.slice(0, size);
  const last = rows.at(-1);
  return { rows, next: found.length > size && last ? endOf(last) : null };
}

/** A page that turns on the ids of its rows. */
export function paged(rows: readonly Item[], count: number): Page<Item> {
  return { rows, info: { count, first: rows[0]?.id, last: rows.at(-1)?.id } };
}
