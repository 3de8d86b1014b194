import { NS } from '../../protocol/namespaces.ts';
import { type Element, el, isElement, serialize } from '../../protocol/xml.ts';

/** Entries as they were serialized; an entry in many lists is the same value (`item-element.ts`). */
const texts = new WeakMap<Element, string>();

/**
 * Writes a stanza for the stream of a component, what is inside its Atom entries as text. An entry has
 * some fifteen elements, and a page of them is what the XMPP server would spend itself on: parsing
 * each, copying it and writing it out again. Our module in the server puts the text in as it is, so
 * who asked sees no difference. It needs an end in `/>`, which `<order/>` gives every entry of ours.
 */
export function serializeWritten(element: Element, inherited: string = NS.CLIENT): string {
  const isEntry = element.name === 'entry' && element.ns === NS.ATOM;
  if (isEntry && inherited !== element.ns) return textOf(element, inherited);
  if (element.children.length === 0 || !element.children.every(isElement)) {
    return serialize(element, inherited);
  }
  const head = serialize({ ...element, children: [] }, inherited).slice(0, -'/>'.length);
  const inside = element.children.map((part) => serializeWritten(part, element.ns)).join('');
  return `${head}>${inside}</${element.name}>`;
}

function textOf(entry: Element, inherited: string): string {
  const known = texts.get(entry);
  if (known !== undefined) return known;
  const text = serialize(written(entry), inherited);
  texts.set(entry, text);
  return text;
}

function written(entry: Element): Element {
  const inside = entry.children.filter(isElement);
  const last = inside.at(-1);
  if (inside.length !== entry.children.length || last?.children.length !== 0) return entry;
  const text = inside.map((part) => serialize(part, entry.ns)).join('');
  return { ...entry, children: [el(NS.WRITTEN, 'written', {}, text)] };
}
