import { writeSync } from 'node:fs';
import { Coverage } from './coverage.ts';
import { chanceOf, mutate } from './mutate.ts';
import type { Target } from './target.ts';

/** Documents run between two looks at the coverage: looking costs more than running one. */
const BATCH = 20;
/** Documents after which the target begins again: what it stores would make it slower and slower. */
const RENEWED_AFTER = 2_000;
/** Longest document, in characters; Prosody lets no longer stanza by. */
const LONGEST = 32_768;
/** The most processor time that one document may take, in microseconds. */
const PATIENCE = 1_000_000;

export interface Report {
  readonly runs: number;
  readonly blocks: number;
  readonly corpus: number;
  /** Processor time of the slowest document, in milliseconds. */
  readonly slowest: number;
}

/**
 * Feeds a target with changed documents for so many seconds of processor time. Those that lead
 * where none had led before are kept, and changed further. What is under way is written to
 * `current` first: whoever watches can tell what it is that does not end. `null` once it is not wanted.
 *
 * @throws with the document, where the target throws or takes too long.
 */
export async function fuzz(
  target: Target,
  options: { seconds: number; seed: number; current: number; isWanted: () => boolean },
): Promise<Report | null> {
  const chance = chanceOf(options.seed);
  const coverage = new Coverage();
  const corpus: string[] = [];
  let runs = 0;
  let slowest = 0;
  const run = async (xml: string) => {
    if (runs % RENEWED_AFTER === 0) await target.renew();
    runs += 1;
    writeSync(options.current, `${JSON.stringify(xml)}\n`, 0);
    const before = process.cpuUsage();
    try {
      await target.take(xml);
    } catch (error) {
      throw new Error(`seed ${options.seed}, run ${runs}: ${JSON.stringify(xml)}`, {
        cause: error,
      });
    }
    const { user, system } = process.cpuUsage(before);
    slowest = Math.max(slowest, user + system);
    if (user + system > PATIENCE) throw new Error(`too slow: ${JSON.stringify(xml)}`);
  };

  for (const xml of target.seeds) {
    await run(xml);
    coverage.fresh();
    corpus.push(xml);
  }
  const pick = () => corpus[chance(corpus.length)] as string;
  const end = options.seconds * 1_000_000;
  for (let used = 0; used < end; ) {
    if (!options.isWanted()) return null;
    const batch = Array.from({ length: BATCH }, () =>
      mutate(pick(), pick(), chance).slice(0, LONGEST),
    );
    for (const xml of batch) await run(xml);
    const fresh = coverage.fresh();
    // Which of them it was shows when each is run alone.
    for (const xml of fresh.size > 0 ? batch : []) {
      await run(xml);
      const found = [...coverage.entered()].filter((block) => fresh.delete(block));
      if (found.length > 0) corpus.push(xml);
    }
    const { user, system } = process.cpuUsage();
    used = user + system;
  }
  return { runs, blocks: coverage.blocks, corpus: corpus.length, slowest: slowest / 1_000 };
}
