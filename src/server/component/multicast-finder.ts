import { domainOf } from '../../protocol/jid.ts';
import { NS } from '../../protocol/namespaces.ts';
import { type Element, el } from '../../protocol/xml.ts';
import { findMulticast, hasFeature, type Multicast } from './multicast.ts';
import { Requests } from './requests.ts';

/** Knows who does multicast for us on the link that is up now, and who takes entries as text. */
export class MulticastFinder {
  readonly #domain: string;
  readonly #requests: Requests;
  readonly #onRefused: (error: Error) => void;
  #current: Multicast | null = null;
  #takingWritten = new Set<string>();
  /** Counts links: what was asked on an earlier one says nothing of this one. */
  #link = 0;

  /**
   * `send` reaches the server whose `domain` is asked, as the component `service`. `onRefused` is told where
   * what was to be copied was not: all who were to get it have missed something.
   */
  constructor(
    service: string,
    domain: string,
    send: (stanza: Element) => void,
    onRefused: (error: Error) => void,
  ) {
    this.#domain = domain;
    this.#requests = new Requests(service, send);
    this.#onRefused = onRefused;
  }

  /** `null` until it is known, and where nobody does it. */
  get current(): Multicast | null {
    return this.#current;
  }

  /** Whether the server puts written entries in where they go to that connection (`written.ts`). */
  takesWritten(fullJid: string): boolean {
    const slash = fullJid.indexOf('/');
    return slash > 0 && this.#takingWritten.has(domainOf(fullJid.slice(0, slash)));
  }

  async linkUp(): Promise<void> {
    this.#link += 1;
    const link = this.#link;
    this.#current = null;
    this.#takingWritten = new Set();
    const ask = (to: string, payload: Element) => this.#requests.get(to, payload);
    const found = await findMulticast(ask, this.#domain);
    if (link !== this.#link) return;
    this.#current = found;
    // The same module of ours does both.
    if (found?.jid !== this.#domain) return;
    for (const host of [this.#domain, `anon.${this.#domain}`]) {
      const info = await ask(host, el(NS.DISCO_INFO, 'query'));
      if (link !== this.#link) return;
      if (info && hasFeature(info, NS.WRITTEN)) this.#takingWritten.add(host);
    }
  }

  /** Takes what came on the link: answers, and pushes that were not copied. */
  receive(stanza: Element): void {
    const { name, attrs } = stanza;
    if (name === 'iq') this.#requests.receive(stanza);
    if (name !== 'message' || attrs.type !== 'error' || attrs.from !== this.#current?.jid) return;
    // From now on nobody misses one.
    this.#current = null;
    this.#onRefused(
      new Error(`${attrs.from} refuses to copy messages: each gets one of their own`),
    );
  }
}
