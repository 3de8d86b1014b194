/** Signing in at once and with a token for the next time (XEP-0388, XEP-0386, XEP-0484). */
import { createHmac } from 'node:crypto';
import { NS } from '../../protocol/namespaces.ts';
import { child, childrenOf, childText, type Element, el } from '../../protocol/xml.ts';
import type { XmppClient } from './client.ts';

/** The one kind of token that does not hang on a TLS connection of its own. */
const MECHANISM = 'HT-SHA-256-NONE';

/** In bytes: no XMPP server takes more for a password, and one could be longer than a stanza may be. */
const LONGEST_PASSWORD = 1_023;

/** Who signs in, and from where: tokens are bound to the device. */
export interface Person {
  readonly domain: string;
  readonly username: string;
  /** A UUID that stays the same from one sign-in to the next. */
  readonly device: string;
}

/** The server does not let this person in: the password is wrong, or the token is no good any more. */
export class SignInRefused extends Error {
  constructor(readonly condition: string) {
    super(`sign-in refused: ${condition}`);
  }
}

/**
 * Signs in by password on an open stream, binds, and gives a token for the next time.
 *
 * @throws SignInRefused
 */
export async function signInWithPassword(
  client: XmppClient,
  person: Person,
  password: string,
): Promise<string> {
  if (Buffer.byteLength(password) > LONGEST_PASSWORD) throw new SignInRefused('not-authorized');
  const initial = Buffer.from(`\0${person.username}\0${password}`);
  const request = el(NS.FAST, 'request-token', { mechanism: MECHANISM });
  const token = await authenticate(client, person, 'PLAIN', initial, request);
  if (token === undefined) throw new Error('the server gave no token');
  return token;
}

/**
 * Signs in by the token of the last time and binds; gives a new token where the server wants the
 * old one replaced. With `revoke` the token is worth nothing afterwards.
 *
 * @throws SignInRefused
 */
export async function signInWithToken(
  client: XmppClient,
  person: Person,
  token: string,
  revoke = false,
): Promise<string | undefined> {
  const proof = createHmac('sha256', token).update('Initiator').digest();
  const initial = Buffer.concat([Buffer.from(`${person.username}\0`), proof]);
  const fast = el(NS.FAST, 'fast', revoke ? { invalidate: 'true' } : {});
  return authenticate(client, person, MECHANISM, initial, fast);
}

async function authenticate(
  client: XmppClient,
  { device }: Person,
  mechanism: string,
  initial: Buffer,
  fast: Element,
): Promise<string | undefined> {
  const verdict = client.waitFor(({ ns, name }) => ns === NS.SASL2 && name !== 'challenge');
  const request = el(
    NS.SASL2,
    'authenticate',
    { mechanism },
    el(NS.SASL2, 'initial-response', {}, initial.toString('base64')),
    el(NS.SASL2, 'user-agent', { id: device }),
    el(NS.BIND2, 'bind', {}, el(NS.BIND2, 'tag', {}, 'WiFi Chat')),
    fast,
  );
  client.send(request);
  const said = await verdict;
  if (said.name !== 'success') {
    throw new SignInRefused(childrenOf(said)[0]?.name ?? 'not-authorized');
  }
  client.jid = childText(said, 'authorization-identifier') ?? '';
  return child(said, 'token', NS.FAST)?.attrs.token;
}
