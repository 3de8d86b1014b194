import { median } from '../figures.ts';
import type { Subject } from './load/commands.ts';

/** What one round measured of both services on a server. */
export interface Pair {
  readonly ours: number;
  readonly own: number;
}

/**
 * Measures both alternately, as many times as asked, and once before that for nothing: what runs
 * often is compiled while it runs, and a site is long past that. Which of them begins changes from round to round,
 * so that neither always finds the machine as the other left it.
 */
export async function inRounds(
  rounds: number,
  { ours, own }: { ours: Subject; own: Subject },
  measure: (subject: Subject) => Promise<number>,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const subject of [own, ours]) await measure(subject);
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0 ? ours : own;
    const second = first === ours ? own : ours;
    const values = new Map([
      [first, await measure(first)],
      [second, await measure(second)],
    ]);
    pairs.push({ ours: values.get(ours) as number, own: values.get(own) as number });
  }
  return pairs;
}

/**
 * The median of the rounds' ratios: what else the machine did in a round slowed both, so their ratio
 * says more than a ratio of medians.
 */
export function medianRatio(pairs: readonly Pair[]): number {
  return median(pairs.map(({ ours, own }) => ours / own));
}
