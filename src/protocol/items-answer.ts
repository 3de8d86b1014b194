import { readEntry } from './atom.ts';
import type { Item } from './channel.ts';
import { NS } from './namespaces.ts';
import { readPageInfo } from './rsm.ts';
import { child, childrenOf, type Element } from './xml.ts';

/**
 * The items of an answer to a question of {@link ./pubsub.ts}, and their number in all. `read` reads
 * an entry, as {@link readEntry} does.
 */
export function readItemsAnswer(
  answer: Element,
  channel: string,
  read = readEntry,
): { items: readonly Item[]; count: number } {
  const pubsub = child(answer, 'pubsub', NS.PUBSUB);
  const list = pubsub && (child(pubsub, 'items') ?? child(pubsub, 'publish'));
  const items = childrenOf(list, 'item').map((item) => {
    const entry = child(item, 'entry', NS.ATOM);
    return entry ? read(entry, channel) : null;
  });
  return {
    items: items.filter((item): item is Item => item !== null),
    count: (pubsub && readPageInfo(pubsub)?.count) ?? 0,
  };
}
