/** Another name in place of one that is taken. */
import { NS } from './namespaces.ts';
import type { StanzaError } from './stanza.ts';

/** In the refusal of a name that is taken: a title whose address is free. */
export const SUGGESTION = 'suggestion';

/** The title that a refusal offers; empty where it offers none. */
export function suggestedTitle({ app }: StanzaError): string {
  return app?.ns === NS.OFFICE && app.name === SUGGESTION ? (app.attrs?.title ?? '') : '';
}
