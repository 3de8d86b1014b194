import { entryOf } from '../../../protocol/atom.ts';
import type { Item } from '../../../protocol/channel.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { type Element, el } from '../../../protocol/xml.ts';
import { Recent } from '../../stream/recent.ts';

/** Bound, in UTF-16 units of the items as JSON: some thousand of the usual ones. */
const MOST_TEXT = 1_000_000;

/** Entries made lately, each by all that it was made of: lists hold the same ones again and again. */
const entries = new Recent<Element>(MOST_TEXT);

/** An item as retrieval shows it: its id is the local one (relied on), its entry's the global. */
export const itemElement = (item: Item, service: string): Element =>
  el(NS.PUBSUB, 'item', { id: item.id }, knownEntry(item, service));

function knownEntry(item: Item, service: string): Element {
  const name = service + JSON.stringify(item);
  const known = entries.get(name);
  if (known) return known;
  const entry = entryOf(item, service);
  entries.put(name, entry, name.length);
  return entry;
}
