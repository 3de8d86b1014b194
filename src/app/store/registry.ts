/** The device's list of accounts: whose database has which name, and who is signed in. */
import { type DBSchema, openDB } from 'idb';

export interface Registration {
  /** Bare JID; empty for the reader without an account. */
  readonly jid: string;
  /** Random: a name tells nothing about whose it is. */
  readonly database: string;
}

interface RegistrySchema extends DBSchema {
  accounts: { key: string; value: Registration };
}

const NAME = 'wifi-chat';

async function use<T>(
  work: (database: Awaited<ReturnType<typeof open>>) => Promise<T>,
): Promise<T> {
  const database = await open();
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

const open = () =>
  openDB<RegistrySchema>(NAME, 1, {
    upgrade(database) {
      database.createObjectStore('accounts', { keyPath: 'jid' });
    },
  });

/** Who uses this device now: the person signed in, else the reader without an account. */
export async function currentRegistration(): Promise<Registration | undefined> {
  // Sorted by JID, so the empty one comes first and a person's wins.
  return (await use((database) => database.getAll('accounts'))).pop();
}

export function findRegistration(jid: string): Promise<Registration | undefined> {
  return use((database) => database.get('accounts', jid));
}

export function saveRegistration(registration: Registration): Promise<unknown> {
  return use((database) => database.put('accounts', registration));
}

export function removeRegistration(jid: string): Promise<void> {
  return use((database) => database.delete('accounts', jid));
}
