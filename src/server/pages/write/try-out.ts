import type { StanzaError } from '../../../protocol/stanza.ts';
import type { ServiceTrouble } from '../../../protocol/trouble.ts';
import type { Element } from '../../../protocol/xml.ts';
import { RequestRefused } from '../../stream/client.ts';
import { troubleOf, type Visitor } from '../visitor.ts';

/** Does it; gives why it was not done, where it was not. A refusal is handed to `look` as it came. */
export async function tryOut(
  visitor: Visitor,
  request: Element,
  look?: (refusal: StanzaError) => void,
): Promise<ServiceTrouble | null> {
  try {
    await visitor.ask('set', request);
    return null;
  } catch (error) {
    if (error instanceof RequestRefused) look?.(error);
    return troubleOf(error);
  }
}
