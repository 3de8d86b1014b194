import { NS } from '../../protocol/namespaces.ts';
import type { Element } from '../../protocol/xml.ts';
import type { Arrivals } from './arrivals.ts';
import { onMessage } from './authorization.ts';
import { onPresence } from './presence.ts';
import { answer, type RouterOptions } from './router.ts';
import { isSpoken, onSpoken } from './spoken.ts';

export interface Receiving extends RouterOptions {
  readonly arrivals: Arrivals;
}

/** Hands a stanza that came on a component's link to whoever takes what it is. */
export function receive(options: Receiving, stanza: Element): void {
  if (stanza.ns !== NS.CLIENT) return;
  const { ctx, service, onFailure, arrivals } = options;
  const { from = '' } = stanza.attrs;
  // The other domains answer what is asked: they push to nobody, so who comes and goes there does not here.
  if (stanza.name !== 'iq' && service !== `channels.${ctx.domain}`) return;
  if (stanza.name === 'presence') {
    arrivals.begin(from, () => onPresence(options, stanza).catch(onFailure));
    return;
  }
  const take = () => {
    if (stanza.name === 'iq') return answer(options, stanza);
    return (isSpoken(stanza) ? onSpoken : onMessage)(options, stanza);
  };
  arrivals.settled(from).then(take).catch(onFailure);
}
