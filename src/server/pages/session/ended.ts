/** A token that is worth nothing stays so; how long that is kept, in milliseconds. */
const KEPT_FOR = 10 * 60_000;

/** Kept at most; beyond it the oldest is forgotten, and asked for again. */
const MOST_KEPT = 10_000;

/**
 * Names of what has ended, for a while: browsers that go on sending the cookie of a session that is over
 * cost the XMPP server nothing. `ticks` is a steady clock in milliseconds.
 */
export class Ended {
  readonly #until = new Map<string, number>();
  readonly #ticks: () => number;

  constructor(ticks: () => number = () => performance.now()) {
    this.#ticks = ticks;
  }

  add(name: string): void {
    this.#until.delete(name);
    this.#until.set(name, this.#ticks() + KEPT_FOR);
    const [oldest = ''] = this.#until.keys();
    if (this.#until.size > MOST_KEPT) this.#until.delete(oldest);
  }

  has(name: string): boolean {
    return (this.#until.get(name) ?? 0) > this.#ticks();
  }
}
