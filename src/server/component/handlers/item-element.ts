import { entryOf } from '../../../protocol/atom.ts';
import type { Item } from '../../../protocol/channel.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { type Element, el } from '../../../protocol/xml.ts';
import { Recent } from '../../stream/recent.ts';

/** Bound, in UTF-16 units of the items as JSON: some hundreds of the usual ones. */
const MOST_TEXT = 500_000;

/** Entries made lately, each by all that it was made of: lists hold the same ones again and again. */
const entries = new Recent<Element>(MOST_TEXT);

/**
 * What was asked for lately: the numbers of items, each in the place that it falls to. An entry is kept
 * when it is asked for again: one that nobody comes back to, of old pages, would push out those of the newest, and
 * fill the memory for longer than it is used.
 */
const asked = new Float64Array(1_024);

/** An item as retrieval shows it: its id is the local one (relied on), its entry's the global. */
export const itemElement = (item: Item, service: string): Element =>
  el(NS.PUBSUB, 'item', { id: item.id }, knownEntry(item, service));

function knownEntry(item: Item, service: string): Element {
  const name = service + JSON.stringify(item);
  const known = entries.get(name);
  if (known) return known;
  const entry = entryOf(item, service);
  const place = item.seq % asked.length;
  if (asked[place] === item.seq) entries.put(name, entry, name.length);
  else asked[place] = item.seq;
  return entry;
}
