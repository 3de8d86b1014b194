import { newestChange } from '../storage/changes.ts';
import type { NodeRow } from '../storage/channels.ts';
import type { Database, Reader } from '../storage/database.ts';
import { countItems } from '../storage/item-pages.ts';
import type { ServiceContext } from './context.ts';

/** How many nodes' counts are kept. */
const MAX_KEPT = 1_000;

interface Counted {
  /** Number of the channel's newest change when it was counted. */
  readonly seq: number;
  readonly count: number;
}

const kept = new WeakMap<Database, Map<string, Counted>>();

/**
 * How many items (or topics) a node holds. Counting a large node takes longer than reading a page of
 * it, and pages of one node are read again and again: a count holds until the channel's next change,
 * whichever process makes that.
 */
export async function itemCount(
  ctx: ServiceContext,
  reader: Reader,
  node: NodeRow,
  topicsOnly: boolean,
): Promise<number> {
  const counts = kept.get(ctx.database) ?? new Map<string, Counted>();
  kept.set(ctx.database, counts);
  const key = `${node.id} ${topicsOnly}`;
  const seq = await newestChange(reader, node.channel.id);
  const known = counts.get(key);
  if (known?.seq === seq) return known.count;
  const count = await countItems(reader, node.id, topicsOnly);
  // Last in the map is last used: the first is the one to go.
  counts.delete(key);
  counts.set(key, { seq, count });
  const [oldest] = counts.keys();
  if (counts.size > MAX_KEPT && oldest !== undefined) counts.delete(oldest);
  return count;
}
