import type { Database } from '../storage/database.ts';
import { hasUnindexed, indexWords } from '../storage/search.ts';

/** Items in one transaction: some 10 ms, for which other writes wait. */
const SLICE = 500;
/** How long items may gather before their words are indexed, in milliseconds. */
const GATHERING = 1_000;

/** Brings the index of words up to date. Every search does it first, so that it misses nothing. */
export async function indexAll(database: Database, mayGoOn = () => true): Promise<void> {
  while (mayGoOn() && (await database.read(hasUnindexed))) {
    await database.write((writer) => indexWords(writer, SLICE));
  }
}

/**
 * Indexes words a while after their items were stored: in the transaction that stores an item it
 * would cost half of it, and its author waits for that. The database knows how far the index has
 * come, so a process that is killed in between leaves no gap, only work.
 */
export class WordIndexer {
  readonly #database: Database;
  readonly #onFailure: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(database: Database, onFailure: (error: unknown) => void) {
    this.#database = database;
    this.#onFailure = onFailure;
  }

  /** To be called when there may be something to index. */
  wake(): void {
    if (this.#timer || this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#working = this.#working
        .then(() => indexAll(this.#database, () => !this.#stopped))
        .catch(this.#onFailure);
    }, GATHERING);
  }

  /** Leaves what is not begun to the next start; resolves when nothing is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#working;
  }
}
