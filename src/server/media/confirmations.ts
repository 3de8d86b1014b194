import { type Confirmation, confirmElement, confirms } from '../../protocol/http-auth.ts';
import { toFull } from '../../protocol/jid.ts';
import { NS } from '../../protocol/namespaces.ts';
import { iq, readError } from '../../protocol/stanza.ts';
import { childrenOf, type Element, el, textOf } from '../../protocol/xml.ts';
import { CONFIRM_WITHIN, MOST_ASKED } from './limits.ts';

interface Waiting extends Confirmation {
  readonly jid: string;
  settle(confirmed: boolean): void;
}

/** Clients that know one form only refuse the other with these: that is no answer. */
const NOT_KNOWN = ['service-unavailable', 'feature-not-implemented'];

/**
 * Asks people over XMPP whether an HTTP request is theirs (XEP-0070), as an iq and, for clients of
 * 2015, as a message; the first answer counts. It counts only from the connection that was asked,
 * for that very id, method and address; each id serves once; silence is a no.
 */
export class Confirmations {
  readonly #send: (stanza: Element) => void;
  readonly #service: string;
  readonly #within: number;
  readonly #waiting = new Map<string, Waiting>();
  /** How many requests each is asked about now. */
  readonly #asked = new Map<string, number>();
  /** Ids that were used, until nobody can still mean them. */
  readonly #used = new Set<string>();

  constructor(service: string, send: (stanza: Element) => void, within = CONFIRM_WITHIN) {
    this.#service = service;
    this.#send = send;
    this.#within = within;
  }

  /** Whether somebody is asked about as much as one can be at once: strangers can name anybody. */
  isBusy(jid: string): boolean {
    return this.#askedOf(jid) >= MOST_ASKED;
  }

  /** Whether the person at that full JID confirms the request; not for who {@link isBusy}. */
  ask(jid: string, request: Confirmation): Promise<boolean> {
    const key = keyOf(jid, request.id);
    if (this.#used.has(key)) return Promise.resolve(false);
    this.#used.add(key);
    this.#asked.set(jid, this.#askedOf(jid) + 1);
    return new Promise((resolve) => {
      const settle = (confirmed: boolean) => {
        clearTimeout(late);
        if (!this.#waiting.delete(key)) return;
        const left = this.#askedOf(jid) - 1;
        if (left > 0) this.#asked.set(jid, left);
        else this.#asked.delete(jid);
        setTimeout(() => this.#used.delete(key), this.#within).unref();
        resolve(confirmed);
      };
      const late = setTimeout(() => settle(false), this.#within);
      this.#waiting.set(key, { ...request, jid, settle });
      const confirm = confirmElement(request);
      const addresses = { from: this.#service, to: jid, id: request.id };
      this.#send(iq({ type: 'get', ...addresses }, confirm));
      this.#send(
        el(
          NS.CLIENT,
          'message',
          { type: 'normal', ...addresses },
          el(NS.CLIENT, 'thread', {}, request.id),
          el(NS.CLIENT, 'body', {}, `Is this yours? ${request.method} ${request.url}`),
          confirm,
        ),
      );
    });
  }

  /** Nobody waits for the answer any more. */
  giveUp(jid: string, id: string): void {
    this.#waiting.get(keyOf(jid, id))?.settle(false);
  }

  #askedOf(jid: string): number {
    return this.#asked.get(jid) ?? 0;
  }

  /** Takes an answer off the link; whether it was one. */
  receive(stanza: Element): boolean {
    const { name, attrs } = stanza;
    const id = attrs.id ?? '';
    const waiting = this.#find(toFull(attrs.from ?? '') ?? '', stanza, id);
    if (!waiting) return false;
    if (attrs.type === 'error') {
      if (!NOT_KNOWN.includes(readError(stanza).condition)) waiting.settle(false);
      return true;
    }
    // RFC 6120: the result of an iq may be empty, its id says what it answers.
    const isResult = name === 'iq' && attrs.type === 'result' && childrenOf(stanza).length === 0;
    if (isResult || childrenOf(stanza).some((part) => confirms(part, waiting)))
      waiting.settle(true);
    return true;
  }

  #find(jid: string, stanza: Element, id: string): Waiting | undefined {
    const thread = childrenOf(stanza, 'thread').map(textOf)[0];
    const named = childrenOf(stanza, 'confirm', NS.HTTP_AUTH)[0]?.attrs.id;
    for (const candidate of [named, id, thread]) {
      const waiting = candidate && this.#waiting.get(keyOf(jid, candidate));
      if (waiting) return waiting;
    }
    return undefined;
  }
}

const keyOf = (jid: string, id: string) => `${jid}\n${id}`;
