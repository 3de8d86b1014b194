import { NS } from '../../../protocol/namespaces.ts';
import { type Element, el } from '../../../protocol/xml.ts';
import type { XmppClient } from '../../stream/client.ts';

/**
 * Has the channel service push to a connection. Where it asks who is still there, it is told at once. What it
 * did not hear, since it is away or is told too much, comes back, and is said again before anything is asked;
 * no answer of meanwhile is kept, since that is heard before it.
 */
export class Presence {
  readonly #client: XmppClient;
  readonly #service: string;
  #isSaid = false;

  constructor(client: XmppClient, service: string) {
    this.#client = client;
    this.#service = service;
  }

  /** To be called before anything is asked: whatever is asked is answered after this is known. */
  say(): void {
    if (this.#isSaid) return;
    this.#isSaid = true;
    this.#client.send(el(NS.CLIENT, 'presence', { to: this.#service }));
  }

  /** Takes what the channel service sends. */
  hear(stanza: Element): void {
    if (stanza.name !== 'presence') return;
    this.#isSaid = false;
    if (stanza.attrs.type === undefined) this.say();
  }
}
