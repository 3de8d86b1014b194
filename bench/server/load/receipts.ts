/** What went wrong with notifications; all must be 0. */
export interface Faults {
  readonly lost: number;
  readonly doubled: number;
  readonly reordered: number;
}

/** Follows the numbers that arrive in one lane, where each is to come once, in order, from 0. */
export class Lane {
  #next = 0;
  readonly #missing = new Set<number>();
  #doubled = 0;
  #reordered = 0;

  take(number: number): void {
    if (number === this.#next) {
      this.#next += 1;
    } else if (number > this.#next) {
      for (let skipped = this.#next; skipped < number; skipped += 1) this.#missing.add(skipped);
      this.#next = number + 1;
    } else if (this.#missing.delete(number)) {
      this.#reordered += 1;
    } else {
      this.#doubled += 1;
    }
  }

  /** What went wrong, when `sent` have been sent. */
  faults(sent: number): Faults {
    const lost = this.#missing.size + Math.max(0, sent - this.#next);
    return { lost, doubled: this.#doubled, reordered: this.#reordered };
  }
}

export function sumFaults(all: readonly Faults[]): Faults {
  return all.reduce(
    (sum, one) => ({
      lost: sum.lost + one.lost,
      doubled: sum.doubled + one.doubled,
      reordered: sum.reordered + one.reordered,
    }),
    { lost: 0, doubled: 0, reordered: 0 },
  );
}
