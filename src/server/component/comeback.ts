import { setTimeout as delay } from 'node:timers/promises';

/** Between two tries to tell, in milliseconds. */
const PAUSE = 500;

/**
 * Whether those who are there know that the link was down. Until then nothing is pushed: who hears of a
 * later change first takes themselves for up to date, and would never learn what was lost before it.
 */
export class Comeback {
  #links = 0;
  #told = false;
  readonly #tell: () => Promise<void>;
  readonly #onFailure: (error: unknown) => void;

  /** `tell` tells everybody that the service is back: they catch up. */
  constructor(tell: () => Promise<void>, onFailure: (error: unknown) => void) {
    this.#tell = tell;
    this.#onFailure = onFailure;
  }

  get isTold(): boolean {
    return this.#told;
  }

  /** The link is up: tells it, for as long as that fails and the link is up. */
  async linkUp(): Promise<void> {
    this.linkDown();
    const link = this.#links;
    while (link === this.#links) {
      try {
        await this.#tell();
        this.#told = link === this.#links;
        return;
      } catch (error) {
        this.#onFailure(error);
        await delay(PAUSE);
      }
    }
  }

  linkDown(): void {
    this.#links += 1;
    this.#told = false;
  }
}
