import { NS } from '../../protocol/namespaces.ts';
import { type Element, isElement } from '../../protocol/xml.ts';
import { parseElement } from './parser.ts';

/** An Atom entry as the channel service writes one, and Prosody the tag around it. */
const ENTRY = new RegExp(`<entry xmlns='${NS.ATOM}'>[^]*?</entry>`, 'g');

/** Stands where an entry was taken out; nobody else has a use for that namespace. */
const SLOT = 'urn:wifi-chat:slot:0';

/** Bound, in UTF-16 units of the entries' text: some thousand of the usual ones. */
const MOST_TEXT = 4_000_000;

/**
 * Reads answers, and entries of them that were read before only once. The pages of a channel hold the
 * same entries again and again, and parsing them is most of what drawing such a page costs. An entry
 * is known by all its text: who has that text has been given it.
 */
export class KnownEntries {
  readonly #known = new Map<string, Element>();
  #text = 0;

  /** Parses one whole element as {@link parseElement} does, and throws as it does. */
  read(xml: string): Element {
    if (xml.includes(SLOT)) return parseElement(xml);
    const entries: Element[] = [];
    try {
      const rest = xml.replace(ENTRY, (text) => {
        entries.push(this.#entry(text));
        return `<entry xmlns='${SLOT}'/>`;
      });
      if (entries.length > 0) return filled(parseElement(rest), entries);
    } catch {
      // Entries within entries cannot be taken out so.
    }
    return parseElement(xml);
  }

  #entry(text: string): Element {
    const known = this.#known.get(text);
    if (known) {
      // To the end of the map: its beginning is what was read longest ago.
      this.#known.delete(text);
      this.#known.set(text, known);
      return known;
    }
    const entry = parseElement(text);
    this.#known.set(text, entry);
    this.#text += text.length;
    for (const oldest of this.#known.keys()) {
      if (this.#text <= MOST_TEXT) break;
      this.#known.delete(oldest);
      this.#text -= oldest.length;
    }
    return entry;
  }
}

/** The same element with the entries, in their order, where their slots are. */
function filled(element: Element, entries: Element[]): Element {
  if (element.ns === SLOT) return entries.shift() ?? element;
  const children = element.children.map((part) => (isElement(part) ? filled(part, entries) : part));
  return { ...element, children };
}
