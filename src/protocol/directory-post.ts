/** Posts with where they stand (Buddycloud directory, `content_query`). */
import { entryOf } from './atom.ts';
import { globalId, type Item, nodeOfItem } from './channel.ts';
import { NS } from './namespaces.ts';
import { childrenOf, type Element, el } from './xml.ts';

/** One post. `names` are the parts of its entry that the asker wants; empty for all. */
export function directoryPost(item: Item, service: string, names: readonly string[]): Element {
  const node = nodeOfItem(item);
  const parts = [
    ...childrenOf(entryOf(item, service)),
    el(NS.ATOM, 'parent_fullid', {}, node),
    el(NS.ATOM, 'parent_simpleid', {}, item.channel),
  ];
  const wanted = parts.filter(({ name }) => names.length === 0 || names.includes(name));
  const attrs = { id: globalId(service, node, item.id), type: 'post' };
  return el(NS.CONTENT_QUERY, 'item', attrs, el(NS.ATOM, 'entry', {}, ...wanted));
}
