import { randomUUID } from 'node:crypto';
import { iq } from '../../protocol/stanza.ts';
import type { Element } from '../../protocol/xml.ts';

/** How long an answer may take, in milliseconds. */
const PATIENCE = 10_000;

interface Waiting {
  readonly from: string;
  resolve(answer: Element | null): void;
}

/** Requests that a component sends to others; their answers are matched by id and sender. */
export class Requests {
  readonly #from: string;
  readonly #send: (stanza: Element) => void;
  readonly #waiting = new Map<string, Waiting>();

  constructor(from: string, send: (stanza: Element) => void) {
    this.#from = from;
    this.#send = send;
  }

  /** Asks; answers with the payload of the result, `null` where it is an error or none comes. */
  async get(to: string, payload: Element): Promise<Element | null> {
    const id = randomUUID();
    const answered = new Promise<Element | null>((resolve) => {
      this.#waiting.set(id, { from: to, resolve });
      setTimeout(() => resolve(null), PATIENCE).unref();
    });
    this.#send(iq({ type: 'get', id, from: this.#from, to }, payload));
    const answer = await answered;
    this.#waiting.delete(id);
    const child = answer?.attrs.type === 'result' ? answer.children[0] : undefined;
    return typeof child === 'object' ? child : null;
  }

  /** Takes an `iq` of type result or error. It counts only where it is from whom was asked. */
  receive(answer: Element): void {
    const waiting = this.#waiting.get(answer.attrs.id ?? '');
    if (waiting && waiting.from === answer.attrs.from) waiting.resolve(answer);
  }
}
