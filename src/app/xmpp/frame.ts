/** Frames of a stream, each a whole element (RFC 7395, 3.3): text from and to the wire, elements from and to us. */
import { MAX_DEPTH, MAX_ELEMENTS, xmlSafe } from '../../protocol/limits.ts';
import { NS } from '../../protocol/namespaces.ts';
import { type Element, isElement, type Node, serialize } from '../../protocol/xml.ts';

/** Namespaces in force by prefix; the empty prefix is the default. */
type Scope = Readonly<Record<string, string>>;

/** An element whose end was not read yet. */
interface Open {
  readonly tag: string;
  readonly scope: Scope;
  readonly element: Element & { readonly children: Node[] };
}

/** A tag, or text. Comments, document types and instructions are no part of XMPP (RFC 6120, 11.1). */
const PIECE =
  /<(\/?)([^\s<>/!?][^\s<>/]*)((?:\s+[^\s<>=/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Prosody leaves the prefix of its stream errors undeclared on a WebSocket. */
const OUTERMOST: Scope = { '': NS.CLIENT, stream: NS.STREAMS };

/**
 * Reads what came in; `null` where it is too deep, too large or not (namespace-)well-formed. It is measured
 * before anything recursive sees it: one poisoned item would otherwise stop every reader of its channel.
 */
export function readFrame(frame: string): Element | null {
  const open: Open[] = [];
  let at = 0;
  for (let count = 0; ; ) {
    PIECE.lastIndex = at;
    const piece = PIECE.exec(frame);
    if (piece?.index !== at) return null;
    const [{ length }, isEnd, tag = '', attributes = '', isEmpty, text] = piece;
    at += length;
    const parent = open[open.length - 1];
    if (text === undefined && !isEnd) {
      const child = begin(tag, attributes, parent?.scope ?? OUTERMOST);
      count += 1;
      if (!child || count > MAX_ELEMENTS || open.length === MAX_DEPTH) return null;
      parent?.element.children.push(child.element);
      open.push(child);
    } else if (!parent) return null;
    else if (text !== undefined) parent.element.children.push(decoded(text));
    if (isEnd || isEmpty) {
      const ended = open.pop();
      if (ended?.tag !== tag) return null;
      if (open.length === 0) return ended.element;
    }
  }
}

/** `null` where nobody declared its prefix. */
function begin(tag: string, attributes: string, inherited: Scope): Open | null {
  const scope: Record<string, string> = { ...inherited };
  const attrs: Record<string, string> = {};
  for (const [, key = '', double, single = ''] of attributes.matchAll(ATTRIBUTE)) {
    const value = decoded(double ?? single);
    if (key === 'xmlns') scope[''] = value;
    else if (key.startsWith('xmlns:')) scope[key.slice(6)] = value;
    else attrs[key] = value;
  }
  const colon = tag.indexOf(':');
  const ns = scope[tag.slice(0, Math.max(colon, 0))];
  if (ns === undefined) return null;
  return { tag, scope, element: { name: tag.slice(colon + 1), ns, attrs, children: [] } };
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" },
};

/** The text that was written so; what names nothing stays as it is. */
function decoded(text: string): string {
  return text.replace(/&(#x?)?(\w+);/g, (whole, hash: string | undefined, name: string) => {
    if (hash === undefined) return ENTITIES[name] ?? whole;
    const code = Number.parseInt(name, hash === '#' ? 10 : 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Writes an element of ours, to be sent. */
export function writeFrame(element: Element): string {
  return serialize(safe(element));
}

/** People paste what XML cannot hold, unseen, and the server would end the stream over it. */
function safe(element: Element): Element {
  const attrs: Record<string, string> = {};
  for (const key of Object.keys(element.attrs)) attrs[key] = xmlSafe(element.attrs[key] as string);
  const children = element.children.map((node) => (isElement(node) ? safe(node) : xmlSafe(node)));
  return { ...element, attrs, children };
}
