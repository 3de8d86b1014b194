import { newestChange } from '../storage/changes.ts';
import type { NodeRow } from '../storage/channels.ts';
import type { Reader } from '../storage/database.ts';
import { countItems } from '../storage/item-pages.ts';
import type { ServiceContext } from './context.ts';
import { keptCount } from './kept-count.ts';

/**
 * How many items (or topics) a node holds. Counting a large node takes longer than reading a page of
 * it, and pages of one node are read again and again.
 */
export async function itemCount(
  ctx: ServiceContext,
  reader: Reader,
  node: NodeRow,
  topicsOnly: boolean,
): Promise<number> {
  const seq = await newestChange(reader, node.channel.id);
  const name = `${topicsOnly ? 'topics' : 'items'} ${node.id}`;
  return keptCount(ctx, name, seq, () => countItems(reader, node.id, topicsOnly));
}
