/** Lists that one has already are not sent again: `<known hash/>` in the payload, both ways. */
import { NS } from './namespaces.ts';
import { child, childrenOf, type Element, el } from './xml.ts';

/** The same question by somebody who has an answer of that hash; empty: none, but may have one later. */
export function askedByWhoKnows(question: Element, hash: string): Element {
  return { ...question, children: [...question.children, el(NS.KNOWN, 'known', { hash })] };
}

/** What a payload says is known; `undefined` where it says nothing. */
export function readKnown(payload: Element): string | undefined {
  return child(payload, 'known', NS.KNOWN)?.attrs.hash;
}

/** What an answering iq says of itself; `undefined` from services that do not know of this. */
export function hashOf(answer: Element): string | undefined {
  const payload = childrenOf(answer)[0];
  return payload && readKnown(payload);
}
