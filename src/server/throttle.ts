/** So many at once, and so many more each second. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/** Names remembered at most. */
const MOST_NAMES = 50_000;

interface Bucket {
  tokens: number;
  at: number;
}

/** Token buckets by name. `ticks` is a steady clock in milliseconds. */
export class Throttle {
  readonly #allowance: Allowance;
  readonly #ticks: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(allowance: Allowance, ticks: () => number = () => performance.now()) {
    this.#allowance = allowance;
    this.#ticks = ticks;
  }

  /** Takes one; whether there was one to take. */
  take(name: string): boolean {
    const { burst, perSecond } = this.#allowance;
    const now = this.#ticks();
    const bucket = this.#buckets.get(name) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1_000) * perSecond);
    // To the end of the map: its beginning is who was heard of longest ago.
    this.#buckets.delete(name);
    this.#buckets.set(name, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    const [oldest = ''] = this.#buckets.keys();
    if (this.#buckets.size > MOST_NAMES) this.#buckets.delete(oldest);
    return tokens >= 1;
  }
}
