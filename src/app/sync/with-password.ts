import type { SignInRefused } from '../xmpp/credentials.ts';
import { randomId } from '../xmpp/random-id.ts';
import { NoAnswer } from '../xmpp/requests.ts';
import { createSession, type Session } from '../xmpp/session.ts';
import type { Site } from './site.ts';

/** Nothing of this session is kept. */
const NO_TOKENS = {
  load: async () => undefined,
  save: async () => undefined,
  remove: async () => undefined,
};

/**
 * Signs in with the password, which shows that it is the person, and does something on that session
 * alone. Throws {@link SignInRefused} or {@link NoAnswer}, and what `act` throws.
 */
export async function withPassword(
  site: Site,
  username: string,
  password: string,
  act: (session: Session) => Promise<unknown>,
): Promise<void> {
  const session = await openSession(site, username, password);
  try {
    await act(session);
  } finally {
    session.stop();
  }
}

function openSession(site: Site, username: string, password: string): Promise<Session> {
  return new Promise((resolve, reject) => {
    const credentials = { kind: 'password', username, password, create: false } as const;
    const session = createSession(
      {
        ...{ ways: site.ways, domain: site.domain, credentials },
        ...{ tokens: NO_TOKENS, userAgent: randomId() },
      },
      {
        online: () => resolve(session),
        offline() {
          session.stop();
          reject(new NoAnswer());
        },
        refused: (refusal: SignInRefused) => reject(refusal),
        stanza: () => undefined,
      },
    );
    session.start();
  });
}
