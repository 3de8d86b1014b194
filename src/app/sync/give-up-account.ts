/** Ends an account: at the channel service first, which may refuse, then at the XMPP server. */
import { NS } from '../../protocol/namespaces.ts';
import { el } from '../../protocol/xml.ts';
import type { SignInRefused } from '../xmpp/credentials.ts';
import { randomId } from '../xmpp/random-id.ts';
import { NoAnswer, Refused } from '../xmpp/requests.ts';
import { createSession, type Session } from '../xmpp/session.ts';
import { type Site, serviceOf } from './site.ts';

/** Nothing of this session is kept. */
const NO_TOKENS = {
  load: async () => undefined,
  save: async () => undefined,
  remove: async () => undefined,
};

/**
 * Signs in with the password, which shows that it is the person, and removes the account there.
 * Throws {@link SignInRefused}, {@link Refused} or {@link NoAnswer}; asking again goes on with it.
 */
export async function giveUpAccount(site: Site, username: string, password: string): Promise<void> {
  const session = await openSession(site, username, password);
  const remove = el(NS.REGISTER, 'query', {}, el(NS.REGISTER, 'remove'));
  try {
    await session.request(serviceOf(site), 'set', remove).catch(unlessDone);
    await session.request(site.domain, 'set', remove);
  } finally {
    session.stop();
  }
}

/** Who asked before, and did not hear the answer, is not known there any more. */
function unlessDone(error: unknown): void {
  const isDone = error instanceof Refused && error.error.condition === 'registration-required';
  if (!isDone) throw error;
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
