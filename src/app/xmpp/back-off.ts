/** Waiting times between tries: they double, and chance spreads a crowd that was cut off together. */
export interface BackOff {
  /** How long to wait before the next try, in milliseconds. */
  next(): number;
  /** Starts again from the shortest, after a success. */
  reset(): void;
}

/** Exponential, with full jitter: anything between nothing and a limit that doubles up to `most`. */
export function createBackOff(first: number, most: number, chance = Math.random): BackOff {
  let limit = first;
  return {
    next() {
      const wait = chance() * limit;
      limit = Math.min(most, limit * 2);
      return wait;
    },
    reset() {
      limit = first;
    },
  };
}
