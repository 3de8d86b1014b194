import { Session } from 'node:inspector';

/**
 * Which blocks of our own source a run went through, as V8 itself counts them (`detailed`: each
 * branch, not only each function). No code is rewritten, so that what is tested is what runs.
 */
export class Coverage {
  readonly #session = new Session();
  readonly #seen = new Set<string>();

  /** Begins to count, with every block new. `Session.post` answers before it returns. */
  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  get blocks(): number {
    return this.#seen.size;
  }

  /** The blocks entered since the last question that had never been entered before. */
  fresh(): Set<string> {
    const fresh = new Set([...this.entered()].filter((block) => !this.#seen.has(block)));
    for (const block of fresh) this.#seen.add(block);
    return fresh;
  }

  /** The blocks entered since the last question. */
  entered(): ReadonlySet<string> {
    const entered = new Set<string>();
    this.#session.post('Profiler.takePreciseCoverage', (error, taken) => {
      if (error) throw error;
      for (const { url, functions } of taken.result.filter((script) => isWatched(script.url))) {
        for (const range of functions.flatMap((one) => one.ranges)) {
          if (range.count > 0) entered.add(`${url}:${range.startOffset}:${range.endOffset}`);
        }
      }
    });
    return entered;
  }
}

/** What reads the stanza: our source, and the parser under it. */
function isWatched(url: string): boolean {
  return url.includes('/src/') || url.includes('/saxes/');
}
