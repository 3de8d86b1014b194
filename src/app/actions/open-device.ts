import { localOf } from '../../protocol/jid.ts';
import { claimRegistration, currentOf, type Registration } from '../store/registry.ts';
import { renewLog } from '../store/renew-log.ts';
import { readSettings } from '../store/settings.ts';
import type { Store } from '../store/store.ts';
import { type Account, startAccount } from '../sync/account.ts';
import { newId } from '../sync/new-id.ts';
import { observable } from '../sync/observable.ts';
import type { Site } from '../sync/site.ts';
import { troubleOf } from '../sync/trouble.ts';
import { countDataUsed } from './data-used.ts';
import type { Device } from './device.ts';
import { sweep } from './leftovers.ts';

/** Goes on as whoever used this phone last: the person signed in, else a reader. */
export async function openDevice(site: Site, openStore: (name: string) => Store): Promise<Device> {
  const [listed, settings] = await Promise.all([sweep(site, openStore), readSettings()]);
  const registration = currentOf(listed) ?? (await newReader());
  const account = await openAccount(site, openStore, registration);
  // Whoever cannot store is told where they store.
  renewLog().catch(troubleOf);
  return {
    site,
    openStore,
    account: observable(account),
    farewell: observable(false),
    settings: observable(settings),
    tellDataUsed: countDataUsed(site),
  };
}

/** Starts as a reader without an account. */
export async function openReader({
  site,
  openStore,
}: Pick<Device, 'site' | 'openStore'>): Promise<Account> {
  return openAccount(site, openStore, await newReader());
}

function newReader(): Promise<Registration> {
  return claimRegistration({ jid: '', database: newDatabaseName() });
}

/** Names are random: they say nothing about whose a database is. */
export function newDatabaseName(): string {
  return `wifi-chat-${newId()}`;
}

function openAccount(
  site: Site,
  openStore: (name: string) => Store,
  { jid, database, stay }: Registration,
): Promise<Account> {
  const store = openStore(database);
  return jid === ''
    ? startAccount(site, store, null, { kind: 'anonymous' })
    : startAccount(site, store, jid, { kind: 'token', username: localOf(jid) }, stay);
}
