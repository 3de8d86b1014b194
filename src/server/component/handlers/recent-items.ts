import { MAX_PAGE } from '../../../protocol/limits.ts';
import { readRecentItems } from '../../service/read-items.ts';
import { badRequest } from '../../service/refusal.ts';
import { type Call, type Handler, pageOf } from '../call.ts';
import { isTrue } from './items.ts';
import { runsAnswer } from './runs.ts';

/** `get recent-items`: the newest of each followed channel, as runs of `items`. */
export const getRecentItems: Handler = async (call) => {
  const { max } = call.verb.attrs;
  if (!max) throw badRequest('max-required');
  if (!/^(-1|\d{1,9})$/.test(max)) throw badRequest('invalid-max-value-provided');
  return itemsSince(call, max === '-1' ? MAX_PAGE : Math.min(Number(max), MAX_PAGE), 'posts');
};

/** `get user-items`: of all nodes, statuses too, and without a number for each. */
export const getUserItems: Handler = async (call) => itemsSince(call, MAX_PAGE, 'all');

async function itemsSince(call: Call, perNode: number, nodes: 'posts' | 'all') {
  const { ctx, actor, verb, service } = call;
  const { since } = verb.attrs;
  if (!since) throw badRequest('since-required');
  const at = new Date(since);
  if (Number.isNaN(at.getTime())) throw badRequest('invalid-since-value-provided');
  const topicsOnly = isTrue(verb.attrs['parent-only']);
  const from = at.toISOString();
  const all = await readRecentItems(ctx, actor, from, perNode, topicsOnly, nodes);
  return runsAnswer(all, pageOf(call), service);
}
