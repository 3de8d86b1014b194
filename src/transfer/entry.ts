import { entryOf, readEntry } from '../protocol/atom.ts';
import { globalId, type Item, localId, nodeOfItem } from '../protocol/channel.ts';
import { readGeoloc } from '../protocol/geoloc.ts';
import { NS } from '../protocol/namespaces.ts';
import { child, childText, type Element, el, isElement } from '../protocol/xml.ts';

/**
 * An item as an entry of a feed: as on the wire, save that the title may be empty, and that what it
 * answers is named by its whole id, as RFC 4685 asks.
 */
export function feedEntry(item: Item, service: string): Element {
  const entry = entryOf(item, service);
  const children = entry.children.map((part) => {
    if (!isElement(part)) return part;
    if (part.name === 'title' && part.ns === NS.ATOM) return el(NS.ATOM, 'title', {}, item.title);
    if (part.name !== 'in-reply-to') return part;
    return el(NS.THREAD, 'in-reply-to', {
      ref: globalId(service, nodeOfItem(item), item.parent as string),
    });
  });
  return { ...entry, children };
}

/** Reads what `feedEntry` wrote; `null` where it is no item of ours. */
export function readFeedEntry(entry: Element, channel: string): Item | null {
  const item = readEntry(entry, channel);
  if (!item) return null;
  const target = child(entry, 'target', NS.ACTIVITY);
  const rating = Number(childText(entry, 'rating', NS.REVIEW) ?? 0);
  return {
    ...item,
    // On the wire this word stands for no title; here it is one.
    title: childText(entry, 'title') ?? '',
    target: target ? localId(childText(target, 'id') ?? '') : null,
    rating: rating > 0 ? rating : null,
    geoloc: readGeoloc(entry) ?? null,
  };
}
