/** Browsers that take the database away. */
import { openDB } from 'idb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Account } from '../../src/app/actions/device.ts';
import { resendPost } from '../../src/app/actions/resend-post.ts';
import { keepDraft } from '../../src/app/actions/save-draft.ts';
import { discardPost, editPost } from '../../src/app/actions/withdraw.ts';
import { openDatabase, PATIENCE } from '../../src/app/store/open-database.ts';
import { listChannels } from '../../src/app/store/read/channels.ts';
import { readThread } from '../../src/app/store/read/comments.ts';
import { commentPlace, readDraft } from '../../src/app/store/read/draft.ts';
import { readMeta } from '../../src/app/store/read/meta.ts';
import { readOutbox } from '../../src/app/store/read/outbox.ts';
import { type Schema, upgrade, VERSION } from '../../src/app/store/schema.ts';
import { createStore, type Store } from '../../src/app/store/store.ts';
import { saveDraft } from '../../src/app/store/write/draft.ts';
import { saveItems } from '../../src/app/store/write/items.ts';
import { saveMeta } from '../../src/app/store/write/meta.ts';
import { addPost } from '../../src/app/store/write/outbox.ts';
import { userAgentOf } from '../../src/app/sync/sign-in-data.ts';
import { reach } from '../harness/reach.ts';
import { CHANNEL, freshStore, item, ME } from './fresh-store.ts';
import { VERSION_1, VERSION_2 } from './released-schemas.ts';

const PLACE = 'here';
const keep = (store: Store, text: string) =>
  keepDraft({ store } as Account, { place: PLACE, title: '', text });
const kept = async (store: Store) => (await readDraft(store, PLACE))?.text;

const REFUSED = {
  ...{ channel: CHANNEL, parent: 't', title: '', text: 'kept', trouble: 'refused' as const },
};

/** What is tested takes as long as it takes. */
const LONG = { timeout: 3_600_000 };

afterEach(() => {
  vi.restoreAllMocks();
});

/** The browser fails to open anything, so many times, or for ever. */
function failOpen(name: string, times = Number.POSITIVE_INFINITY): void {
  const real = indexedDB.open.bind(indexedDB);
  let left = times;
  vi.spyOn(indexedDB, 'open').mockImplementation((...args) => {
    left -= 1;
    if (left >= 0) throw new DOMException('no', name);
    return real(...args);
  });
}

/** The next transaction is done, and the browser says that it was broken off. */
function loseCommit(): void {
  const { transaction } = IDBDatabase.prototype;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(function (
    this: IDBDatabase,
    ...args
  ) {
    const tx = transaction.apply(this, args);
    const listen = tx.addEventListener.bind(tx);
    tx.addEventListener = (type: string, listener: EventListener) => {
      if (type === 'abort') listen('complete', listener);
    };
    return tx;
  });
}

/** Nothing is put into those any more, until so many items were deleted. */
function fill(stores: readonly string[], items: number): void {
  let left = items;
  const { delete: drop } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (
    this: IDBObjectStore,
    key,
  ) {
    if (this.name === 'items') left -= 1;
    return drop.call(this, key);
  });
  for (const verb of ['add', 'put'] as const) {
    const write = IDBObjectStore.prototype[verb];
    vi.spyOn(IDBObjectStore.prototype, verb).mockImplementation(function (
      this: IDBObjectStore,
      ...args
    ) {
      if (left <= 0 || !stores.includes(this.name)) return write.apply(this, args);
      this.transaction.abort();
      throw new DOMException('full', 'QuotaExceededError');
    });
  }
}

describe('on a full phone', () => {
  /** With three topics, of which the oldest is on the screen. */
  async function reading(): Promise<Store> {
    const store = freshStore();
    const topics = ['t1', 't2', 't3'].map((id, n) => item(id, n + 1));
    await saveItems(store, topics, ME);
    store.hold(CHANNEL, 't1');
    return store;
  }
  const here = async (store: Store) =>
    (await store.read(['items'], (tx) => tx.objectStore('items').getAll())).map(({ id }) => id);

  test('what was read gives way to what is typed, but for what is on the screen', async () => {
    const store = await reading();
    fill(['drafts', 'outbox'], 2);
    expect(await keep(store, 'text')).toBeNull();
    expect(await kept(store)).toBe('text');
    expect(await here(store)).toEqual(['t1']);
  });

  test('so it does to what is to be sent', async () => {
    const store = await reading();
    fill(['drafts', 'outbox'], 2);
    await addPost(store, { ...REFUSED, id: 'a', trouble: null });
    expect(await readOutbox(store)).toMatchObject([{ id: 'a' }]);
    expect(await here(store)).toEqual(['t1']);
  });

  test('a little that was read does not give way to more of its kind', async () => {
    const store = await reading();
    fill(['meta'], 1);
    await expect(saveMeta(store, 'cursor', 1)).rejects.toThrow('full');
    expect(await here(store)).toEqual(['t1', 't2', 't3']);
  });
});

describe(`what was typed is kept within ${PATIENCE} ms, or said not to be`, LONG, () => {
  const runs = reach(50);

  test('the handle is closed', async () => {
    const store = freshStore();
    for (let n = 0; n < runs; n += 1) {
      await store.read(['meta'], async (tx) => tx.db.close());
      expect(await keep(store, `text ${n}`)).toBeNull();
      expect(await kept(store)).toBe(`text ${n}`);
    }
  });

  test('the handle is closed in the middle of a write', async () => {
    const store = freshStore();
    for (let n = 0; n < runs; n += 1) {
      const saving = keep(store, `text ${n}`);
      await store.read(['meta'], async (tx) => tx.db.close());
      const trouble = await saving;
      expect(trouble === 'not-saved' || (await kept(store)) === `text ${n}`).toBe(true);
    }
  });

  test('opening fails some times (the server of WebKit is lost)', async () => {
    const store = freshStore();
    for (let n = 0; n < runs; n += 1) {
      await store.read(['meta'], async (tx) => tx.db.close());
      failOpen('UnknownError', 1 + (n % 4));
      expect(await keep(store, `text ${n}`)).toBeNull();
      vi.restoreAllMocks();
      expect(await kept(store)).toBe(`text ${n}`);
    }
  });

  test.each(['UnknownError', 'InvalidStateError', 'SecurityError'])(
    'opening always fails (%s, private windows)',
    async (name) => {
      const store = freshStore();
      failOpen(name);
      expect(await keep(store, 'text')).toBe('not-saved');
      vi.restoreAllMocks();
      expect(await keep(store, 'text')).toBeNull();
    },
  );

  test('opening always fails, and the phone’s clock is set back meanwhile', async () => {
    const store = freshStore();
    failOpen('UnknownError');
    const { now } = Date;
    let back = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => {
      back += 3_600_000;
      return now() - back;
    });
    expect(await keep(store, 'text')).toBe('not-saved');
  });

  test('opening never ends', async () => {
    const store = freshStore();
    const silent = { addEventListener: () => undefined, removeEventListener: () => undefined };
    const request = Object.assign(Object.create(IDBOpenDBRequest.prototype), silent);
    vi.spyOn(indexedDB, 'open').mockImplementation(() => request);
    expect(await keep(store, 'text')).toBe('not-saved');
  });

  test('the phone is full', async () => {
    const store = freshStore();
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore) {
      this.transaction.abort();
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await keep(store, 'text')).toBe('not-saved');
    vi.mocked(IDBObjectStore.prototype.put).mockImplementation(put);
    expect(await keep(store, 'text')).toBeNull();
  });

  test('the phone is full, and a post that was not taken is wanted back', async () => {
    const store = freshStore();
    const account = { store } as Account;
    await addPost(store, { ...REFUSED, id: 'a' });
    const [{ order = 0 } = {}] = await readOutbox(store);
    for (const verb of ['put', 'delete'] as const) {
      const full = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
      vi.spyOn(IDBObjectStore.prototype, verb).mockImplementation(full as never);
    }
    expect(await editPost(account, order)).toEqual({ trouble: 'not-saved' });
    expect(await resendPost(account, order)).toBe('not-saved');
    expect(await discardPost(account, order)).toBe('not-saved');
    expect(await readOutbox(store)).toMatchObject([REFUSED]);
  });

  test('the phone gives nothing back, and a post that was not taken is wanted back', async () => {
    const store = freshStore();
    const account = { store } as Account;
    await addPost(store, { ...REFUSED, id: 'a' });
    store.close();
    expect(await editPost(account, 1)).toEqual({ trouble: 'not-saved' });
    expect(await discardPost(account, 1)).toBe('not-saved');
  });

  test('a commit of which nobody hears is one post, and what is typed after it stays', async () => {
    const store = freshStore();
    expect(await readOutbox(store)).toEqual([]);
    loseCommit();
    const post = { ...REFUSED, id: 'a', trouble: null };
    const adding = addPost(store, post);
    while ((await readOutbox(store)).length === 0);
    await saveDraft(store, { place: commentPlace(CHANNEL, 't'), text: 'the next one' });
    await adding;
    expect((await readOutbox(store)).map(({ id }) => id)).toEqual(['a']);
    expect(await readDraft(store, commentPlace(CHANNEL, 't'))).toMatchObject({
      text: 'the next one',
    });
  });

  test('of two keys the later one counts, though the earlier has to be tried again', async () => {
    const store = freshStore();
    for (let n = 0; n < runs; n += 1) {
      await store.read(['meta'], async (tx) => tx.db.close());
      const first = keep(store, `text ${n}`);
      // It has failed by then, and waits to be tried again.
      await new Promise((resolve) => setTimeout(resolve, 50));
      const second = keep(store, `text ${n}.`);
      expect(await Promise.all([first, second])).toEqual([null, null]);
      expect(await kept(store)).toBe(`text ${n}.`);
    }
  });

  test('so does what is typed while room is made for what was sent', async () => {
    const store = freshStore();
    const place = commentPlace(CHANNEL, 't');
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(function (
      this: IDBObjectStore,
    ) {
      this.transaction.abort();
      throw new DOMException('full', 'QuotaExceededError');
    });
    const adding = addPost(store, { ...REFUSED, id: 'a', trouble: null });
    await Promise.all([adding, saveDraft(store, { place, text: 'the next one' })]);
    expect(await readOutbox(store)).toMatchObject([{ id: 'a' }]);
    expect(await readDraft(store, place)).toMatchObject({ text: 'the next one' });
  });

  test('a full phone starts all the same', async () => {
    const store = freshStore();
    const known = await userAgentOf(store);
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await userAgentOf(store)).toBe(known);
  });
});

describe('upgrading', LONG, () => {
  const post = {
    id: 'a',
    channel: CHANNEL,
    parent: 't',
    title: '',
    text: 'kept',
    trouble: null,
  };
  const runs = reach(20);

  const RELEASED = { 1: VERSION_1, 2: VERSION_2 };
  const channel = {
    channel: CHANNEL,
    config: { title: 'Water', updated: '2026-03-10T12:00:00Z', accessModel: 'open' },
    membership: { affiliation: 'none', subscription: 'subscribed' },
    rank: 1,
    lastRead: 4,
  };
  /** As the first release stored it: what the service said of it stood in no place of its own. */
  const topic = { ...item('t', 5, { activity: 9, replies: 3 }), topicActivity: 9, foreignSeq: 5 };
  const removed = { channel: CHANNEL, id: 'gone', seq: 6 };

  /** A database as that release left it. */
  async function released(version: keyof typeof RELEASED = 1): Promise<string> {
    const name = freshStore().name;
    const database = await openDB(name, version, { upgrade: RELEASED[version] });
    await database.add('outbox', post);
    await database.put('drafts', { place: PLACE, title: '', text: 'half' });
    await database.put('meta', 7, 'cursor');
    await database.put('channels', channel);
    await database.put('items', topic);
    if (version > 1) await database.put('tombstones', removed);
    database.close();
    return name;
  }

  async function expectAllKept(name: string, version = 1): Promise<void> {
    const store = createStore(name);
    expect(await readOutbox(store)).toMatchObject([post]);
    expect(await kept(store)).toBe('half');
    expect(await readMeta(store, 'cursor')).toBe(7);
    expect(await listChannels(store)).toMatchObject([channel]);
    expect((await readThread(store, CHANNEL, 't', 9))?.topic).toMatchObject(topic);
    // All of it is of use, too: a comment is counted, what was removed stays away, a post has its place.
    const late = { parent: 't', activity: 10 };
    await saveItems(store, [item('c', 10, late), item('gone', 4, late)], ME);
    const there = version > 1 ? ['c'] : ['gone', 'c'];
    const thread = await readThread(store, CHANNEL, 't', 9);
    expect(thread?.comments.map(({ id }) => id)).toEqual(there);
    expect(thread?.topic).toMatchObject({ replies: 4, activity: 10 });
    await addPost(store, { ...post, id: 'b' });
    expect((await readOutbox(store)).map(({ id }) => id)).toEqual(['a', 'b']);
  }

  test.each([1, 2] as const)('keeps every row of version %i', async (version) => {
    for (let n = 0; n < runs; n += 1) await expectAllKept(await released(version), version);
  });

  test('is tried from every version before this one', () => {
    expect(VERSION).toBe(Object.keys(RELEASED).length + 1);
  });

  test.each([1, 2] as const)(
    'of version %i that is cut short is as if it had not begun',
    async (version) => {
      for (let n = 0; n < runs; n += 1) {
        const name = await released(version);
        const dying = openDB<Schema>(name, VERSION, {
          upgrade(database, old, _new, tx) {
            upgrade(database, old);
            tx.done.catch(() => undefined);
            tx.abort();
          },
        });
        await expect(dying).rejects.toThrow();
        await expectAllKept(name, version);
      }
    },
  );

  test('waits for no tab that will not let go, and says so', async () => {
    for (let n = 0; n < runs; n += 1) {
      const name = await released();
      // It sleeps, and does not hear that it is in the way.
      const old = await openDB(name, 1);
      const listener = { gone: () => undefined, closed: () => undefined };
      await expect(openDatabase(name, listener)).rejects.toMatchObject({ name: 'BlockedError' });
      old.close();
      await expectAllKept(name);
    }
  });

  test('an older build leaves what a newer one wrote alone, and says so', async () => {
    for (let n = 0; n < runs; n += 1) {
      const name = await released();
      (await openDB(name, VERSION + 1)).close();
      const listener = { gone: () => undefined, closed: () => undefined };
      const opening = openDatabase(name, listener);
      await expect(opening).rejects.toMatchObject({ name: 'VersionError' });
      const newer = await openDB(name);
      expect(await newer.getAll('outbox')).toMatchObject([post]);
      newer.close();
    }
  });

  test('in another tab sends the old tab away', async () => {
    let told = 0;
    const store = createStore(freshStore().name, () => {
      told += 1;
    });
    expect(await kept(store)).toBeUndefined();
    (await openDB(store.name, VERSION + 1)).close();
    expect(told).toBe(1);
  });
});
