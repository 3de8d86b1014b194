import { parseNode } from '../../../protocol/channel.ts';
import { readForm } from '../../../protocol/data-form.ts';
import { toBare, toFull } from '../../../protocol/jid.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { child, type Element, el } from '../../../protocol/xml.ts';
import { subscribe, unsubscribe } from '../../service/follow.ts';
import { unwatch, watch } from '../../service/presence.ts';
import {
  badChannelRequest,
  badRequest,
  notAuthorized,
  notImplemented,
  notSubscribed,
} from '../../service/refusal.ts';
import type { Call, Handler } from '../call.ts';

/**
 * `set subscribe`: follow, or watch where the options say that it ends with the presence
 * (XEP-0060, 12.4) and the JID is the asker's connection.
 */
export const subscribeNode: Handler = async (call) => {
  const { ctx, actor, verb } = call;
  const { node, jid } = verb.attrs;
  if (!node) throw badRequest('nodeid-required');
  // Pushes of everything would cost whoever has it all of the link; it is read in pages.
  if (node === '/firehose') throw notImplemented();
  if (!parseNode(node)) throw badChannelRequest('invalid-node-format');
  if (toBare(jid ?? '') !== actor.jid) throw badRequest('invalid-jid');
  if (endsWithPresence(call)) {
    if (toFull(jid ?? '') !== actor.fullJid) throw badRequest('invalid-jid');
    await watch(ctx, actor, node);
    return subscriptionAnswer(node, actor.fullJid, 'subscribed');
  }
  const { subscription, affiliation } = await subscribe(ctx, actor, node);
  const role = el(NS.PUBSUB, 'affiliation', { node, jid: actor.jid, affiliation });
  return subscriptionAnswer(node, actor.jid, subscription, role);
};

function endsWithPresence({ payload }: Call): boolean {
  const options = child(payload, 'options');
  return !!options && readForm(options)?.values.get('pubsub#expire') === 'presence';
}

function subscriptionAnswer(
  node: string | undefined,
  jid: string,
  subscription: string,
  role?: Element,
): Element {
  const row = el(NS.PUBSUB, 'subscription', { node, jid, subscription });
  return el(NS.PUBSUB, 'pubsub', {}, row, role);
}

/**
 * `set unsubscribe`: leave (bare JID), or stop watching (the connection's full JID). What another connection
 * watched ends with that one: nobody leaves a channel by its address.
 */
export const unsubscribeNode: Handler = async ({ ctx, actor, verb }) => {
  const { node, jid } = verb.attrs;
  if (!node) throw badRequest('nodeid-required');
  if (toBare(jid ?? '') !== actor.jid) throw notAuthorized();
  if (!jid?.includes('/')) await unsubscribe(ctx, actor, node);
  else if (toFull(jid) === actor.fullJid) await unwatch(ctx, actor, node);
  else throw notSubscribed();
  return undefined;
};
