import { parseJid } from '../../protocol/jid.ts';
import type { Acceptance } from '../../protocol/rules.ts';
import {
  findRegistration,
  type Registration,
  removeRegistration,
  saveRegistration,
} from '../store/registry.ts';
import { dropCopy } from '../store/second-copy.ts';
import type { Store } from '../store/store.ts';
import { saveMeta } from '../store/write/meta.ts';
import { type Account, startAccount } from '../sync/account.ts';
import type { RefusalReason } from '../sync/connectivity.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Device } from './device.ts';
import { dropDrawnList } from './drawn-list.ts';
import { payDebt, whileSigningIn } from './leftovers.ts';
import { newDatabaseName } from './open-device.ts';

/** Why one is not signed in. */
export type SignInProblem = RefusalReason | 'offline' | 'somebody-else' | 'not-saved';

/** What a person gives to be let in. */
export interface Entry {
  readonly username: string;
  readonly password: string;
  /** Whether to go on without asking when the browser was closed. */
  readonly stay: boolean;
}

/** Signs in, and goes on as that person; gives the problem where there is one. */
export function signIn(device: Device, entry: Entry): Promise<SignInProblem | null> {
  return enter(device, entry, false);
}

/** Signs in on a new stream, making the account first where `create` says so; `accepted` are the rules. */
export function enter(
  device: Device,
  entry: Entry,
  create: boolean,
  accepted?: Acceptance,
): Promise<SignInProblem | null> {
  return tryToEnter(device, entry, create, accepted).catch(notSaved);
}

async function tryToEnter(
  device: Device,
  { username, password, stay }: Entry,
  create: boolean,
  accepted: Acceptance | undefined,
): Promise<SignInProblem | null> {
  const { site, openStore } = device;
  const name = nameOf(username, site.domain);
  // An empty one the XMPP server would not answer at all.
  if (name === null || password === '') return 'wrong-password';
  const me = `${name}@${site.domain}`;
  const before = device.account.get();
  if (before.me !== null && before.me !== me) return 'somebody-else';
  // Whose token was not taken any more has a database already, with what waits to be sent.
  const listed = await findRegistration(me);
  const known = listed?.doomed ? undefined : listed;
  const registration: Registration = {
    jid: me,
    database: known?.database ?? newDatabaseName(),
    stay,
    ...(listed?.owed && { owed: listed.owed }),
  };
  const store = before.me === me ? before.store : openStore(registration.database);
  const credentials = { kind: 'password', username: name, password, create } as const;
  let account: Account | undefined;
  async function begin(): Promise<SignInProblem | null> {
    // Should the app die before this is done, the next start deletes what it leaves.
    if (!known) {
      // What a sign-out that was cut short left here is nobody's any more.
      if (listed && !listed.entering) await dropCopy(me);
      await saveRegistration({ ...listed, ...registration, doomed: true, entering: true });
    }
    // Told by the new account itself, however often that takes.
    if (accepted) await saveMeta(store, 'accepted', accepted);
    account = await startAccount(site, store, me, credentials, stay);
    const problem = await outcome(account);
    if (!problem) await saveRegistration(registration);
    return problem;
  }
  const problem = await (known ? begin() : whileSigningIn(registration.database, begin)).catch(
    notSaved,
  );
  if (!account || problem) {
    account?.stop();
    if (known) {
      if (store !== before.store) store.close();
      return problem;
    }
    await store.destroy();
    await (listed ? saveRegistration(listed) : removeRegistration(me)).catch(notSaved);
    return problem;
  }
  // Browsers clear what was not promised to be kept when the phone is full; some ask the person.
  if (stay) navigator.storage?.persist?.().catch(() => undefined);
  // Theirs may be there, of a time when they stayed: the next one would see it before the app starts.
  else await dropDrawnList();
  // It goes on trying, now or from the next start on.
  payDebt(site, registration).catch(troubleOf);
  device.farewell.set(false);
  device.account.set(account);
  before.stop();
  if (before.me === null) await dropReader(before.store).catch(notSaved);
  return null;
}

/** Deletes what the reader had here; what cannot go now goes at the next start. */
async function dropReader(store: Store): Promise<void> {
  const reader = { jid: '', database: store.name };
  // Whoever starts as a reader in another tab now is to have a database of their own.
  await saveRegistration({ ...reader, doomed: true }).catch(notSaved);
  await store.destroy();
  await removeRegistration('', reader.database);
}

/** A full phone is told so. */
function notSaved(error: unknown): 'not-saved' {
  if (error instanceof DOMException) return 'not-saved';
  throw error;
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
