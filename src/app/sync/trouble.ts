import type { StanzaError } from '../../protocol/stanza.ts';
import type { Trouble } from '../store/trouble.ts';
import { NoAnswer, Refused } from '../xmpp/requests.ts';

/** What servers say in place of a service that is not there (RFC 6120, 8.3.3). */
const AWAY = new Set([
  'remote-server-timeout',
  'remote-server-not-found',
  'service-unavailable',
  'recipient-unavailable',
]);

/** Puts what went wrong into the terms of {@link Trouble}: the border of the wire's words. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof NoAnswer) return 'offline';
  if (error instanceof Refused) return troubleOfStanza(error.error);
  if (error instanceof DOMException) return 'not-saved';
  throw error;
}

/** Whether the same may work later, with nothing changed by the person. */
export function isPassing(trouble: Trouble): boolean {
  return trouble === 'offline' || trouble === 'service-away' || trouble === 'busy';
}

function troubleOfStanza({ type, condition, app }: StanzaError): Trouble {
  if (AWAY.has(condition)) return 'service-away';
  if (type === 'wait') return 'busy';
  switch (app?.name) {
    case 'pending-subscription':
      return 'awaiting-approval';
    case 'parent-item-not-found':
      return 'topic-gone';
    case 'payload-too-big':
      return 'too-long';
  }
  switch (condition) {
    case 'item-not-found':
      return 'not-found';
    case 'forbidden':
    case 'not-authorized':
    case 'registration-required':
      return 'forbidden';
    case 'gone':
      return 'topic-gone';
    case 'conflict':
      return 'conflict';
    default:
      return 'refused';
  }
}
