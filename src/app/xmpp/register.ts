import { NS } from '../../protocol/namespaces.ts';
import type { StanzaError } from '../../protocol/stanza.ts';
import { el } from '../../protocol/xml.ts';
import { type RefusalReason, SignInRefused } from './credentials.ts';
import { Refused, type Requests } from './requests.ts';

/** Makes an account (XEP-0077) on a stream that has not signed in yet. */
export async function register(
  requests: Requests,
  domain: string,
  username: string,
  password: string,
): Promise<void> {
  // As `credentialsRequest` of protocol/account.ts, whose script few fetch: shared with that it takes more bytes.
  const query = el(
    NS.REGISTER,
    'query',
    {},
    el(NS.REGISTER, 'username', {}, username),
    el(NS.REGISTER, 'password', {}, password),
  );
  try {
    await requests.request(domain, 'set', query);
  } catch (error) {
    throw error instanceof Refused ? new SignInRefused(reasonOf(error.error)) : error;
  }
}

function reasonOf({ condition, type }: StanzaError): RefusalReason {
  // Names that merely look like a taken one are `not-acceptable`; ill-formed ones are not even sent.
  if (condition === 'conflict' || condition === 'not-acceptable') return 'name-taken';
  // Everybody at one hotspot shares its address, so this may be the crowd's doing, not this person's.
  if (type === 'wait' || condition === 'policy-violation') return 'too-many-accounts';
  return 'joining-closed';
}
