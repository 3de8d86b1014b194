/** What belongs to the device rather than to one account: who uses it, and how it is set. */
import { type DBSchema, type IDBPObjectStore, openDB } from 'idb';
import type { DataUsed } from './data-used.ts';
import type { Registration } from './registry.ts';
import type { Settings } from './settings.ts';

interface DeviceSchema extends DBSchema {
  accounts: { key: string; value: Registration };
  settings: { key: string; value: Partial<Settings & DataUsed> };
}

const NAME = 'wifi-chat';
const VERSION = 2;

type Part = 'accounts' | 'settings';
type Rows<P extends Part> = IDBPObjectStore<DeviceSchema, [P], P, 'readwrite'>;

/** Opens a part of it for one piece of work: a handle that stays open would hold up newer builds. */
export async function useDeviceDatabase<P extends Part, T>(
  part: P,
  work: (rows: Rows<P>) => Promise<T>,
): Promise<T> {
  const database = await openDB<DeviceSchema>(NAME, VERSION, {
    upgrade(fresh, oldVersion) {
      if (oldVersion < 1) fresh.createObjectStore('accounts', { keyPath: 'jid' });
      if (oldVersion < 2) fresh.createObjectStore('settings');
    },
  });
  try {
    const tx = database.transaction(part, 'readwrite');
    const [result] = await Promise.all([work(tx.store), tx.done]);
    return result;
  } finally {
    database.close();
  }
}
