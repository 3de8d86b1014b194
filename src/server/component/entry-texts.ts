import { NS } from '../../protocol/namespaces.ts';
import { type Element, isElement, serialize } from '../../protocol/xml.ts';

/** Writes an entry; where it goes does not matter, since it always names its namespace. */
export type WriteEntry = (entry: Element) => string;

/** Writes a stanza, its Atom entries by `writeEntry`. */
export function serializeWith(writeEntry: WriteEntry, element: Element, inherited: string): string {
  const isEntry = element.name === 'entry' && element.ns === NS.ATOM;
  if (isEntry && inherited !== element.ns) return writeEntry(element);
  if (element.children.length === 0 || !element.children.every(isElement)) {
    return serialize(element, inherited);
  }
  const head = serialize({ ...element, children: [] }, inherited).slice(0, -'/>'.length);
  let inside = '';
  for (const part of element.children) inside += serializeWith(writeEntry, part, element.ns);
  return `${head}>${inside}</${element.name}>`;
}

/** Remembers what was written of an entry: one that is in many answers is the same value. */
export function writtenOnce(writeEntry: WriteEntry): WriteEntry {
  const texts = new WeakMap<Element, string>();
  return (entry) => {
    const known = texts.get(entry);
    if (known !== undefined) return known;
    const text = writeEntry(entry);
    texts.set(entry, text);
    return text;
  };
}

const plain = writtenOnce((entry) => serialize(entry));

/** As `serialize` does; an entry that was written before is not written again. */
export const serializeStanza = (element: Element, inherited: string = NS.CLIENT): string =>
  serializeWith(plain, element, inherited);
