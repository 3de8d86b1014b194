import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, expect, test } from 'vitest';
import { currentOf, listRegistrations } from '../../src/app/store/registry.ts';
import { readSettings, saveSettings } from '../../src/app/store/settings.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

test('what was never set has its default', async () => {
  expect(await readSettings()).toEqual({
    ...{ textSize: 1, digitKeys: false, picturesOnTap: null },
    ...{ place: null, emergency: null },
  });
});

test('what was set is there at the next start', async () => {
  const set = {
    ...{ textSize: 3 as const, digitKeys: true, picturesOnTap: true },
    ...{ place: null, emergency: { place: '', language: 'en', groups: [], at: 1 } },
  };
  await saveSettings(set);
  expect(await readSettings()).toEqual(set);
});

test('a tab changes what it changes, and nothing that another tab set meanwhile', async () => {
  await saveSettings({ textSize: 3 });
  await saveSettings({ digitKeys: true });
  expect(await readSettings()).toMatchObject({ textSize: 3, digitKeys: true });
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

  await saveSettings({ ...(await readSettings()), textSize: 0 });
  expect(currentOf(await listRegistrations())).toEqual(anna);
  expect((await readSettings()).textSize).toBe(0);
});
