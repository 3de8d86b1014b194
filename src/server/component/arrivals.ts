/**
 * Connections whose presence is being stored. What they ask next has to wait for it (RFC 6120,
 * 10.1): caught up before it could be pushed to, a phone would miss what was published between.
 */
export class Arrivals {
  readonly #underWay = new Map<string, Promise<void>>();

  /** Begins to store a presence of that full JID, after those before it; `store` never rejects. */
  begin(from: string, store: () => Promise<void>): void {
    const before = this.#underWay.get(from) ?? Promise.resolve();
    const stored = before.then(store).finally(() => {
      if (this.#underWay.get(from) === stored) this.#underWay.delete(from);
    });
    this.#underWay.set(from, stored);
  }

  /** Resolves when nothing of that full JID is being stored; at once where nothing is. */
  async settled(from: string): Promise<void> {
    await this.#underWay.get(from);
  }
}
