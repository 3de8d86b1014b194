import type { Actor } from './context.ts';
import { tooFast, unlessRefused } from './refusal.ts';

export interface Rate {
  /** How many at once. */
  readonly burst: number;
  /** How many more each second. */
  readonly perSecond: number;
}

/** Faster than any person types; a flooder waits, and nobody waits for him. */
export const RATES = {
  /** Everything that a connection's person asks, reading included. */
  request: { burst: 200, perSecond: 20 },
  /** Questions that read much at once: what is new in all channels that one follows. */
  survey: { burst: 40, perSecond: 1 },
  publish: { burst: 30, perSecond: 0.5 },
  /** Connections that come, each of them written down: phones on a bad link come often. */
  presence: { burst: 60, perSecond: 1 },
  /** Following, roles, channels: what changes who may do what. */
  manage: { burst: 60, perSecond: 1 },
  /** Reports of something broken: each of them is somebody's work, and an e-mail. */
  report: { burst: 10, perSecond: 1 / 60 },
  /** Reports of posts and people, and appeals: somebody reads each. */
  complain: { burst: 20, perSecond: 1 / 30 },
} as const satisfies Record<string, Rate>;

export type RateName = keyof typeof RATES;

/** People remembered at most; beyond it, those whose buckets are fullest are forgotten first. */
const MOST_PEOPLE = 100_000;

interface Bucket {
  tokens: number;
  /** When the tokens were counted, in milliseconds of the steady clock. */
  at: number;
}

/** Token buckets for each person and kind of request. `ticks` is a steady clock in milliseconds. */
export class Rates {
  readonly #ticks: () => number;
  readonly #buckets: Record<RateName, Map<string, Bucket>> = {
    request: new Map(),
    survey: new Map(),
    publish: new Map(),
    presence: new Map(),
    manage: new Map(),
    report: new Map(),
    complain: new Map(),
  };

  constructor(ticks: () => number) {
    this.#ticks = ticks;
  }

  /**
   * Takes so many of that kind; more than a full bucket holds are taken of a full one, and waited for
   * afterwards. Throws a refusal of type `wait` that says for how many seconds.
   */
  take(name: RateName, actor: Actor, count = 1): void {
    const { burst, perSecond } = RATES[name];
    const tokens = this.#tokensOf(name, actor);
    const needed = Math.min(count, burst);
    if (tokens < needed) throw tooFast(Math.ceil((needed - tokens) / perSecond));
    this.#keep(name, actor, tokens - count);
  }

  /** Takes so many for what was done already: it is never refused, what comes next is; a full bucket is owed at most. */
  owe(name: RateName, actor: Actor, count: number): void {
    this.#keep(name, actor, Math.max(this.#tokensOf(name, actor) - count, -RATES[name].burst));
  }

  #tokensOf(name: RateName, { jid }: Actor): number {
    const { burst, perSecond } = RATES[name];
    const bucket = this.#buckets[name].get(jid);
    if (!bucket) return burst;
    return Math.min(burst, bucket.tokens + ((this.#ticks() - bucket.at) / 1_000) * perSecond);
  }

  #keep(name: RateName, { jid }: Actor, tokens: number): void {
    const buckets = this.#buckets[name];
    const at = this.#ticks();
    buckets.set(jid, { tokens, at });
    if (buckets.size > MOST_PEOPLE) forgetRested(buckets, RATES[name], at);
  }

  /** The same for what is left unanswered where it comes too fast: a refusal costs as much as an answer. */
  tryTake(name: RateName, actor: Actor): boolean {
    return unlessRefused(() => {
      this.take(name, actor);
      return true;
    }, false);
  }
}

/** Whoever has rested long enough to have a full bucket is as good as unknown. */
function forgetRested(buckets: Map<string, Bucket>, { burst, perSecond }: Rate, now: number): void {
  const tokensOf = ({ tokens, at }: Bucket) => tokens + ((now - at) / 1_000) * perSecond;
  for (const [jid, bucket] of buckets) if (tokensOf(bucket) >= burst) buckets.delete(jid);
  // A flood of fresh names: who has most left goes, so that memory stays bounded and no debt is forgotten for it.
  const left = Float64Array.from(buckets.values(), tokensOf).sort();
  const enough = left[MOST_PEOPLE / 2] ?? burst;
  for (const [jid, bucket] of buckets) {
    if (buckets.size <= MOST_PEOPLE / 2) return;
    if (tokensOf(bucket) >= enough) buckets.delete(jid);
  }
}
