import { readUnsent, type Typed } from '../store/read/unsent.ts';
import {
  currentOf,
  findRegistration,
  listRegistrations,
  saveRegistration,
} from '../store/registry.ts';
import { dropCopy } from '../store/second-copy.ts';
import { endSession } from '../store/session-key.ts';
import { forgetAllBut } from '../store/write/forget.ts';
import { tokensOf, userAgentOf } from '../sync/sign-in-data.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Device } from './device.ts';
import { dropDrawnList } from './drawn-list.ts';
import { finish } from './leftovers.ts';
import { openReader } from './open-device.ts';

/** How long a person is told that nothing of theirs is left, in milliseconds. */
const FAREWELL = 30_000;

/** What would be lost by signing out now; nothing where the app has to start anew to know. */
export function readLost({ store }: Account): Promise<Typed | undefined> {
  return readUnsent(store).catch(startAnew);
}

/** Where the store fails nobody is to believe that they are out, nor to lose what they were not asked about. */
function startAnew(error: unknown): undefined {
  troubleOf(error);
  location.reload();
}

/** The one that is under way: pressed again, it is the same. */
let leaving: Promise<void> | undefined;

/**
 * Leaves nothing of the person on this phone, in any tab, and goes on as a reader. What the server has
 * to be told, that the token is worth nothing, is told at once or when there is a link again. On a full
 * phone, what goes makes room for the note that it is to go.
 */
export function signOut(device: Device): Promise<void> {
  leaving ??= leave(device)
    .catch(startAnew)
    .finally(() => {
      leaving = undefined;
    });
  return leaving;
}

async function leave(device: Device): Promise<void> {
  const { account, site, openStore, farewell } = device;
  const { me, store, stop } = account.get();
  stop();
  const jid = me ?? '';
  const token = await tokensOf(store, true).load();
  const owed = token && { token, userAgent: await userAgentOf(store) };
  const listed = await findRegistration(jid);
  const doomed = {
    ...listed,
    jid,
    database: store.name,
    doomed: true,
    ...(owed && { owed }),
  } as const;
  const list = () => saveRegistration(doomed).then(() => null, troubleOf);
  const isUnlisted = await list();
  await dropDrawnList();
  endSession();
  // Where a sleeping tab will not let go of the database, at least nothing is in it any more.
  await forgetAllBut(store, []).catch(troubleOf);
  await store.destroy();
  // After it: no tab can copy any more.
  await dropCopy(jid);
  if (isUnlisted) await list();
  // Where not even a reader has room, a new start says so.
  await openReader(device).then(account.set, () => location.reload());
  farewell.set(true);
  setTimeout(() => farewell.set(false), FAREWELL);
  // What cannot be done now is listed as doomed: the next start does it.
  finish(site, openStore, doomed).catch(() => undefined);
}

/**
 * What signs out whoever is signed in, where what they stored cannot be read: the next start deletes it. Nothing
 * where nobody is.
 */
export async function signOutUnread(): Promise<(() => Promise<unknown>) | undefined> {
  const listed = currentOf(await listRegistrations().catch(() => []));
  if (!listed?.jid) return undefined;
  return () => {
    endSession();
    return saveRegistration({ ...listed, doomed: true });
  };
}
