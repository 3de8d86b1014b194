import type { Item } from '../../../protocol/channel.ts';
import { readEvent } from '../../../protocol/event.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { child, type Element } from '../../../protocol/xml.ts';

/**
 * What an answer is good for. `standing`: what the person follows and may do, and how those channels
 * are called. `counts`: also what is new there, which every post changes.
 */
export type Holds = 'standing' | 'counts';

/** Puts new posts into an answer, each only once: an answer says up to where it counted. */
export type PutIn<T> = (answer: T, posts: readonly Item[]) => T;

interface Told {
  readonly answer: Promise<unknown>;
  /** Where posts need not be asked for, since they can be put in. */
  readonly putIn: PutIn<unknown> | undefined;
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

  /**
   * The answer called `name`, asked for where it does not hold (any more). With `putIn` a post does
   * not end it.
   */
  recall<T>(name: string, holds: Holds, ask: () => Promise<T>, putIn?: PutIn<T>): Promise<T> {
    const told = this.#told.get(name);
    const isGood =
      told?.standing === this.#standing && (holds === 'standing' || told.counts === this.#counts);
    if (told && isGood) return told.answer as Promise<T>;
    // Noted before it is asked: what changes on the way makes the answer an old one.
    const answer = ask();
    const now = { standing: this.#standing, counts: this.#counts };
    this.#tell(name, { answer, ...now, putIn: putIn as PutIn<unknown> | undefined });
    return answer;
  }

  /** A push of the channel service. */
  hear(stanza: Element): void {
    const event = readEvent(stanza);
    if (event?.kind === 'published') this.#putIn(event.items);
    else if (event?.kind === 'retracted' || isReading(stanza)) this.#change('counts');
    else this.#change('standing');
  }

  /** How the person stands to channels is not as it was. */
  forget(): void {
    this.#change('standing');
  }

  /** The person changes something: a session is not told of what it did itself. */
  act(payload: Element): void {
    // A search is asked for as something is set (XEP-0055), and sets nothing.
    if (payload.ns === NS.SEARCH) return;
    this.#change(payload.ns === NS.READ ? 'counts' : 'standing');
  }

  #putIn(posts: readonly Item[]): void {
    const good = [...this.#told].filter(([, told]) => told.counts === this.#counts);
    this.#change('counts');
    for (const [name, { answer, standing, putIn }] of good) {
      if (!putIn) continue;
      const later = answer.then((told) => putIn(told, posts));
      this.#tell(name, { answer: later, standing, counts: this.#counts, putIn });
    }
  }

  #tell(name: string, told: Told): void {
    this.#told.set(name, told);
    told.answer.catch(() => {
      if (this.#told.get(name) === told) this.#told.delete(name);
    });
  }

  #change(what: Holds): void {
    this.#counts += 1;
    if (what === 'standing') this.#standing += 1;
  }
}

function isReading(stanza: Element): boolean {
  return ['reading', 'read'].some((name) => child(stanza, name, NS.READ) !== undefined);
}
