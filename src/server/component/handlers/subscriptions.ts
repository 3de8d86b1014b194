import { toBare } from '../../../protocol/jid.ts';
import { childrenOf, type Element, el } from '../../../protocol/xml.ts';
import { members, ownNodes } from '../../service/lists.ts';
import { badRequest } from '../../service/refusal.ts';
import { type SubscriptionRow, setSubscriptions } from '../../service/set-members.ts';
import type { Handler } from '../call.ts';

/** `get subscriptions`: the asker's own, or a node's. The answer is in the namespace of the question. */
export const getSubscriptions: Handler = async ({ ctx, actor, verb }) => {
  const { node } = verb.attrs;
  const row = (of: string, jid: string, subscription: string) =>
    el(verb.ns, 'subscription', { node: of, jid, subscription });
  const rows = node
    ? (await members(ctx, actor, node))
        .filter((member) => member.subscription !== 'none')
        .map((member) => row(node, member.jid, member.subscription))
    : (await ownNodes(ctx, actor))
        .filter((own) => own.subscription !== 'none')
        .map((own) => row(own.node, actor.jid, own.subscription));
  return el(verb.ns, 'pubsub', {}, el(verb.ns, 'subscriptions', { node }, ...rows));
};

/** `set subscriptions`: approve (`subscribed`) or deny (`none`), every row or none. */
export const setNodeSubscriptions: Handler = async ({ ctx, actor, verb }) => {
  const rows = childrenOf(verb, 'subscription').map(readRow);
  if (rows.length === 0) throw badRequest();
  await setSubscriptions(ctx, actor, verb.attrs.node, rows);
  return undefined;
};

function readRow(row: Element): SubscriptionRow {
  const { subscription } = row.attrs;
  const jid = toBare(row.attrs.jid ?? '');
  if (!jid || (subscription !== 'subscribed' && subscription !== 'none')) throw badRequest();
  return { jid, subscription };
}
