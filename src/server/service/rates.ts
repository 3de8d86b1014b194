import type { Actor } from './context.ts';
import { tooFast, tooMuchAtOnce, unlessRefused } from './refusal.ts';

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
  /**
   * What all write in one channel but its owners and moderators. A push is about a kilobyte: more than five
   * a second a phone on 50 kbit/s could not take in, and nobody reads. In the first minute of an emergency
   * six hundred people of a town can write there all the same.
   */
  channel: { burst: 300, perSecond: 5 },
} as const satisfies Record<string, Rate>;

export type RateName = keyof typeof RATES;

/** People, or channels, remembered at most; beyond it, those whose buckets are fullest are forgotten first. */
const MOST_PEOPLE = 100_000;

interface Bucket {
  tokens: number;
  /** When the tokens were counted, in milliseconds of the steady clock. */
  at: number;
}

/** Token buckets for each person, or channel, and kind of request. `ticks` is a steady clock in milliseconds. */
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
    channel: new Map(),
  };

  constructor(ticks: () => number) {
    this.#ticks = ticks;
  }

  /**
   * Takes so many of that kind; more than a full bucket holds are taken of a full one, and waited for
   * afterwards. Throws a refusal of type `wait` that says for how many seconds.
   */
  take(name: RateName, { jid }: Actor, count = 1): void {
    const { burst, perSecond } = RATES[name];
    const tokens = this.#tokensOf(name, jid);
    const needed = Math.min(count, burst);
    if (tokens < needed) throw tooFast(Math.ceil((needed - tokens) / perSecond));
    this.#keep(name, jid, tokens - count);
  }

  /**
   * Takes one of what may be written in a channel, for whoever has been charged for a post. Half of it is
   * for those who have hardly written anything anywhere, the more of it the less they have: who floods a
   * channel from many accounts waits, and who lives there does not.
   */
  takeShare(channel: string, { jid }: Actor): void {
    const { burst, perSecond } = RATES.channel;
    const rested = (this.#tokensOf('publish', jid) + 1) / RATES.publish.burst;
    const needed = Math.max(1, (burst / 2) * (1 - rested));
    const tokens = this.#tokensOf('channel', channel);
    if (tokens < needed) throw tooMuchAtOnce((needed - tokens) / perSecond);
    this.#keep('channel', channel, tokens - 1);
  }

  /** Takes so many for what was done already: it is never refused, what comes next is; a full bucket is owed at most. */
  owe(name: RateName, { jid }: Actor, count: number): void {
    this.#keep(name, jid, Math.max(this.#tokensOf(name, jid) - count, -RATES[name].burst));
  }

  #tokensOf(name: RateName, key: string): number {
    const { burst, perSecond } = RATES[name];
    const bucket = this.#buckets[name].get(key);
    if (!bucket) return burst;
    return Math.min(burst, bucket.tokens + ((this.#ticks() - bucket.at) / 1_000) * perSecond);
  }

  #keep(name: RateName, key: string, tokens: number): void {
    const buckets = this.#buckets[name];
    const at = this.#ticks();
    buckets.set(key, { tokens, at });
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
