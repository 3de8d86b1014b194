/**
 * Conditional requests for lists, as with an ETag of HTTP: the request carries `<known hash/>` of the list that
 * the asker has, and an answer with the same hash carries nothing else.
 */
import { NS } from './namespaces.ts';
import { child, childrenOf, type Element, el } from './xml.ts';

/** Adds `<known/>` to a request; an empty `hash` says that the asker has no list so far, and wants its hash. */
export function askedByWhoKnows(question: Element, hash: string): Element {
  return { ...question, children: [...question.children, el(NS.KNOWN, 'known', { hash })] };
}

/** The hash in a payload; `undefined` where it has no `<known/>`. */
export function readKnown(payload: Element): string | undefined {
  return child(payload, 'known', NS.KNOWN)?.attrs.hash;
}

/** The hash in an answering iq; `undefined` from services without this extension. */
export function hashOf(answer: Element): string | undefined {
  const payload = childrenOf(answer)[0];
  return payload && readKnown(payload);
}
