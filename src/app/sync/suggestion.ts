import { suggestedTitle } from '../../protocol/suggestion.ts';
import { Refused } from '../xmpp/requests.ts';

/** The title that a refusal offers in place of one that is taken; empty where it offers none. */
export function suggestionIn(error: unknown): string {
  return error instanceof Refused ? suggestedTitle(error.error) : '';
}
