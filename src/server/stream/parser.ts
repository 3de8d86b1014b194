import { SaxesParser, type SaxesTagNS } from 'saxes';
import { MAX_DEPTH, MAX_ELEMENTS } from '../../protocol/limits.ts';
import { NS } from '../../protocol/namespaces.ts';
import type { Element, Node } from '../../protocol/xml.ts';

export interface StanzaHandlers {
  onOpen(attrs: Readonly<Record<string, string>>): void;
  onStanza(stanza: Element): void;
  /**
   * A stanza nested deeper or holding more elements than {@link MAX_DEPTH} and {@link MAX_ELEMENTS}:
   * nothing was built of it but its own tag, so that it can be refused and costs nothing more.
   */
  onOversize(head: Element): void;
  onClose(): void;
}

interface Building {
  name: string;
  ns: string;
  attrs: Record<string, string>;
  children: Node[];
}

/**
 * What saxes says where the namespace of `xml` is named by another prefix, or by none. Namespaces in
 * XML, 3 forbids it, but Prosody writes a client's `<xml:x/>` so: were that an error, anybody could
 * cut our link.
 */
const REBOUND = [
  'may not assign the xml namespace to another prefix.',
  'the default namespace may not be set to http://www.w3.org/XML/1998/namespace.',
];

/**
 * Reads an XMPP stream (RFC 6120, 4) piece by piece. Throws on anything that is not well-formed or
 * that RFC 6120, 11.1 forbids (document types, processing instructions, comments, unknown entities).
 *
 * saxes is a strict parser: it refuses the duplicate attributes and second roots that ltx lets by.
 */
export class StanzaParser {
  readonly #handlers: StanzaHandlers;
  readonly #sax = new SaxesParser({ xmlns: true, position: false });
  /** Open elements of the stanza in hand, outermost first. */
  #open: Building[] = [];
  #depth = 0;
  #elements = 0;

  constructor(handlers: StanzaHandlers) {
    this.#handlers = handlers;
    this.#sax.on('opentag', (tag) => this.#onOpenTag(tag));
    this.#sax.on('closetag', () => this.#onCloseTag());
    this.#sax.on('text', (text) => this.#onText(text));
    this.#sax.on('cdata', (text) => this.#onText(text));
    this.#sax.on('error', (error) => {
      if (!REBOUND.includes(error.message)) throw error;
    });
    const forbidden = () => {
      throw new Error('restricted-xml');
    };
    this.#sax.on('doctype', forbidden);
    this.#sax.on('processinginstruction', forbidden);
    this.#sax.on('comment', forbidden);
  }

  /** Takes the next piece of the stream, cut anywhere between two characters. */
  write(text: string): void {
    this.#sax.write(text);
  }

  #onOpenTag(tag: SaxesTagNS): void {
    this.#depth += 1;
    if (this.#depth === 1) {
      this.#handlers.onOpen(attributesOf(tag));
      return;
    }
    if (this.#depth === 2) this.#elements = 0;
    this.#elements += 1;
    if (this.#isOversize()) return;
    const element = built(tag);
    this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
  }

  #onCloseTag(): void {
    this.#depth -= 1;
    if (this.#depth === 0) {
      this.#handlers.onClose();
      return;
    }
    if (this.#depth > 1) {
      if (!this.#isOversize()) this.#open.pop();
      return;
    }
    const stanza = this.#open[0] as Building;
    const oversize = this.#isOversize();
    this.#open = [];
    this.#elements = 0;
    if (oversize) this.#handlers.onOversize({ ...stanza, children: [] });
    else this.#handlers.onStanza(stanza);
  }

  #onText(text: string): void {
    if (!this.#isOversize()) this.#open.at(-1)?.children.push(text);
  }

  /** Once too deep, a stanza stays oversize until its end: the count is kept above its bound. */
  #isOversize(): boolean {
    if (this.#depth - 1 > MAX_DEPTH) this.#elements = Number.POSITIVE_INFINITY;
    return this.#elements > MAX_ELEMENTS;
  }
}

/** Stanzas are held in one namespace, whichever kind of stream they came by. */
function built(tag: SaxesTagNS): Building {
  const ns = tag.uri === NS.COMPONENT ? NS.CLIENT : tag.uri;
  return { name: tag.local, ns, attrs: attributesOf(tag), children: [] };
}

function attributesOf(tag: SaxesTagNS): Record<string, string> {
  const attrs: Record<string, string> = {};
  for (const name of Object.keys(tag.attributes)) {
    const attribute = tag.attributes[name];
    if (attribute && attribute.prefix !== 'xmlns' && name !== 'xmlns') {
      attrs[name] = attribute.value;
    }
  }
  return attrs;
}

/**
 * Parses one whole element, as a frame of RFC 7395 carries it. Throws on bad XML and on elements
 * beyond the bounds of {@link StanzaParser}.
 */
export function parseElement(xml: string): Element {
  let found: Element | undefined;
  const parser = new StanzaParser({
    onOpen: () => undefined,
    onStanza: (stanza) => {
      found = stanza;
    },
    onOversize: () => {
      throw new Error('policy-violation');
    },
    onClose: () => undefined,
  });
  parser.write(`<stream>${xml}</stream>`);
  if (!found) throw new Error('not-well-formed');
  return found;
}
