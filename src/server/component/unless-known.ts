import { createHash } from 'node:crypto';
import { askedByWhoKnows, readKnown } from '../../protocol/known.ts';
import { type Element, el, serialize } from '../../protocol/xml.ts';

/** Characters of base64: 96 bits, so that no two answers of one list are ever taken for each other. */
const LENGTH = 16;

/**
 * The answer with its hash, where the question names one (docs/protocol.md, "Lists that are known"); empty but
 * for the hash where it is that one.
 */
export function unlessKnown(question: Element, answer: Element | undefined): Element | undefined {
  const known = readKnown(question);
  if (known === undefined || !answer) return answer;
  const hash = createHash('sha256').update(serialize(answer)).digest('base64').slice(0, LENGTH);
  return askedByWhoKnows(hash === known ? el(answer.ns, answer.name) : answer, hash);
}
