/** Pages that turn on positions, which count from 1 (Buddycloud directory). */
import type { PageInfo, PageRequest } from '../../protocol/rsm.ts';
import { boundedMax, type Page, stretchOf } from './paging.ts';
import { notFound } from './refusal.ts';

/** Which rows of a list of `count` a page holds, from `start` up to `end`; these count from 0. */
export function ordinalStretch(
  count: number,
  page: PageRequest,
): { readonly start: number; readonly end: number } {
  return stretchOf(count, boundedMax(page), {
    ...{ index: page.index, fromEnd: page.before !== undefined },
    after: ordinal(page.after),
    before: ordinal(page.before),
  });
}

/** What a page of so many rows says of itself. */
export function ordinalInfo(count: number, start: number, rows: number): PageInfo {
  if (rows === 0) return { count };
  return { count, first: `${start + 1}`, last: `${start + rows}`, index: start };
}

/** A page of rows that are all there. */
export function ordinalPage<Row>(all: readonly Row[], page: PageRequest): Page<Row> {
  const { start, end } = ordinalStretch(all.length, page);
  const rows = all.slice(start, end);
  return { rows, info: ordinalInfo(all.length, start, rows.length) };
}

/** The position from 0 of what is named by its position from 1. */
function ordinal(place: string | undefined): number | undefined {
  if (!place) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(place)) throw notFound();
  return Number(place) - 1;
}
