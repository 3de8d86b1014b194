/** Ends an account: at the channel service first, which may refuse, then at the XMPP server. */
import { type Fate, unregisterRequest } from '../../protocol/account.ts';
import { Refused } from '../xmpp/requests.ts';
import { type Site, serviceOf } from './site.ts';
import { withPassword } from './with-password.ts';

/**
 * Removes the account of whom the password shows to be that person. Throws as {@link withPassword}
 * does, and {@link Refused}; asking again goes on with it.
 */
export function giveUpAccount(
  site: Site,
  username: string,
  password: string,
  fate: Fate,
): Promise<void> {
  return withPassword(site, username, password, async (session) => {
    await session.request(serviceOf(site), 'set', unregisterRequest(fate)).catch(unlessDone);
    await session.request(site.domain, 'set', unregisterRequest());
  });
}

/** Who asked before, and did not hear the answer, is not known there any more. */
function unlessDone(error: unknown): void {
  const isDone = error instanceof Refused && error.error.condition === 'registration-required';
  if (!isDone) throw error;
}
