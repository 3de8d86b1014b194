import { NS } from '../../protocol/namespaces.ts';
import { type Element, el, isElement, serialize } from '../../protocol/xml.ts';
import { serializeWith, writtenOnce } from './entry-texts.ts';

/**
 * Writes a stanza for the stream of a component, what is inside its Atom entries as text. An entry has
 * some fifteen elements, and a page of them is what the XMPP server would spend itself on: parsing
 * each, copying it and writing it out again. Our module in the server puts the text in as it is, so
 * who asked sees no difference. It needs an end in `/>`, which `<order/>` gives every entry of ours.
 */
export const serializeWritten = (element: Element, inherited: string = NS.CLIENT): string =>
  serializeWith(asText, element, inherited);

const asText = writtenOnce((entry) => serialize(written(entry)));

function written(entry: Element): Element {
  const inside = entry.children.filter(isElement);
  const last = inside.at(-1);
  if (inside.length !== entry.children.length || last?.children.length !== 0) return entry;
  const text = inside.map((part) => serialize(part, entry.ns)).join('');
  return { ...entry, children: [el(NS.WRITTEN, 'written', {}, text)] };
}
