import type { IncomingMessage } from 'node:http';
import type { Confirmation } from '../../protocol/http-auth.ts';
import { domainOf, toBare } from '../../protocol/jid.ts';
import type { Actor } from '../service/context.ts';
import { type AskingRates, tooOften } from './asking-rates.ts';
import type { Confirmations } from './confirmations.ts';
import { readClaim, unauthorized } from './credentials.ts';
import { HttpError } from './http-error.ts';

export interface Identifier {
  readonly confirmations: Confirmations;
  /** `null` where the operator has lifted all limits. */
  readonly asking: AskingRates | null;
  /** The network that the request comes from. */
  readonly address: string;
  /** Address of the service as clients find it, without a slash at its end. */
  readonly endpoint: string;
  /** Domain of the accounts. */
  readonly domain: string;
}

/**
 * Who makes a request, once they have confirmed it over XMPP; `null` where it names nobody.
 *
 * @throws HttpError 401 where it names nobody of this site, 403 where it is not confirmed, 429 where too
 * much is to be confirmed.
 */
export async function identify(
  { confirmations, asking, address, endpoint, domain }: Identifier,
  request: IncomingMessage,
  url: URL,
): Promise<Actor | null> {
  const claim = readClaim(request, url.searchParams);
  if (!claim) return null;
  const jid = toBare(claim.jid) as string;
  if (domainOf(jid) !== domain) throw unauthorized();
  asking?.take(jid, address);
  if (confirmations.isBusy(claim.jid)) throw tooOften(1);
  const asked = {
    id: claim.transaction,
    method: request.method ?? 'GET',
    url: `${endpoint}${url.pathname}`,
  };
  if (!(await isConfirmed(confirmations, request, claim.jid, asked))) {
    throw new HttpError(403, 'Nobody confirmed that this is yours.');
  }
  return { jid, fullJid: claim.jid, isLocal: true };
}

/** Strangers can name anybody and go: what they asked goes with them. */
async function isConfirmed(
  confirmations: Confirmations,
  { socket }: IncomingMessage,
  jid: string,
  asked: Confirmation,
): Promise<boolean> {
  const left = () => confirmations.giveUp(jid, asked.id);
  socket.once('close', left);
  try {
    return await confirmations.ask(jid, asked);
  } finally {
    socket.off('close', left);
  }
}

/** As above, for requests that need an account. */
export async function identifyPerson(
  identifier: Identifier,
  request: IncomingMessage,
  url: URL,
): Promise<Actor> {
  const actor = await identify(identifier, request, url);
  if (!actor) throw unauthorized();
  return actor;
}
