import { type Membership, SUBSCRIPTIONS } from '../../../protocol/channel.ts';
import { toBare } from '../../../protocol/jid.ts';
import { type Element, el } from '../../../protocol/xml.ts';
import { badRequest } from '../../service/refusal.ts';
import { type SubscriptionRow, setSubscriptions } from '../../service/set-subscriptions.ts';
import type { Handler } from '../call.ts';
import { memberPage } from './member-page.ts';
import { ownPage } from './own-page.ts';
import { rowsOf } from './rows-of.ts';

/** `get subscriptions`: the asker's own, or a node's. The answer is in the namespace of the question. */
export const getSubscriptions: Handler = async (call) => {
  const { actor, verb } = call;
  const { node } = verb.attrs;
  const row = (of: string, jid: string, { subscription, invitedBy }: Membership) =>
    el(verb.ns, 'subscription', {
      ...{ node: of, jid, subscription, 'invited-by': invitedBy ?? undefined },
    });
  if (!node) {
    const { rows, set } = await ownPage(call, {});
    const elements = rows.map((one) => row(one.node, actor.jid, one));
    return el(verb.ns, 'pubsub', {}, el(verb.ns, 'subscriptions', {}, ...elements), set);
  }
  const { rows, set } = await memberPage(call, node, true);
  const elements = rows.map((member) => row(node, member.jid, member));
  return el(verb.ns, 'pubsub', {}, el(verb.ns, 'subscriptions', { node }, ...elements), set);
};

/** `set subscriptions`: approve (`subscribed`), deny (`none`) or invite (`invited`), every row or none. */
export const setNodeSubscriptions: Handler = async ({ ctx, actor, verb }) => {
  const rows = rowsOf(verb, 'subscription').map(readRow);
  await setSubscriptions(ctx, actor, verb.attrs.node, rows);
  return undefined;
};

const SETTABLE = ['subscribed', 'none', 'invited'] as const;

function readRow(row: Element): SubscriptionRow {
  const { subscription } = row.attrs;
  const jid = toBare(row.attrs.jid ?? '');
  const wanted = SETTABLE.find((state) => state === subscription);
  const was = SUBSCRIPTIONS.find((state) => state === row.attrs.was);
  if (!jid || !wanted || (row.attrs.was !== undefined && !was)) throw badRequest();
  return { jid, subscription: wanted, was };
}
