import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, expect, test } from 'vitest';
import { currentRegistration } from '../../src/app/store/registry.ts';
import { readSettings, saveSettings } from '../../src/app/store/settings.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

test('what was never set has its default', async () => {
  expect(await readSettings()).toEqual({ textSize: 1, digitKeys: false, picturesOnTap: null });
});

test('what was set is there at the next start', async () => {
  await saveSettings({ textSize: 3, digitKeys: true, picturesOnTap: true });
  expect(await readSettings()).toEqual({ textSize: 3, digitKeys: true, picturesOnTap: true });
});

test('a phone of the first version keeps its account, and can be set', async () => {
  const first = await openDB('wifi-chat', 1, {
    upgrade: (database) => {
      database.createObjectStore('accounts', { keyPath: 'jid' });
    },
  });
  const anna = { jid: 'anna@example.org', database: 'wifi-chat-1' };
  await first.put('accounts', anna);
  first.close();

  await saveSettings({ textSize: 0, digitKeys: false, picturesOnTap: false });
  expect(await currentRegistration()).toEqual(anna);
  expect((await readSettings()).textSize).toBe(0);
});
