import type { Database } from '../storage/database.ts';
import type { ServiceContext } from './context.ts';

/** How many counts are kept. */
const MAX_KEPT = 1_000;

interface Counted {
  /** Number of the newest change that could have changed it, when it was counted. */
  readonly seq: number;
  readonly count: number;
}

const kept = new WeakMap<Database, Map<string, Counted>>();

/**
 * A count by its name, counted again only where something happened since: `seq` is the number of the
 * newest change that could have changed it, whichever process made that.
 */
export async function keptCount(
  { database }: ServiceContext,
  name: string,
  seq: number,
  count: () => Promise<number>,
): Promise<number> {
  const counts = kept.get(database) ?? new Map<string, Counted>();
  kept.set(database, counts);
  const known = counts.get(name);
  if (known?.seq === seq) return known.count;
  const counted = { seq, count: await count() };
  // Last in the map is last used: the first is the one to go.
  counts.delete(name);
  counts.set(name, counted);
  const [oldest] = counts.keys();
  if (counts.size > MAX_KEPT && oldest !== undefined) counts.delete(oldest);
  return counted.count;
}
