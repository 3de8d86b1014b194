import { suggestedTitle } from '../../protocol/office.ts';
import { troubleOfStanza } from '../../protocol/trouble.ts';
import type { Trouble } from '../store/trouble.ts';
import { NoAnswer, Refused } from '../xmpp/requests.ts';

/** Puts what went wrong into the terms of {@link Trouble}: the border of the wire's words. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof NoAnswer) return 'offline';
  if (error instanceof Refused) return troubleOfStanza(error.error);
  if (error instanceof DOMException) return 'not-saved';
  throw error;
}

/** The title that a refusal offers in place of one that is taken; empty where it offers none. */
export function suggestionIn(error: unknown): string {
  return error instanceof Refused ? suggestedTitle(error.error) : '';
}

const PASSING: readonly Trouble[] = ['offline', 'service-away', 'busy', 'not-saved'];

/** Whether the same may work later, with nothing changed by the person. */
export function isPassing(trouble: Trouble): boolean {
  return PASSING.includes(trouble);
}
