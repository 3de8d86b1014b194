import { authorizationForm, readAuthorization } from '../../protocol/authorization.ts';
import { nodeOf } from '../../protocol/channel.ts';
import { NS } from '../../protocol/namespaces.ts';
import { errorOf } from '../../protocol/stanza.ts';
import { type Element, el } from '../../protocol/xml.ts';
import { connectionsOf } from '../service/audience.ts';
import type { Change, ServiceContext } from '../service/context.ts';
import { toldOf } from '../service/refusal.ts';
import { setSubscriptions } from '../service/set-subscriptions.ts';
import { actorOf, type RouterOptions } from './router.ts';

/** Hands a form to the moderators who are there, where a change is that somebody waits for them. */
export async function askModerators(
  ctx: ServiceContext,
  service: string,
  change: Change,
  send: (stanza: Element) => void,
): Promise<void> {
  if (change.kind !== 'subscription' || change.subscription !== 'pending') return;
  const form = authorizationForm(nodeOf(change.channel, change.node), change.jid);
  for (const to of await connectionsOf(ctx, { moderatorsOf: change.channelId })) {
    // The sequence number: the same question keeps its id, whoever answers it.
    const attrs = { from: service, to, type: 'headline', id: `authorize-${change.seq}` };
    send(el(NS.CLIENT, 'message', attrs, form));
  }
}

/** Takes a moderator's answer to such a form; a message that carries none is nobody's. */
export async function onMessage(
  { ctx, send, onFailure }: Pick<RouterOptions, 'ctx' | 'send' | 'onFailure'>,
  message: Element,
): Promise<void> {
  const answer = message.attrs.type === 'error' ? null : readAuthorization(message);
  const actor = actorOf(message, ctx.domain);
  if (!answer || !actor) return;
  const subscription = answer.allow ? 'subscribed' : 'none';
  try {
    ctx.rates?.take('manage', actor);
    const row = { jid: answer.jid, subscription, was: 'pending' } as const;
    await setSubscriptions(ctx, actor, answer.node, [row]);
  } catch (error) {
    send(errorOf(message, toldOf(error, onFailure)));
  }
}
