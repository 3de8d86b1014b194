import type { StanzaError } from './stanza.ts';

/** Why a request failed, in the terms that screens have words for. */
export type ServiceTrouble =
  /** The XMPP server is there, the channel service is not. */
  | 'service-away'
  /** It asks to be asked later. */
  | 'busy'
  | 'not-found'
  | 'forbidden'
  /** Following has been asked for, and nobody has said yes so far. */
  | 'awaiting-approval'
  | 'topic-gone'
  | 'too-long'
  /** The id is used for something else: only the author of both can make sense of it. */
  | 'conflict'
  /** What was sent is no picture that can be shown. */
  | 'bad-picture'
  /** Others' posts, or their own, wait for a moderator already. */
  | 'too-many-waiting'
  /** No more pictures can be kept. */
  | 'no-room'
  | 'refused';

/** The application's name for a picture that is not taken. */
export const BAD_PICTURE = 'bad-picture';

/** The application's name for a post that is not taken, since too many wait. */
export const TOO_MANY_WAITING = 'too-many-waiting';

/** What servers say in place of a service that is not there (RFC 6120, 8.3.3). */
const AWAY = new Set([
  'remote-server-timeout',
  'remote-server-not-found',
  'service-unavailable',
  'recipient-unavailable',
]);

/** Translates a stanza error into those terms. */
export function troubleOfStanza({ type, condition, app }: StanzaError): ServiceTrouble {
  if (AWAY.has(condition)) return 'service-away';
  if (type === 'wait') return 'busy';
  switch (app?.name) {
    case 'pending-subscription':
      return 'awaiting-approval';
    case 'parent-item-not-found':
      return 'topic-gone';
    case 'payload-too-big':
      return 'too-long';
    case BAD_PICTURE:
      return 'bad-picture';
    case TOO_MANY_WAITING:
      return 'too-many-waiting';
  }
  switch (condition) {
    case 'item-not-found':
    // A decision about somebody who has withdrawn their request, or does not follow any more.
    case 'unexpected-request':
      return 'not-found';
    case 'forbidden':
    case 'not-authorized':
    case 'registration-required':
      return 'forbidden';
    case 'gone':
      return 'topic-gone';
    case 'conflict':
      return 'conflict';
    case 'resource-constraint':
      return 'no-room';
    default:
      return 'refused';
  }
}
