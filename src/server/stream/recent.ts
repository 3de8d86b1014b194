/** What was used last, by its name, until all of it together is larger than `most`. */
export class Recent<Value> {
  readonly #kept = new Map<string, { readonly value: Value; readonly size: number }>();
  readonly #most: number;
  #size = 0;

  /** `most` is in the unit in which sizes are given. */
  constructor(most: number) {
    this.#most = most;
  }

  get(name: string): Value | undefined {
    const kept = this.#kept.get(name);
    if (!kept) return undefined;
    // To the end of the map: at its beginning is what was used longest ago.
    this.#kept.delete(name);
    this.#kept.set(name, kept);
    return kept.value;
  }

  /** Keeps a value under a name that {@link get} did not find. */
  put(name: string, value: Value, size: number): void {
    this.#kept.set(name, { value, size });
    this.#size += size;
    for (const [oldest, kept] of this.#kept) {
      if (this.#size <= this.#most) break;
      this.#kept.delete(oldest);
      this.#size -= kept.size;
    }
  }
}
