import { type Item, nodeOfItem, parseGlobalId } from '../../../protocol/channel.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { type PageInfo, pageInfo } from '../../../protocol/rsm.ts';
import { type Element, el } from '../../../protocol/xml.ts';
import type { ManyPage, NamedItem } from '../../service/paging.ts';
import { notFound } from '../../service/refusal.ts';
import { type Call, orderOf, pageWithoutIndex } from '../call.ts';
import { itemElement } from './item-element.ts';

/** A page out of items of many nodes: it turns on `node,id`, or on a global id. */
export function pageOfMany(call: Call): ManyPage {
  const { max, after, before } = pageWithoutIndex(call);
  const cursors = {
    after: after ? readPlace(after) : undefined,
    before: before && readPlace(before),
  };
  return { max, ...cursors, order: orderOf(call) };
}

function readPlace(cursor: string): NamedItem {
  const named = parseGlobalId(cursor);
  if (named) return { node: named.node, id: named.local };
  const comma = cursor.lastIndexOf(',');
  if (comma < 0) throw notFound();
  return { node: cursor.slice(0, comma), id: cursor.slice(comma + 1) };
}

/** One `items` element for each run of neighbours from one node. */
export function runsAnswer(rows: readonly Item[], page: PageInfo, service: string): Element {
  const runs: { node: string; items: Element[] }[] = [];
  for (const row of rows) {
    const node = nodeOfItem(row);
    const last = runs.at(-1);
    if (last?.node === node) last.items.push(itemElement(row, service));
    else runs.push({ node, items: [itemElement(row, service)] });
  }
  const elements = runs.map(({ node, items }) => el(NS.PUBSUB, 'items', { node }, ...items));
  return el(NS.PUBSUB, 'pubsub', {}, ...elements, pageInfo(page));
}
