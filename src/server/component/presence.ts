import { NS } from '../../protocol/namespaces.ts';
import { errorOf } from '../../protocol/stanza.ts';
import { type Element, el, escapeAttr } from '../../protocol/xml.ts';
import type { ServiceContext } from '../service/context.ts';
import { arrive, heldConnections, leave } from '../service/presence.ts';
import { toldOf } from '../service/refusal.ts';
import type { ComponentLink } from './link.ts';
import { actorOf, type RouterOptions } from './router.ts';

/** Takes directed presence (RFC 6121, 4.6): who is there is pushed to, who has gone is not. */
export async function onPresence(
  { ctx, service, send, onFailure }: Pick<RouterOptions, 'ctx' | 'service' | 'send' | 'onFailure'>,
  presence: Element,
): Promise<void> {
  const actor = actorOf(presence, ctx.domain);
  if (!actor) return;
  switch (presence.attrs.type) {
    case undefined:
      try {
        return await arrive(ctx, actor);
      } catch (error) {
        // Not pushed to, then: whoever hears of it comes again after the wait.
        return send(errorOf(presence, toldOf(error, onFailure)));
      }
    case 'unavailable':
    case 'error':
      return leave(ctx, actor.fullJid);
    case 'probe':
      if (ctx.rates?.tryTake('request', actor) === false) return;
      send(el(NS.CLIENT, 'presence', { from: service, to: actor.fullJid }));
  }
}

/**
 * Tells everybody who may still be there that the service is back, so that they catch up, or that
 * it goes. Pushes of the time between are lost on the way; what they told is in the archive.
 */
export async function tellEverybody(
  ctx: ServiceContext,
  link: Pick<ComponentLink, 'sendText'>,
  service: string,
  state: 'available' | 'unavailable',
): Promise<void> {
  const type = state === 'unavailable' ? ' type="unavailable"' : '';
  for (const fullJid of await heldConnections(ctx)) {
    link.sendText(`<presence from="${service}" to="${escapeAttr(fullJid)}"${type}/>`);
  }
}
