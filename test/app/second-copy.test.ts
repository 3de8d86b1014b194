/** What a person typed, once more: for the phone whose database its browser threw away. */
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { sweep } from '../../src/app/actions/leftovers.ts';
import { readDraft } from '../../src/app/store/read/draft.ts';
import { readOutbox } from '../../src/app/store/read/outbox.ts';
import {
  findRegistration,
  removeRegistration,
  saveRegistration,
} from '../../src/app/store/registry.ts';
import { copyTyped, dropCopy, restoreTyped } from '../../src/app/store/second-copy.ts';
import { createStore, type Store } from '../../src/app/store/store.ts';
import { saveDraft } from '../../src/app/store/write/draft.ts';
import { forgetAllBut } from '../../src/app/store/write/forget.ts';
import { saveMeta } from '../../src/app/store/write/meta.ts';
import { addPost } from '../../src/app/store/write/outbox.ts';
import { startAccount } from '../../src/app/sync/account.ts';
import { createWays } from '../../src/app/xmpp/ways.ts';
import { CHANNEL, freshStore, ME } from './fresh-store.ts';
import { ScriptedServer } from './scripted-server.ts';

const kept = new Map<string, Response>();
let server: ScriptedServer;

beforeEach(async () => {
  server = await ScriptedServer.start();
  kept.clear();
  vi.stubGlobal('caches', {
    open: async () => ({
      put: async (path: string, content: Response) => kept.set(path, content),
      match: async (path: string) => kept.get(path)?.clone(),
      delete: async (path: string) => kept.delete(path),
    }),
  });
  // What another test has copied is no news.
  await dropCopy(ME);
});

afterEach(() => server.stop());

/** A store of somebody who has been here: with a post that waits, and a draft. */
async function written(): Promise<Store> {
  const store = freshStore();
  await saveMeta(store, 'userAgent', 'phone');
  const post = { id: 'a', channel: CHANNEL, parent: 't', title: '', text: 'Sent.', trouble: null };
  await addPost(store, post);
  await saveDraft(store, { place: 'p', text: 'Half' });
  await copyTyped(store, ME);
  return store;
}

const site = () => ({ domain: 'example.org', operator: '', ways: createWays(server.url, '') });

/** The app starts, and nobody answers. */
async function start(store: Store): Promise<void> {
  const account = await startAccount(site(), store, ME, { kind: 'token', username: 'anna' });
  account.stop();
}

const texts = async (store: Store) => [
  ...(await readOutbox(store)).map(({ text }) => text),
  (await readDraft(store, 'p'))?.text,
];

test('is there again where a browser began the database of that person anew, that one alone', async () => {
  const { name, destroy } = await written();
  await destroy();
  const store = createStore(name);
  await start(store);
  expect(await texts(store)).toEqual(['Sent.', 'Half']);
  expect(kept.size).toBe(1);
});

test('… and where their session is over: it waits for their next one', async () => {
  const { name, destroy } = await written();
  await destroy();
  const entry = { jid: ME, database: name, stay: false };
  await saveRegistration(entry);
  onTestFinished(() => removeRegistration(ME));
  expect(await sweep(site(), createStore)).toEqual([]);
  expect(await findRegistration(ME)).toEqual({ ...entry, away: true });
  expect(await texts(createStore(name))).toEqual(['Sent.', 'Half']);
  expect(kept.size).toBe(1);
});

test('is not written again for being put back: who does not get in would lose it with the database', async () => {
  const { name, destroy } = await written();
  await destroy();
  // As in a page that has copied nothing yet.
  const [[path, copy] = []] = kept;
  await dropCopy(ME);
  kept.set(path as string, copy as Response);
  const store = createStore(name);
  await restoreTyped(store, ME);
  kept.clear();
  await copyTyped(store, ME);
  expect(kept.size).toBe(0);
});

test.each([
  ['in use', []],
  ['kept for its person’s next time', ['meta'] as const],
])('comes in no way of what is typed since, in a database that is %s', async (_, emptied) => {
  const store = await written();
  await saveDraft(store, { place: 'p', text: 'Half a thought' });
  if (emptied.length > 0) await forgetAllBut(store, ['outbox', 'drafts', 'photos']);
  await start(store);
  expect(await texts(store)).toEqual(['Sent.', 'Half a thought']);
});
