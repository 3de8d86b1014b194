/**
 * How many may do the same at once: so many in all, and each person so many of them. The fewer places are left,
 * the fewer may one person have: a few who are slow, or mean to be, take none from who has none yet.
 */
export class AtOnce {
  readonly #most: number;
  readonly #mostOfOne: number;
  readonly #ofEach = new Map<string, number>();
  #all = 0;

  constructor(most: number, mostOfOne: number) {
    this.#most = most;
    this.#mostOfOne = mostOfOne;
  }

  /** How many do it now. */
  get count(): number {
    return this.#all;
  }

  /** Whether that person may begin. Who may has to {@link leave} at the end. */
  enter(person: string): boolean {
    const own = this.#ofEach.get(person) ?? 0;
    // Who is there alone comes to exactly `mostOfOne`.
    const share = this.#mostOfOne / (this.#most - this.#mostOfOne);
    if (own >= (this.#most - this.#all) * share) return false;
    this.#all += 1;
    this.#ofEach.set(person, own + 1);
    return true;
  }

  leave(person: string): void {
    const own = (this.#ofEach.get(person) ?? 0) - 1;
    this.#all -= 1;
    if (own > 0) this.#ofEach.set(person, own);
    else this.#ofEach.delete(person);
  }
}
