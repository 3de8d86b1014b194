import { readEntry } from '../../../protocol/atom.ts';
import type { Item } from '../../../protocol/channel.ts';
import type { Element } from '../../../protocol/xml.ts';

/** What was read of an entry; an entry that is known is the same value again (`KnownEntries`). */
const items = new WeakMap<Element, Item>();

/** As {@link readEntry}: an entry that was read before is not read again. */
export function readKnownEntry(entry: Element, channel: string): Item | null {
  const known = items.get(entry);
  if (known?.channel === channel) return known;
  const item = readEntry(entry, channel);
  if (item) items.set(entry, item);
  return item;
}
