/** Questions and their answers (RFC 6120, 8.2.3), each answer taken only from whom was asked. */
import { toFull } from '../../protocol/jid.ts';
import { type IqType, iq, readError, type StanzaError } from '../../protocol/stanza.ts';
import type { Element } from '../../protocol/xml.ts';
import { randomId } from './random-id.ts';

/** The one who was asked said no. */
export class Refused extends Error {
  constructor(readonly error: StanzaError) {
    super(error.text ?? error.condition);
    this.name = 'Refused';
  }
}

/** Nobody said anything: no connection, or no answer in time. What was asked may have been done. */
export class NoAnswer extends Error {
  /** `broke`: the server broke the stream off, as it does for what it cannot take. */
  constructor(readonly broke = false) {
    super('no answer');
    this.name = 'NoAnswer';
  }
}

/** At 4 s round trips on a busy link, an answer may take this long; later ones are not waited for. */
const ANSWER_TIME = 30_000;

export interface Requests {
  /** Asks, and gives the answering iq; throws {@link Refused} or {@link NoAnswer}. */
  request(to: string, type: IqType & ('get' | 'set'), payload: Element): Promise<Element>;
  /** Offers a stanza; whether it was an answer that somebody waited for. */
  answer(stanza: Element): boolean;
  /** No answer can come any more: the session that asked is gone. `broke`: the server ended it in anger. */
  abandon(broke?: boolean): void;
}

interface Waiting {
  readonly to: string | null;
  readonly resolve: (answer: Element) => void;
  readonly reject: (reason: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Keeps track of what was asked through `send`. */
export function createRequests(
  send: (stanza: Element) => Promise<void>,
  answerTime = ANSWER_TIME,
): Requests {
  const waiting = new Map<string, Waiting>();

  function take(id: string): Waiting | undefined {
    const found = waiting.get(id);
    if (found) clearTimeout(found.timer);
    waiting.delete(id);
    return found;
  }

  return {
    request: (to, type, payload) =>
      new Promise((resolve, reject) => {
        const id = randomId();
        const fail = (reason: unknown) =>
          take(id)?.reject(reason instanceof Refused ? reason : new NoAnswer());
        const timer = setTimeout(fail, answerTime);
        waiting.set(id, { to: toFull(to), resolve, reject, timer });
        send(iq({ type, id, to }, payload)).catch(fail);
      }),
    answer(stanza) {
      const { id = '', type, from = '' } = stanza.attrs;
      if (stanza.name !== 'iq' || (type !== 'result' && type !== 'error')) return false;
      // Ids alone prove nothing: anybody may send an iq with any id (RFC 6120, 8.1.2.1).
      if (!waiting.has(id) || waiting.get(id)?.to !== toFull(from)) return false;
      const { resolve, reject } = take(id) as Waiting;
      if (type === 'result') resolve(stanza);
      else reject(new Refused(readError(stanza)));
      return true;
    },
    abandon(broke) {
      for (const id of [...waiting.keys()]) take(id)?.reject(new NoAnswer(broke));
    },
  };
}
