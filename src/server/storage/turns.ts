/** `comes` resolves when all earlier turns have ended. */
export interface Turn {
  readonly comes: Promise<void>;
  end(): void;
}

/**
 * The order in which writes of this process had the lock, which is the order of their commits. Two
 * connections' answers can be read in the other order, and effects must not happen in that.
 */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Taken while the lock is held. */
  take(): Turn {
    const comes = this.#last;
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#last = comes.then(() => ended);
    return { comes, end };
  }
}
