import { type Item, nodeOfItem } from '../../../protocol/channel.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { type PageRequest, pageInfo } from '../../../protocol/rsm.ts';
import { type Element, el } from '../../../protocol/xml.ts';
import { boundedMax } from '../../service/paging.ts';
import { notFound } from '../../service/refusal.ts';
import { itemElement } from './item-element.ts';

/** A page out of items of many channels; it turns on `node,id` (relied on). */
export function runsAnswer(all: readonly Item[], page: PageRequest, service: string): Element {
  const start = page.after ? positionAfter(all, page.after) : 0;
  const rows = all.slice(start, start + boundedMax(page));
  const info = { count: all.length, first: cursorOf(rows[0]), last: cursorOf(rows.at(-1)) };
  return el(NS.PUBSUB, 'pubsub', {}, ...runsOf(rows, service), pageInfo(info));
}

const cursorOf = (item: Item | undefined) => item && `${nodeOfItem(item)},${item.id}`;

function positionAfter(all: readonly Item[], cursor: string): number {
  const index = all.findIndex((item) => cursorOf(item) === cursor);
  if (index < 0) throw notFound();
  return index + 1;
}

/** One `items` element for each run of neighbours from one node. */
export function runsOf(rows: readonly Item[], service: string): Element[] {
  const runs: { node: string; items: Element[] }[] = [];
  for (const row of rows) {
    const node = nodeOfItem(row);
    const last = runs.at(-1);
    if (last?.node === node) last.items.push(itemElement(row, service));
    else runs.push({ node, items: [itemElement(row, service)] });
  }
  return runs.map(({ node, items }) => el(NS.PUBSUB, 'items', { node }, ...items));
}
