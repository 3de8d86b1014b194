import { parseJid } from '../../protocol/jid.ts';
import { findRegistration, removeRegistration, saveRegistration } from '../store/registry.ts';
import { type Account, startAccount } from '../sync/account.ts';
import type { RefusalReason } from '../sync/connectivity.ts';
import type { Device } from './device.ts';
import { newDatabaseName } from './open-device.ts';

/** Why one is not signed in. */
export type SignInProblem = RefusalReason | 'offline' | 'somebody-else';

/** Signs in, and goes on as that person; gives the problem where there is one. */
export function signIn(
  device: Device,
  username: string,
  password: string,
): Promise<SignInProblem | null> {
  return enter(device, username, password, false);
}

/** Signs in on a new stream, making the account first where `create` says so. */
export async function enter(
  device: Device,
  username: string,
  password: string,
  create: boolean,
): Promise<SignInProblem | null> {
  const { site, openStore } = device;
  const name = nameOf(username, site.domain);
  if (name === null) return 'wrong-password';
  const me = `${name}@${site.domain}`;
  const before = device.account.get();
  if (before.me !== null && before.me !== me) return 'somebody-else';
  // Whose token was not taken any more has a database already, with what waits to be sent.
  const known = await findRegistration(me);
  const registration = known ?? { jid: me, database: newDatabaseName() };
  const store = before.me === me ? before.store : openStore(registration.database);
  const credentials = { kind: 'password', username: name, password, create } as const;
  const account = await startAccount(site, store, me, credentials);
  const problem = await outcome(account);
  if (problem) {
    account.stop();
    if (!known) await store.destroy();
    return problem;
  }
  await saveRegistration(registration);
  device.account.set(account);
  before.stop();
  if (before.me === null) {
    await removeRegistration('');
    await before.store.destroy();
  }
  return null;
}

/** People type names with capitals, and some with the domain. */
function nameOf(username: string, domain: string): string | null {
  const typed = username.trim();
  const jid = parseJid(typed.includes('@') ? typed : `${typed}@${domain}`);
  return jid !== null && jid.domain === domain && jid.local !== '' ? jid.local : null;
}

function outcome({ connectivity }: Account): Promise<SignInProblem | null> {
  return new Promise((resolve) => {
    const stop = connectivity.subscribe(({ state, refusal }) => {
      if (state === 'connecting') return;
      stop();
      if (state === 'refused') resolve(refusal);
      else resolve(state === 'offline' ? 'offline' : null);
    });
  });
}
