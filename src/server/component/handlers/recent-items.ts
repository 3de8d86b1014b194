import { type Item, nodeOfItem } from '../../../protocol/channel.ts';
import { readWhole } from '../../../protocol/rsm.ts';
import { readRecentItems } from '../../service/read-items.ts';
import { badRequest } from '../../service/refusal.ts';
import type { Call, Handler } from '../call.ts';
import { isTopicsOnly } from './items-answer.ts';
import { pageOfMany, runsAnswer } from './runs.ts';

/** `get recent-items`: the newest of each followed channel, as runs of `items`. */
export const getRecentItems: Handler = async (call) => {
  const { max } = call.verb.attrs;
  if (!max) throw badRequest('max-required');
  const perNode = max === '-1' ? undefined : readWhole(max);
  if (perNode === null) throw badRequest('invalid-max-value-provided');
  return itemsSince(call, perNode, 'posts');
};

/** `get user-items`: of all nodes, statuses too, and without a number for each. */
export const getUserItems: Handler = async (call) => itemsSince(call, undefined, 'all');

async function itemsSince(call: Call, perNode: number | undefined, nodes: 'posts' | 'all') {
  const { ctx, actor, verb, service } = call;
  const { since } = verb.attrs;
  if (!since) throw badRequest('since-required');
  const at = new Date(since);
  if (Number.isNaN(at.getTime())) throw badRequest('invalid-since-value-provided');
  const topicsOnly = isTopicsOnly(verb);
  const wanted = { since: at.toISOString(), perNode, topicsOnly, nodes };
  const { rows, info } = await readRecentItems(ctx, actor, wanted, pageOfMany(call));
  // Relied on.
  const place = (item: Item | undefined) => item && `${nodeOfItem(item)},${item.id}`;
  return runsAnswer(rows, { ...info, first: place(rows[0]), last: place(rows.at(-1)) }, service);
}
