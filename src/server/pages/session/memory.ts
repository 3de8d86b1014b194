import { readEvent } from '../../../protocol/event.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { child, type Element } from '../../../protocol/xml.ts';

/**
 * What an answer is good for. `standing`: what the person follows and may do, and how those channels
 * are called. `counts`: also what is new there, which every post changes.
 */
export type Holds = 'standing' | 'counts';

interface Told {
  readonly answer: Promise<unknown>;
  /** How much had changed when it was asked for. */
  readonly standing: number;
  readonly counts: number;
}

/**
 * What an open session was told of its person's own channels, until it hears of a change: such
 * things stand on every page, and are the same on nearly all of them.
 */
export class Memory {
  /** Up to where topics were read, at least: such places never move back. */
  readonly places = new Map<string, number>();
  readonly #told = new Map<string, Told>();
  #standing = 0;
  #counts = 0;

  /** The answer called `name`, asked for where it does not hold (any more). */
  recall<T>(name: string, holds: Holds, ask: () => Promise<T>): Promise<T> {
    const told = this.#told.get(name);
    const isGood =
      told?.standing === this.#standing && (holds === 'standing' || told.counts === this.#counts);
    if (told && isGood) return told.answer as Promise<T>;
    // Noted before it is asked: what changes on the way makes the answer an old one.
    const fresh = { answer: ask(), standing: this.#standing, counts: this.#counts };
    this.#told.set(name, fresh);
    fresh.answer.catch(() => {
      if (this.#told.get(name) === fresh) this.#told.delete(name);
    });
    return fresh.answer;
  }

  /** A push of the channel service. */
  hear(stanza: Element): void {
    const kind = readEvent(stanza)?.kind;
    const isNews = kind === 'published' || kind === 'retracted';
    this.#change(isNews || isReading(stanza) ? 'counts' : 'standing');
  }

  /** The person changes something: a session is not told of what it did itself. */
  act(payload: Element): void {
    this.#change(payload.ns === NS.READ ? 'counts' : 'standing');
  }

  #change(what: Holds): void {
    this.#counts += 1;
    if (what === 'standing') this.#standing += 1;
  }
}

function isReading(stanza: Element): boolean {
  return ['reading', 'read'].some((name) => child(stanza, name, NS.READ) !== undefined);
}
