import { entryOf } from '../../protocol/atom.ts';
import type { Item } from '../../protocol/channel.ts';
import type { Element } from '../../protocol/xml.ts';

const entries = new WeakMap<Item, Element>();

/** The entry of an item: its author is answered with it and others are pushed it, made once. */
export function publishedEntry(item: Item, service: string): Element {
  const known = entries.get(item);
  if (known) return known;
  const entry = entryOf(item, service);
  entries.set(item, entry);
  return entry;
}
