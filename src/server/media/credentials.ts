import type { IncomingMessage } from 'node:http';
import { parseJid, toFull } from '../../protocol/jid.ts';
import { HttpError } from './http-error.ts';

/** Who says to be asking, and the id of the transaction that is to be confirmed (XEP-0070, 4.1). */
export interface Claim {
  /** Full JID, normalised. */
  readonly jid: string;
  readonly transaction: string;
}

/** Buddycloud clients make ids of their own; below this many characters one could be guessed. */
const SHORTEST_ID = 8;
const LONGEST_ID = 256;

/**
 * Reads `Authorization: Basic base64(fullJID:transaction)` or `?auth=base64url(…)`, as a picture's
 * address needs it. `null` where there is neither.
 *
 * @throws HttpError 401 where what is there is no such claim.
 */
export function readClaim(request: IncomingMessage, query: URLSearchParams): Claim | null {
  const header = request.headers.authorization;
  const encoded = header?.replace(/^Basic +/i, '') ?? query.get('auth');
  if (!encoded) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.lastIndexOf(':');
  const jid = colon < 0 ? null : toFull(text.slice(0, colon));
  const transaction = text.slice(colon + 1);
  const fits = transaction.length >= SHORTEST_ID && transaction.length <= LONGEST_ID;
  if (!jid || !parseJid(jid)?.resource || !fits) throw unauthorized();
  return { jid, transaction };
}

/** What asks for credentials. */
export function unauthorized(): HttpError {
  return new HttpError(401, 'Say who you are.', { 'WWW-Authenticate': 'Basic realm="xmpp"' });
}
