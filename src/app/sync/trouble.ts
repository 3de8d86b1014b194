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

const PASSING: readonly Trouble[] = ['offline', 'service-away', 'busy', 'not-saved'];

/** Whether the same may work later, with nothing changed by the person. */
export function isPassing(trouble: Trouble): boolean {
  return PASSING.includes(trouble);
}
