/** Signing in and out as a whole: what it leaves on the phone, a full one too. */
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { changePassword } from '../../src/app/actions/change-password.ts';
import type { Account, Device } from '../../src/app/actions/device.ts';
import { payDebt, sweep } from '../../src/app/actions/leftovers.ts';
import { openDevice, openReader } from '../../src/app/actions/open-device.ts';
import { signIn } from '../../src/app/actions/sign-in.ts';
import { signOut } from '../../src/app/actions/sign-out.ts';
import { listRegistrations, saveRegistration } from '../../src/app/store/registry.ts';
import { createStore } from '../../src/app/store/store.ts';
import { saveDraft } from '../../src/app/store/write/draft.ts';
import { createWays } from '../../src/app/xmpp/ways.ts';
import { freshStore } from './fresh-store.ts';
import { ScriptedServer, type Stream } from './scripted-server.ts';

// Older Node.js has none; phones do.
vi.stubGlobal('navigator', {});

const ANNA = 'anna@localhost';

let server: ScriptedServer;
let device: Device;
/** How often a store was taken away by another tab, as it seemed. */
let taken = 0;

beforeEach(async () => {
  server = await ScriptedServer.start();
});

afterEach(async () => {
  vi.restoreAllMocks();
  device.account.get().stop();
  server.stop();
  for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name as string);
});

/** Starts the app as it starts on a phone. */
async function open(): Promise<void> {
  const site = { domain: 'localhost', operator: '', ways: createWays(server.url, server.url) };
  device = await openDevice(site, (name) => createStore(name, () => (taken += 1)));
  // The reader's; nobody answers.
  await server.stream();
}

/** Anna's sign-in, up to what the server says to it. */
async function enter(answer: (stream: Stream) => void, stay = true) {
  const outcome = signIn(device, { username: 'anna', password: 'geheim', stay });
  const stream = await server.stream();
  await stream.greet();
  await stream.expect(/PLAIN/);
  answer(stream);
  return outcome;
}

const welcome = (stream: Stream) =>
  stream.welcome('<token xmlns="urn:xmpp:fast:0" token="t" expiry="2099-01-01T00:00:00Z"/>');

const names = async () => (await indexedDB.databases()).map(({ name }) => name);

/** Nothing more can be written, until `less` went. */
function fill(less: 'deleteDatabase' | null): void {
  const { put } = IDBObjectStore.prototype;
  let full = true;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...args
  ) {
    const request = put.apply(this, args);
    const { transaction } = this;
    const error = new DOMException('full', 'QuotaExceededError');
    const refuse = () => Object.assign(transaction, { error }).abort();
    if (full) request.addEventListener('success', refuse);
    return request;
  });
  if (!less) return;
  const remove = indexedDB[less].bind(indexedDB);
  vi.spyOn(indexedDB, less).mockImplementation((name) => {
    full = false;
    return remove(name);
  });
}

test('signed out on a full phone, nothing of the person is left', async () => {
  await open();
  expect(await enter(welcome)).toBeNull();
  const { name } = device.account.get().store;
  fill('deleteDatabase');
  await signOut(device);
  expect(device.account.get().me).toBeNull();
  expect(await names()).not.toContain(name);
  // Told that the token is worth nothing when there is a link.
  expect((await listRegistrations()).find(({ jid }) => jid === ANNA)).toMatchObject({
    doomed: true,
    owed: { token: { token: 't' } },
  });
});

test('signing out twice, by an impatient press, is signing out once', async () => {
  await open();
  expect(await enter(welcome)).toBeNull();
  await Promise.all([signOut(device), signOut(device)]);
  const { me, store } = device.account.get();
  expect(me).toBeNull();
  const reader = (await listRegistrations()).find(({ jid }) => jid === '');
  expect(reader?.database).toBe(store.name);
  // One reader, and nobody's database is left over.
  await store.read(['meta'], async () => undefined);
  expect((await names()).filter((name) => name !== 'wifi-chat')).toEqual([store.name]);
});

test('a phone that gives nothing back starts anew in place of a sign-out that only seems to be one', async () => {
  await open();
  expect(await enter(welcome)).toBeNull();
  const reload = vi.fn();
  vi.stubGlobal('location', { reload });
  device.account.get().store.close();
  await signOut(device);
  expect(reload).toHaveBeenCalled();
  expect(device.account.get().me).toBe(ANNA);
});

test('two tabs that start together share one reader', async () => {
  const site = { domain: 'localhost', operator: '', ways: createWays(server.url, server.url) };
  const start = () => openDevice(site, (name) => createStore(name));
  const [one, other] = await Promise.all([start(), start()]);
  device = one;
  other.account.get().stop();
  expect(other.account.get().store.name).toBe(one.account.get().store.name);
});

test('a tab that starts while another one signs in takes no reader’s database that is being deleted', async () => {
  await open();
  const reader = device.account.get().store.name;
  const remove = indexedDB.deleteDatabase.bind(indexedDB);
  let other: Promise<Account> | undefined;
  vi.spyOn(indexedDB, 'deleteDatabase').mockImplementation((name) => {
    if (name === reader) other = openReader({ ...device, openStore: (its) => createStore(its) });
    return remove(name);
  });
  expect(await enter(welcome)).toBeNull();
  const { stop, store } = (await other) as Account;
  stop();
  expect(store.name).not.toBe(reader);
  expect((await listRegistrations())[0]).toEqual({ jid: '', database: store.name });
  expect(await names()).not.toContain(reader);
});

test.each(['before', 'after'])(
  'a reader’s database that is to be deleted is, where that begins %s the next reader is there',
  async (when) => {
    await open();
    const { store, stop } = device.account.get();
    stop();
    await saveRegistration({ jid: '', database: store.name, doomed: true });
    const isNext = async () => (await listRegistrations())[0]?.database !== store.name;
    const request = async (_: string, work: () => unknown) => {
      while (when === 'after' && !(await isNext()));
      return work();
    };
    vi.stubGlobal('navigator', { locks: { request } });
    await open();
    vi.stubGlobal('navigator', {});
    const next = device.account.get().store.name;
    await expect.poll(names).not.toContain(store.name);
    expect(await listRegistrations()).toEqual([{ jid: '', database: next }]);
  },
);

test('who signs in on a full phone is told so, and is not signed in', async () => {
  await open();
  const reader = device.account.get();
  fill(null);
  expect(await signIn(device, { username: 'anna', password: 'geheim', stay: true })).toBe(
    'not-saved',
  );
  expect(device.account.get()).toBe(reader);
  vi.restoreAllMocks();
  expect((await listRegistrations()).map(({ jid }) => jid)).toEqual(['']);
});

test('who signs in where the phone opens no database any more is told so', async () => {
  await open();
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('lost', 'UnknownError');
  });
  expect(await signIn(device, { username: 'anna', password: 'geheim', stay: true })).toBe(
    'not-saved',
  );
});

test('who is signed in is so, though the reader’s database cannot be deleted', async () => {
  await open();
  vi.spyOn(indexedDB, 'deleteDatabase').mockImplementation(() => {
    throw new DOMException('lost', 'UnknownError');
  });
  expect(await enter(welcome)).toBeNull();
  vi.restoreAllMocks();
  expect(device.account.get().me).toBe(ANNA);
});

test('who signs in anew, while another tab clears up after their last session, is on the list', async () => {
  await open();
  await saveRegistration({ jid: ANNA, database: freshStore().name, stay: false });
  const anew = { jid: ANNA, database: 'anew', stay: false };
  const left = await sweep(device.site, (name) => ({
    ...createStore(name),
    destroy: () => saveRegistration(anew).then(() => undefined),
  }));
  expect(left.map(({ jid }) => jid)).toEqual(['']);
  expect(await listRegistrations()).toContainEqual(anew);
});

test('who does not stay signed in any more leaves no list that was drawn while they did', async () => {
  await open();
  const drawn = new Set(['drawn']);
  const nothing = async () => undefined;
  vi.stubGlobal('caches', {
    open: async () => ({ match: nothing, put: nothing, delete: nothing }),
    delete: async (name: string) => drawn.delete(name),
  });
  onTestFinished(() => void vi.stubGlobal('caches', undefined));
  expect(await enter(welcome, false)).toBeNull();
  expect([...drawn]).toEqual([]);
});

test('where the phone does not say how somebody is signed in, their password stays', async () => {
  await open();
  expect(await enter(welcome)).toBeNull();
  const { get } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (
    this: IDBObjectStore,
    key,
  ) {
    if (key === ANNA) throw new DOMException('lost', 'UnknownError');
    return get.call(this, key);
  });
  expect(await changePassword(device, 'geheim', 'a new password')).toBe('not-saved');
  expect(server.unexpected).toBe(0);
});

test('a phone that gets full while somebody signs in goes on as the reader it was', async () => {
  await open();
  const reader = device.account.get();
  let stream: Stream | undefined;
  const outcome = await enter((greeted) => {
    stream = greeted;
    fill(null);
    greeted.welcome();
  });
  expect(outcome).toBe('not-saved');
  expect(device.account.get()).toBe(reader);
  // The new session says goodbye.
  await stream?.expect(/<close/);
});

test('a sign-out is not undone by what was owed before and is paid just then', async () => {
  await open();
  const owed = { token: { mechanism: 'HT-SHA-256-NONE', token: 'old' }, userAgent: 'phone' };
  const listed = { jid: ANNA, database: freshStore().name, owed };
  await saveRegistration(listed);
  const paying = payDebt(device.site, listed);
  const stream = await server.stream();
  await stream.greet();
  await stream.expect(/HT-SHA-256-NONE/);
  const { get } = IDBObjectStore.prototype;
  let leaving: Promise<unknown> | undefined;
  vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (
    this: IDBObjectStore,
    key,
  ) {
    if (key === ANNA) leaving ??= saveRegistration({ ...listed, doomed: true });
    return get.call(this, key);
  });
  stream.refuse();
  await paying;
  await leaving;
  expect((await listRegistrations()).find(({ jid }) => jid === ANNA)).toMatchObject({
    doomed: true,
  });
});

test('whose draft waited for them since an earlier session signs out as everybody does', async () => {
  const { name } = freshStore();
  await saveRegistration({ jid: ANNA, database: name, stay: false });
  const before = createStore(name);
  await saveDraft(before, { place: 'here', title: '', text: 'half' });
  before.close();
  await open();
  expect((await listRegistrations()).find(({ jid }) => jid === ANNA)).toMatchObject({ away: true });
  expect(await enter((stream) => stream.refuse())).toBe('wrong-password');
  expect(await enter(welcome)).toBeNull();
  expect(device.account.get().store.name).toBe(name);
  taken = 0;
  await signOut(device);
  // A channel tells other tabs, and stores that were left open, a moment later.
  const told = new Promise((resolve) => {
    new BroadcastChannel('after').onmessage = resolve;
  });
  new BroadcastChannel('after').postMessage('');
  await told;
  expect(taken).toBe(0);
});

test('a database that the browser cannot open, of whose session is over, keeps nobody from reading', async () => {
  await open();
  expect(await enter(welcome, false)).toBeNull();
  const { stop, store } = device.account.get();
  stop();
  store.close();
  const real = indexedDB.open.bind(indexedDB);
  vi.spyOn(indexedDB, 'open').mockImplementation((...all) => {
    if (all[0] === store.name) throw new DOMException('broken', 'UnknownError');
    return real(...all);
  });
  await open();
  expect(device.account.get().me).toBeNull();
  vi.restoreAllMocks();
  // What waits in it is theirs, as soon as it can be read.
  expect(await listRegistrations()).toContainEqual(
    expect.objectContaining({ jid: ANNA, database: store.name }),
  );
});
