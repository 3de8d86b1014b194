/** What the XMPP library uses of the `events` of Node.js, which is many times as large. */
type Listener = (...args: unknown[]) => void;
interface Entry {
  readonly listener: Listener;
  readonly once: boolean;
}

/** As in Node.js: listeners are called in order, those that were there when the event came. */
export class EventEmitter {
  readonly #entries = new Map<string, readonly Entry[]>();

  addListener(event: string, listener: Listener, once = false): this {
    this.#entries.set(event, [...this.#of(event), { listener, once }]);
    return this;
  }

  removeListener(event: string, listener: Listener): this {
    const kept = this.#of(event).filter((entry) => entry.listener !== listener);
    this.#entries.set(event, kept);
    return this;
  }

  removeAllListeners(event: string): this {
    this.#entries.delete(event);
    return this;
  }

  on(event: string, listener: Listener): this {
    return this.addListener(event, listener);
  }

  once(event: string, listener: Listener): this {
    return this.addListener(event, listener, true);
  }

  /** Calls the listeners; an `error` that nobody listens to is thrown. */
  emit(event: string, ...args: readonly unknown[]): boolean {
    const entries = this.#of(event);
    if (entries.length === 0 && event === 'error') throw args[0];
    for (const { listener, once } of entries) {
      if (once) this.removeListener(event, listener);
      listener.apply(this, [...args]);
    }
    return entries.length > 0;
  }

  #of(event: string): readonly Entry[] {
    return this.#entries.get(event) ?? [];
  }
}
