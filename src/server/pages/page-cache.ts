import type { Encoded } from './encoded.ts';

/** A page says "5 min ago": so long, in milliseconds, that stays true enough. */
const FRESH_FOR = 60_000;

/** Bounds: pages, and bytes in all their encodings. */
const MOST_PAGES = 2_000;
const MOST_BYTES = 64 * 1024 * 1024;

interface Kept {
  readonly page: Encoded;
  readonly shows: readonly string[];
  readonly until: number;
  readonly bytes: number;
}

/**
 * Pages drawn for everybody who reads without an account, each until one of the channels that it
 * shows changes. `ticks` is a steady clock in milliseconds.
 */
export class PageCache {
  readonly #kept = new Map<string, Kept>();
  readonly #byChannel = new Map<string, Set<string>>();
  readonly #ticks: () => number;
  #bytes = 0;
  /** Moves with every change: what was read before it may be old. */
  #changes = 0;

  constructor(ticks: () => number = () => performance.now()) {
    this.#ticks = ticks;
  }

  /** To be taken before the reading, and given to {@link put} after it. */
  get changes(): number {
    return this.#changes;
  }

  get(key: string): Encoded | undefined {
    const kept = this.#kept.get(key);
    if (!kept) return undefined;
    if (kept.until < this.#ticks()) {
      this.#remove(key);
      return undefined;
    }
    return kept.page;
  }

  /** Keeps a page for `freshFor` milliseconds at most, unless something changed since it was read. */
  put(
    key: string,
    page: Encoded,
    shows: readonly string[],
    changes: number,
    freshFor = FRESH_FOR,
  ): void {
    if (changes !== this.#changes) return;
    this.#remove(key);
    const kept = { page, shows, until: this.#ticks() + freshFor, bytes: page.size };
    this.#kept.set(key, kept);
    this.#bytes += kept.bytes;
    for (const channel of shows) {
      const keys = this.#byChannel.get(channel) ?? new Set();
      this.#byChannel.set(channel, keys.add(key));
    }
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_PAGES && this.#bytes <= MOST_BYTES) break;
      this.#remove(oldest);
    }
  }

  /** Something in that channel changed. */
  drop(channel: string): void {
    this.#changes += 1;
    for (const key of [...(this.#byChannel.get(channel) ?? [])]) this.#remove(key);
  }

  clear(): void {
    this.#changes += 1;
    this.#kept.clear();
    this.#byChannel.clear();
    this.#bytes = 0;
  }

  #remove(key: string): void {
    const kept = this.#kept.get(key);
    if (!kept) return;
    this.#kept.delete(key);
    this.#bytes -= kept.bytes;
    for (const channel of kept.shows) {
      const keys = this.#byChannel.get(channel);
      keys?.delete(key);
      if (keys?.size === 0) this.#byChannel.delete(channel);
    }
  }
}
