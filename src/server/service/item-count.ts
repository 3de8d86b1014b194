import { isNothingBut, newestChange } from '../storage/changes.ts';
import type { Reader } from '../storage/database.ts';
import { countItems } from '../storage/item-pages.ts';
import type { NodeRow } from '../storage/nodes.ts';
import type { ServiceContext } from './context.ts';
import { keptCount } from './kept-count.ts';

/** What takes no item away, where it is one channel's. */
const TAKING_NONE = ['published', 'configured', 'subscription', 'affiliation'] as const;

/**
 * How many items (or topics) a node holds. Counting a large node takes longer than reading a page of
 * it, and pages of one node are read again and again while it grows.
 */
export async function itemCount(
  ctx: ServiceContext,
  reader: Reader,
  node: NodeRow,
  topicsOnly: boolean,
): Promise<number> {
  const { id: channelId } = node.channel;
  const seq = await newestChange(reader, channelId);
  const name = `${topicsOnly ? 'topics' : 'items'} ${node.id}`;
  return keptCount(ctx, name, seq, {
    all: () => countItems(reader, node.id, topicsOnly),
    since: async (after) =>
      (await isNothingBut(reader, TAKING_NONE, { after, channelId }))
        ? countItems(reader, node.id, topicsOnly, after)
        : undefined,
  });
}
