/** What is still to be done for people who are not signed in any more. */
import { localOf } from '../../protocol/jid.ts';
import { readMeta } from '../store/read/meta.ts';
import { countUnsent } from '../store/read/unsent.ts';
import {
  dropDebt,
  findRegistration,
  listRegistrations,
  type Registration,
  removeRegistration,
  saveRegistration,
} from '../store/registry.ts';
import { dropCopy, restoreTyped } from '../store/second-copy.ts';
import { sessionKey } from '../store/session-key.ts';
import type { Store } from '../store/store.ts';
import { forgetAllBut } from '../store/write/forget.ts';
import { revoke } from '../sync/revoke.ts';
import type { Site } from '../sync/site.ts';
import { troubleOf } from '../sync/trouble.ts';
import { dropDrawnList } from './drawn-list.ts';

type OpenStore = (name: string) => Store;

/**
 * Deletes what a sign-in or a sign-out that was cut short left behind, and takes people out whose
 * browser session is over. Gives those of whom neither is true.
 */
export async function sweep(site: Site, openStore: OpenStore): Promise<readonly Registration[]> {
  const left: Registration[] = [];
  for (const registration of await listRegistrations()) {
    if (registration.doomed) finishLeft(site, openStore, registration).catch(troubleOf);
    else if (registration.stay === false && !registration.away && !sessionKey()) {
      const store = openStore(registration.database);
      // What cannot be done now the next start does: meanwhile nobody is kept from reading.
      await lapse(store, registration).catch((error) => {
        troubleOf(error);
        store.close();
      });
    } else {
      payDebt(site, registration).catch(troubleOf);
      left.push(registration);
    }
  }
  return left;
}

/**
 * Works on a new database while no other tab does: what a sign-in wrote down as doomed is not swept before it is
 * done, or its tab is gone. Where the browser has no locks (before Chrome 69, Firefox 96 and Safari 15.4), nobody waits.
 */
export function whileSigningIn<T>(database: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request(database, work) : work();
}

/** Finishes what was cut short; where another tab was only at it, nothing is left to be finished. */
function finishLeft(site: Site, openStore: OpenStore, { jid, database }: Registration) {
  return whileSigningIn(database, async () => {
    const listed = await findRegistration(jid);
    // Somebody started anew meanwhile: the old one is on no list any more.
    if (listed?.database !== database) return openStore(database).destroy();
    if (listed.doomed) await finish(site, openStore, listed);
  });
}

/** Deletes a database, and has the server forget its token; what cannot be done now stays listed. */
export async function finish(
  site: Site,
  openStore: OpenStore,
  { jid, database, owed, entering }: Registration,
): Promise<void> {
  await openStore(database).destroy();
  // Another tab may have been keeping it just then.
  await dropDrawnList();
  // Who did not get in has it for the next time.
  if (!entering) await dropCopy(jid);
  if (owed) await revoke(site, localOf(jid), owed);
  // Signed in again meanwhile, they have another.
  await removeRegistration(jid, database);
}

/** Has the server forget the token of an earlier time, of somebody who is signed in again. */
export async function payDebt(site: Site, { jid, owed }: Registration): Promise<void> {
  if (!owed) return;
  await revoke(site, localOf(jid), owed);
  await dropDebt(jid);
}

/** Of somebody whose session is over stays only what they wrote and nobody has; it waits for them. */
async function lapse(store: Store, registration: Registration): Promise<void> {
  // A browser may have begun it anew, that one alone.
  if (!(await readMeta(store, 'userAgent'))) await restoreTyped(store, registration.jid);
  await forgetAllBut(store, ['outbox', 'drafts', 'photos']);
  if ((await countUnsent(store)) > 0) {
    await saveRegistration({ ...registration, away: true });
    // Else it would hear when they sign out in this page, and take that for another tab's doing.
    return store.close();
  }
  await saveRegistration({ ...registration, doomed: true });
  await store.destroy();
  await dropCopy(registration.jid);
  // A tab that sleeps holds that up: they may have signed in anew meanwhile.
  await removeRegistration(registration.jid, registration.database);
}
