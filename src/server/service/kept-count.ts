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

/** How what is kept by a name is counted. */
export interface Counting {
  /** All of it. */
  all(): Promise<number>;
  /** What came after that number; nothing where some of what was counted before may have gone. */
  since(seq: number): Promise<number | undefined>;
}

/**
 * A count by its name, counted on where something happened since: `seq` is the number of the newest
 * change that could have changed it, whichever process made that.
 */
export async function keptCount(
  { database }: ServiceContext,
  name: string,
  seq: number,
  counting: Counting,
): Promise<number> {
  const counts = kept.get(database) ?? new Map<string, Counted>();
  kept.set(database, counts);
  const known = counts.get(name);
  const counted = known?.seq === seq ? known : { seq, count: await countOn(known, seq, counting) };
  // Last in the map is last used: the first is the one to go.
  counts.delete(name);
  counts.set(name, counted);
  const [oldest] = counts.keys();
  if (counts.size > MAX_KEPT && oldest !== undefined) counts.delete(oldest);
  return counted.count;
}

async function countOn(
  known: Counted | undefined,
  seq: number,
  counting: Counting,
): Promise<number> {
  const more = known && known.seq < seq ? await counting.since(known.seq) : undefined;
  return known === undefined || more === undefined ? counting.all() : known.count + more;
}
