import { NS } from '../../protocol/namespaces.ts';
import { type Element, el, isElement, serialize } from '../../protocol/xml.ts';

/**
 * The same stanza with what is inside its Atom entries as text. An entry has some fifteen elements,
 * and a page of them is what the XMPP server would spend itself on: parsing each, copying it and
 * writing it out again. Our module in the server puts the text in as it is, so who asked sees no
 * difference. It needs an end in `/>`, which `<order/>` gives every entry of ours.
 */
export function withEntriesWritten(element: Element): Element {
  const { children } = element;
  if (element.name === 'entry' && element.ns === NS.ATOM) return written(element);
  const changed = children.map((part) => (isElement(part) ? withEntriesWritten(part) : part));
  return { ...element, children: changed };
}

function written(entry: Element): Element {
  const inside = entry.children.filter(isElement);
  const last = inside.at(-1);
  if (inside.length !== entry.children.length || last?.children.length !== 0) return entry;
  const text = inside.map((part) => serialize(part, entry.ns)).join('');
  return { ...entry, children: [el(NS.WRITTEN, 'written', {}, text)] };
}
