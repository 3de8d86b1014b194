/// <reference path="./xmpp-client.d.ts" />
/** The border between the library's elements and ours: crossed once, in each direction. */
import { type LtxElement, xml } from '@xmpp/client-core';
import { MAX_DEPTH, MAX_ELEMENTS, xmlSafe } from '../../protocol/limits.ts';
import { NS } from '../../protocol/namespaces.ts';
import { type Element, isElement } from '../../protocol/xml.ts';

/** Namespaces in force by prefix; the empty prefix is the default. */
type Scope = Readonly<Record<string, string>>;

/**
 * Reads what came in; `null` where it is too deep, too large or not namespace-well-formed. It is
 * measured before anything recursive sees it: one poisoned item would otherwise stop every reader
 * of its channel.
 */
export function readStanza(root: LtxElement): Element | null {
  return isBounded(root) ? read(root, { '': NS.CLIENT }) : null;
}

function isBounded(root: LtxElement): boolean {
  const pending = [{ element: root, depth: 1 }];
  for (let count = 1; ; count += 1) {
    const next = pending.pop();
    if (!next) return true;
    if (count > MAX_ELEMENTS || next.depth > MAX_DEPTH) return false;
    for (const child of next.element.children) {
      if (typeof child !== 'string') pending.push({ element: child, depth: next.depth + 1 });
    }
  }
}

function read(source: LtxElement, inherited: Scope): Element | null {
  const scope: Record<string, string> = { ...inherited };
  const attrs: Record<string, string> = {};
  for (const key of Object.keys(source.attrs)) {
    const value = source.attrs[key];
    if (value === undefined) continue;
    if (key === 'xmlns') scope[''] = value;
    else if (key.startsWith('xmlns:')) scope[key.slice(6)] = value;
    else attrs[key] = value;
  }
  const colon = source.name.indexOf(':');
  const ns = scope[colon < 0 ? '' : source.name.slice(0, colon)];
  if (ns === undefined) return null;
  const children: (Element | string)[] = [];
  for (const child of source.children) {
    const node = typeof child === 'string' ? child : read(child, scope);
    if (node === null) return null;
    children.push(node);
  }
  return { name: source.name.slice(colon + 1), ns, attrs, children };
}

/**
 * Writes an element of ours for the library to send, without what XML cannot hold: people paste such
 * characters unseen, and the server would end the stream over one.
 */
export function toLtx(element: Element, inherited = ''): LtxElement {
  const { name, ns, attrs, children } = element;
  const written: Record<string, string> = {};
  for (const key of Object.keys(attrs)) written[key] = xmlSafe(attrs[key] as string);
  if (ns !== inherited) written.xmlns = ns;
  return xml(
    name,
    written,
    ...children.map((child) => (isElement(child) ? toLtx(child, ns) : xmlSafe(child))),
  );
}
