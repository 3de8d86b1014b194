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
  return itemsSince(call, max === '-1' ? MAX_PAGE : Math.min(Number(max), MAX_PAGE));
};

/** `get user-items`: the same without a number for each channel. */
export const getUserItems: Handler = async (call) => itemsSince(call, MAX_PAGE);

async function itemsSince(call: Call, perNode: number) {
  const { ctx, actor, verb, service } = call;
  const { since } = verb.attrs;
  if (!since) throw badRequest('since-required');
  const from = new Date(since);
  if (Number.isNaN(from.getTime())) throw badRequest('invalid-since-value-provided');
  const topicsOnly = isTrue(verb.attrs['parent-only']);
  const all = await readRecentItems(ctx, actor, from.toISOString(), perNode, topicsOnly);
  return runsAnswer(all, pageOf(call), service);
}
