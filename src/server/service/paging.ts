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

/** Rows of a list of people or of own nodes where no number is asked for: one answer stays below 1 MB. */
export const MOST_ROWS = 5_000;

/** How many rows to give: what was asked, within bounds. */
export function boundedMax(page: PageRequest, otherwise = DEFAULT_PAGE): number {
  return Math.min(page.max ?? otherwise, MAX_PAGE);
}

/** Where a page turns; a removed item still marks its place. Unknown ids are not found (XEP-0059). */
export async function cursor(
  reader: Reader,
  nodeId: number,
  id: string | undefined,
): Promise<Position | undefined> {
  if (!id) return undefined;
  const position = await positionOf(reader, nodeId, id);
  if (!position) throw notFound();
  return position;
}

/** A page that turns on the ids of its rows. */
export function paged(rows: readonly Item[], count: number): Page<Item> {
  return { rows, info: { count, first: rows[0]?.id, last: rows.at(-1)?.id } };
}
