import { COMPARISONS, type Comparison } from './compare.ts';
import type { Host } from './hosts/host.ts';

/** What of the measurements is done. */
export interface Choice {
  readonly hosts: readonly Host['name'][];
  readonly comparisons: readonly Comparison[];
  /** What is read out of much. */
  readonly large: boolean;
}

const HOSTS = ['Prosody', 'ejabberd'] as const;

/** Reads words such as `ejabberd posts`; a kind that no word names is chosen as a whole. */
export function choose(words: readonly string[]): Choice {
  const parts = [...COMPARISONS, 'large'] as const;
  const unknown = words.find((word) => ![...HOSTS, ...parts].some((name) => name === word));
  if (unknown) {
    throw new Error(`Nothing is called "${unknown}": ${[...HOSTS, ...parts].join(', ')}.`);
  }
  const hosts = HOSTS.filter((name) => words.includes(name));
  const named = parts.filter((name) => words.includes(name));
  const chosen: readonly (typeof parts)[number][] = named.length > 0 ? named : parts;
  return {
    hosts: hosts.length > 0 ? hosts : HOSTS,
    comparisons: COMPARISONS.filter((name) => chosen.includes(name)),
    large: chosen.includes('large'),
  };
}
