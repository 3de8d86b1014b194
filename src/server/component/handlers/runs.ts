import { type Item, nodeOf } from '../../../protocol/channel.ts';
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

const cursorOf = (item: Item | undefined) => item && `${nodeOf(item.channel)},${item.id}`;

function positionAfter(all: readonly Item[], cursor: string): number {
  const index = all.findIndex((item) => cursorOf(item) === cursor);
  if (index < 0) throw notFound();
  return index + 1;
}

/** One `items` element for each run of neighbours from one channel. */
export function runsOf(rows: readonly Item[], service: string): Element[] {
  const runs: { channel: string; items: Element[] }[] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last?.channel === row.channel) last.items.push(itemElement(row, service));
    else runs.push({ channel: row.channel, items: [itemElement(row, service)] });
  }
  return runs.map((run) => el(NS.PUBSUB, 'items', { node: nodeOf(run.channel) }, ...run.items));
}
