import { entryOf } from '../../../protocol/atom.ts';
import type { Item } from '../../../protocol/channel.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { type Element, el } from '../../../protocol/xml.ts';

/** An item as retrieval shows it: its id is the local one (relied on), its entry's the global. */
export const itemElement = (item: Item, service: string): Element =>
  el(NS.PUBSUB, 'item', { id: item.id }, entryOf(item, service));
