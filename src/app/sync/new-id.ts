/** Ids that the phone gives: to posts, so that a resend is harmless, and to databases. */
export { randomId as newId } from '../xmpp/random-id.ts';
