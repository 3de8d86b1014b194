import { type Grounds, readGrounds } from '../../../protocol/office.ts';
import type { Element } from '../../../protocol/xml.ts';
import { badRequest } from '../../service/refusal.ts';

/** On which grounds a verb is used, none where it names none. Throws where they are no good. */
export function groundsIn(verb: Element): Grounds {
  const grounds = readGrounds(verb);
  if (grounds) return grounds;
  throw badRequest(undefined, 'The reason is too long, or names a rule that is not known.');
}
