import { NS } from '../../protocol/namespaces.ts';
import { type Element, isElement } from '../../protocol/xml.ts';
import { parseElement } from './parser.ts';
import { Recent } from './recent.ts';

/** An item with an Atom entry of the channel service, as Prosody writes them. */
const ITEM = "<item id='";
const ENTRY = `<entry xmlns='${NS.ATOM}'>`;
const ENTRY_END = '</entry>';
const END = `${ENTRY_END}</item>`;

/** An id that is written as it is read. */
const PLAIN_ID = /^[^&<>\s]+$/;

/** The id of the one item that stands for those taken out; nobody else has a use for it. */
const SLOT = 'urn:wifi-chat:slot:0';

/** Bound, in UTF-16 units of the entries' text: some thousand of the usual ones. */
const MOST_TEXT = 4_000_000;

interface FoundItem {
  readonly id: string;
  readonly entry: string;
  /** Where the text goes on. */
  readonly end: number;
}

/**
 * Reads answers, and entries of them that were read before only once. The pages of a channel hold the
 * same entries again and again, and parsing them is most of what drawing such a page costs. An entry
 * is known by all its text: who has that text has been given it.
 */
export class KnownEntries {
  readonly #known = new Recent<Element>(MOST_TEXT);

  /** Parses one whole element as {@link parseElement} does, and throws as it does. */
  read(xml: string): Element {
    if (!xml.includes(END) || xml.includes(SLOT)) return parseElement(xml);
    try {
      return this.#read(xml);
    } catch {
      // Entries within entries cannot be taken out so.
      return parseElement(xml);
    }
  }

  /** Takes the items out, parses what is left, and puts them in again. */
  #read(xml: string): Element {
    const runs: FoundItem[][] = [];
    let rest = '';
    let read = 0;
    const last = xml.lastIndexOf(END);
    for (let at = xml.indexOf(ITEM); at >= 0 && at < last; at = xml.indexOf(ITEM, read)) {
      const run = runFrom(xml, at);
      const end = run.at(-1)?.end;
      if (end === undefined) {
        rest += xml.slice(read, at + ITEM.length);
        read = at + ITEM.length;
        continue;
      }
      runs.push(run);
      // In the place of them all, so that the parser says of what name and namespace they are.
      rest += `${xml.slice(read, at)}${ITEM}${SLOT}'/>`;
      read = end;
    }
    return this.#filled(parseElement(rest + xml.slice(read)), runs);
  }

  /** The same element with the items, in their order, where their slots are. */
  #filled(element: Element, runs: FoundItem[][]): Element {
    const children = element.children.flatMap((part) => {
      if (!isElement(part)) return part;
      if (part.attrs.id !== SLOT) return this.#filled(part, runs);
      const run = runs.shift() ?? [];
      return run.map(({ id, entry }) => ({
        ...part,
        attrs: { id },
        children: [this.#entry(entry)],
      }));
    });
    return { ...element, children };
  }

  #entry(text: string): Element {
    const known = this.#known.get(text);
    if (known) return known;
    const entry = parseElement(text);
    this.#known.put(text, entry, text.length);
    return entry;
  }
}

/** The items that follow each other from there on. */
function runFrom(xml: string, start: number): FoundItem[] {
  const run: FoundItem[] = [];
  for (let at = start; ; ) {
    const item = itemAt(xml, at);
    if (!item) return run;
    run.push(item);
    at = item.end;
  }
}

function itemAt(xml: string, start: number): FoundItem | null {
  if (!xml.startsWith(ITEM, start)) return null;
  const idEnd = xml.indexOf("'", start + ITEM.length);
  const id = xml.slice(start + ITEM.length, idEnd);
  const entryStart = idEnd + "'>".length;
  if (!PLAIN_ID.test(id) || !xml.startsWith(`'>${ENTRY}`, idEnd)) return null;
  const close = xml.indexOf(ENTRY_END, entryStart);
  if (!xml.startsWith(END, close)) return null;
  const entry = xml.slice(entryStart, close + ENTRY_END.length);
  return { id, entry, end: close + END.length };
}
