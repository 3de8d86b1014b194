import { type Allowance, Throttle } from '../throttle.ts';
import { HttpError } from './http-error.ts';

/** How often people may be asked to confirm a request: strangers can name anybody. */
export const ASKED = {
  /** One network about one person: some screens of pictures. */
  pair: { burst: 90, perSecond: 0.5 },
  /** All networks about one person: far more, so that none of them alone keeps the others from asking. */
  person: { burst: 360, perSecond: 4 },
  /** One network about everybody: a township. */
  address: { burst: 600, perSecond: 10 },
} as const satisfies Record<string, Allowance>;

/** Counts by network and by the person who is named. */
export class AskingRates {
  readonly #pairs: Throttle;
  readonly #people: Throttle;
  readonly #addresses: Throttle;

  /** `ticks` is a steady clock in milliseconds. */
  constructor(ticks?: () => number) {
    this.#pairs = new Throttle(ASKED.pair, ticks);
    this.#people = new Throttle(ASKED.person, ticks);
    this.#addresses = new Throttle(ASKED.address, ticks);
  }

  /** Takes one for a bare JID that a network names. Throws HttpError 429 where there is none left. */
  take(jid: string, address: string): void {
    // What the narrower one refuses takes nothing of the wider ones.
    if (!this.#pairs.take(`${jid} ${address}`)) throw tooOften(1 / ASKED.pair.perSecond);
    if (!this.#addresses.take(address)) throw tooOften(1 / ASKED.address.perSecond);
    if (!this.#people.take(jid)) throw tooOften(1 / ASKED.person.perSecond);
  }
}

/** For who asks again too soon. */
export function tooOften(seconds: number): HttpError {
  return new HttpError(429, 'Too many requests wait to be confirmed. Try again soon.', {
    'Retry-After': String(Math.ceil(seconds)),
  });
}
