import { credentialsRequest } from '../../protocol/account.ts';
import type { Site } from './site.ts';
import { withPassword } from './with-password.ts';

/** Gives an account another password: every token of it is worth nothing then. Throws as {@link withPassword} does. */
export function replacePassword(
  site: Site,
  username: string,
  current: string,
  fresh: string,
): Promise<void> {
  return withPassword(site, username, current, (session) =>
    session.request(site.domain, 'set', credentialsRequest(username, fresh)),
  );
}
