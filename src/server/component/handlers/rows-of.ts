import { MAX_PAGE } from '../../../protocol/limits.ts';
import { childrenOf, type Element } from '../../../protocol/xml.ts';
import { badRequest, tooLong } from '../../service/refusal.ts';

/** The people that a set names. Throws where there are none, or more than one request may name. */
export function rowsOf(verb: Element, name: string): readonly Element[] {
  const rows = childrenOf(verb, name);
  if (rows.length === 0) throw badRequest();
  if (rows.length > MAX_PAGE) throw tooLong(`At most ${MAX_PAGE} people at once.`);
  return rows;
}
