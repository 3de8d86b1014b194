import type { Token } from '../xmpp/credentials.ts';
import { createSession } from '../xmpp/session.ts';
import type { Site } from './site.ts';

/** A token that the server is still to be told of, after signing out. */
export interface Owed {
  readonly token: Token;
  readonly userAgent: string;
}

/**
 * Has the server forget a token (XEP-0484, 4.2), as soon as there is a link; done when it is known to be
 * worth nothing. Until then it goes on trying.
 */
export function revoke(site: Site, username: string, { token, userAgent }: Owed): Promise<void> {
  return new Promise((resolve) => {
    const nothing = async () => undefined;
    function done() {
      session.stop();
      resolve();
    }
    const session = createSession(
      {
        ways: site.ways,
        domain: site.domain,
        credentials: { kind: 'token', username, revoke: true },
        tokens: { load: async () => token, save: nothing, remove: nothing },
        userAgent,
      },
      { online: done, refused: done, offline: () => undefined, stanza: () => undefined },
    );
    session.start();
  });
}
