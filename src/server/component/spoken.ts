/** What people write to the service by hand, with any XMPP client. */
import { NS } from '../../protocol/namespaces.ts';
import type { StanzaError } from '../../protocol/stanza.ts';
import { child, childText, type Element, el } from '../../protocol/xml.ts';
import type { ServiceContext } from '../service/context.ts';
import { toldOf } from '../service/refusal.ts';
import { setStatus } from '../service/set-status.ts';
import { actorOf, type RouterOptions } from './router.ts';

const STATUS = /^\/status(?:\s+([\s\S]*))?$/;

/** Programs answer such a message, or send it to many: answering them could go on for ever. */
const NOT_SPOKEN = ['error', 'headline', 'groupchat'];

/** Whether a message is one that somebody typed; a form may come with words beside it. */
export function isSpoken(message: Element): boolean {
  const isTyped = childText(message, 'body') !== undefined && !child(message, 'x', NS.DATA);
  return isTyped && !NOT_SPOKEN.includes(message.attrs.type ?? '');
}

/** Takes `/status` and what is on one's mind, and says in words what came of it. */
export async function onSpoken(
  { ctx, send, onFailure }: Pick<RouterOptions, 'ctx' | 'send' | 'onFailure'>,
  message: Element,
): Promise<void> {
  const actor = actorOf(message, ctx.domain);
  // Nobody speaks who has no account.
  if (!actor?.isLocal || !actor.jid.includes('@')) return;
  // A program that answers whoever writes to it would be answered for ever.
  if (ctx.rates?.tryTake('request', actor) === false) return;
  const { to, from, type } = message.attrs;
  const body = childText(message, 'body') ?? '';
  const words = await answerTo(ctx, actor, body).catch((error) =>
    refusedIn(toldOf(error, onFailure)),
  );
  send(el(NS.CLIENT, 'message', { from: to, to: from, type }, el(NS.CLIENT, 'body', {}, words)));
}

async function answerTo(
  ctx: ServiceContext,
  actor: Parameters<typeof setStatus>[1],
  body: string,
): Promise<string> {
  const said = STATUS.exec(body.trim());
  if (!said) return 'Write /status and what is on your mind. /status alone takes it away.';
  const text = (said[1] ?? '').trim();
  ctx.rates?.take('publish', actor);
  await setStatus(ctx, actor, text);
  return text === '' ? 'You have no status now.' : `Your status is now: ${text}`;
}

function refusedIn({ type, condition, text }: StanzaError): string {
  if (type === 'wait') return text ?? 'That did not work just now. Try again in a minute.';
  if (condition === 'item-not-found')
    return 'You have no channel here yet. Sign in to WiFi Chat once.';
  return text ?? 'You may not do this.';
}
