import { type Item, nodeOf } from '../../../protocol/channel.ts';
import { MAX_PAGE } from '../../../protocol/limits.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import { type Element, el } from '../../../protocol/xml.ts';
import { boundedMax, readRecentItems } from '../../service/read-items.ts';
import { badRequest, notFound } from '../../service/refusal.ts';
import { type Handler, pageOf } from '../call.ts';
import { isTrue, itemElement } from './items.ts';

/** `get recent-items`: the newest of each followed channel, as runs of `items`. */
export const getRecentItems: Handler = async (call) => {
  const { ctx, actor, verb, service } = call;
  const { max, since } = verb.attrs;
  if (!max) throw badRequest('max-required');
  if (!/^(-1|\d{1,9})$/.test(max)) throw badRequest('invalid-max-value-provided');
  if (!since) throw badRequest('since-required');
  const from = new Date(since);
  if (Number.isNaN(from.getTime())) throw badRequest('invalid-since-value-provided');
  const perNode = max === '-1' ? MAX_PAGE : Math.min(Number(max), MAX_PAGE);
  const all = await readRecentItems(
    ctx,
    actor,
    from.toISOString(),
    perNode,
    isTrue(verb.attrs['parent-only']),
  );
  const page = pageOf(call);
  const start = page.after ? positionAfter(all, page.after) : 0;
  const rows = all.slice(start, start + boundedMax(page));
  const cursor = (item: Item | undefined) => item && `${nodeOf(item.channel)},${item.id}`;
  const info = { count: all.length, first: cursor(rows[0]), last: cursor(rows.at(-1)) };
  return el(NS.PUBSUB, 'pubsub', {}, ...runsOf(rows, service), pageInfo(info));
};

function positionAfter(all: readonly Item[], cursor: string): number {
  const index = all.findIndex((item) => `${nodeOf(item.channel)},${item.id}` === cursor);
  if (index < 0) throw notFound();
  return index + 1;
}

/** One `items` element for each run of neighbours from one channel. */
function runsOf(rows: readonly Item[], service: string): Element[] {
  const runs: { channel: string; items: Element[] }[] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last?.channel === row.channel) last.items.push(itemElement(row, service));
    else runs.push({ channel: row.channel, items: [itemElement(row, service)] });
  }
  return runs.map((run) => el(NS.PUBSUB, 'items', { node: nodeOf(run.channel) }, ...run.items));
}
