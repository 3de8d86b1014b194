import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { commentPlace } from '../../src/app/store/place.ts';
import { readThread } from '../../src/app/store/read/comments.ts';
import { readDraft } from '../../src/app/store/read/draft.ts';
import { readMeta } from '../../src/app/store/read/meta.ts';
import { readOutbox, readPosts } from '../../src/app/store/read/outbox.ts';
import { readTogether } from '../../src/app/store/read/reader.ts';
import { restoreTyped } from '../../src/app/store/second-copy.ts';
import { createStore, type Store } from '../../src/app/store/store.ts';
import { putBefore, saveDraft, saveProfileDraft } from '../../src/app/store/write/draft.ts';
import { forgetAllBut } from '../../src/app/store/write/forget.ts';
import { saveItems } from '../../src/app/store/write/items.ts';
import { saveMeta } from '../../src/app/store/write/meta.ts';
import {
  addPost,
  markPost,
  removePost,
  replacePost,
  takeBack,
} from '../../src/app/store/write/outbox.ts';
import { CHANNEL, freshStore, item, ME } from './fresh-store.ts';

const post = (id: string) => ({
  id,
  channel: CHANNEL,
  parent: 't',
  title: '',
  text: `text of ${id}`,
  trouble: null,
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const profile = (name: string) => ({ name, about: '', status: '' });
test.each<['strict' | 'relaxed', string, (store: Store) => Promise<unknown>]>([
  ['strict', 'a draft', (store) => saveDraft(store, { place: 'here', text: 'half' })],
  ['strict', 'what was put before it', (store) => putBefore(store, 'here', 'half')],
  ['strict', 'a profile', (store) => saveProfileDraft(store, profile('Anna'), profile(''))],
  ['strict', 'a post', (store) => addPost(store, post('a'))],
  ['strict', 'a post taken back', (store) => takeBack(store, 1)],
  ['strict', 'the second copy', (store) => restoreTyped(store, ME)],
  ['strict', 'what has to be gone', (store) => forgetAllBut(store, ['meta'])],
  // These come from the service again; on the disk at once, they would keep a slow phone waiting.
  ['relaxed', 'items', (store) => saveItems(store, [item('t', 1)], ME)],
  ['relaxed', 'the cursor', (store) => saveMeta(store, 'cursor', 1)],
])('%s to the browser is the writing of %s', async (durability, _, write) => {
  const copy = new Response(JSON.stringify({ drafts: [{ place: 'here' }], outbox: [] }));
  vi.stubGlobal('caches', { open: async () => ({ match: async () => copy }) });
  const asked = vi.spyOn(IDBDatabase.prototype, 'transaction');
  await write(freshStore());
  const writing = asked.mock.calls.filter(([, mode]) => mode === 'readwrite');
  expect(writing.map(([, , options]) => options)).toEqual([{ durability }]);
});

describe('drafts and outbox', () => {
  test('a post takes its draft along, and keeps its place in the order of writing', async () => {
    const store = freshStore();
    const place = commentPlace(CHANNEL, 't');
    await saveDraft(store, { place, title: '', text: 'half' });
    expect((await readDraft(store, commentPlace(CHANNEL, 't')))?.text).toBe('half');
    await addPost(store, post('a'));
    await addPost(store, post('b'));
    expect(await readDraft(store, commentPlace(CHANNEL, 't'))).toBeUndefined();
    expect((await readOutbox(store)).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(await readPosts(store, CHANNEL, null)).toEqual([]);
  });

  test('what is read while keys are still being stored has all of them', async () => {
    const store = freshStore();
    const place = commentPlace(CHANNEL, 't');
    const storing = ['W', 'We', 'Wel'].map((text) => saveDraft(store, { place, text }));
    expect((await readDraft(store, place))?.text).toBe('Wel');
    await Promise.all(storing);
  });

  test('an emptied draft is gone', async () => {
    const store = freshStore();
    const place = commentPlace(CHANNEL, 't');
    await saveDraft(store, { place, title: '', text: 'x' });
    await saveDraft(store, { place, title: '', text: '' });
    expect(await readDraft(store, commentPlace(CHANNEL, 't'))).toBeUndefined();
  });

  test('for whom it is written is something to keep', async () => {
    const store = freshStore();
    await saveDraft(store, { place: 'for:', title: '', text: '', onBehalf: 'Mrs Mokoena' });
    expect(await readDraft(store, 'for:')).toMatchObject({ onBehalf: 'Mrs Mokoena' });
  });

  test('a photo that comes late goes with what was typed meanwhile', async () => {
    const store = freshStore();
    const photo = { id: 'p', width: 1, height: 1, alt: '' };
    const late = () =>
      saveDraft(store, { place: 'here', photo }, { id: 'p', content: new ArrayBuffer(1) });
    await late();
    expect(await readDraft(store, 'here')).toEqual({ place: 'here', title: '', text: '', photo });
    await saveDraft(store, { place: 'here', title: 'new', text: 'words' });
    const whole = { place: 'here', title: 'new', text: 'words', photo };
    expect(await readDraft(store, 'here')).toEqual(whole);
    await saveDraft(store, { place: 'here', photo: undefined });
    await late();
    expect(await readDraft(store, 'here')).toEqual(whole);
  });

  test('a refused post keeps its text and its place', async () => {
    const store = freshStore();
    await addPost(store, post('a'));
    const [{ order } = { order: 0 }] = await readOutbox(store);
    await markPost(store, order as number, 'forbidden');
    expect(await readOutbox(store)).toMatchObject([{ id: 'a', trouble: 'forbidden' }]);
    await markPost(store, order as number, null);
    expect(await readOutbox(store)).toMatchObject([{ id: 'a', trouble: null }]);
    await removePost(store, order as number);
    // An answer that comes after it was discarded must not bring it back.
    await markPost(store, order as number, 'refused');
    expect(await readOutbox(store)).toEqual([]);
  });

  test('a confirmed post becomes an item in one stroke', async () => {
    const store = freshStore();
    await saveItems(store, [item('t', 1)], ME);
    await addPost(store, post('a'));
    const [{ order } = { order: 0 }] = await readOutbox(store);
    await replacePost(store, order as number, item('a', 2, { parent: 't', author: ME }), ME);
    expect(await readOutbox(store)).toEqual([]);
    const thread = await readThread(store, CHANNEL, 't', 10);
    expect(thread?.comments.map(({ id }) => id)).toEqual(['a']);
    expect(thread?.topic).toMatchObject({ replies: 1, activity: 2 });
  });

  test('read together, a post is in one place at every moment of being confirmed', async () => {
    const store = freshStore();
    await saveItems(store, [item('t', 1)], ME);
    await addPost(store, post('a'));
    const [{ order } = { order: 0 }] = await readOutbox(store);
    const look = () =>
      readTogether(store, ['channels', 'items', 'meta', 'outbox'], async (reader) => {
        const posts = await readPosts(reader, CHANNEL, 't');
        const comments = (await readThread(reader, CHANNEL, 't', 10))?.comments ?? [];
        return [...posts, ...comments].map(({ id }) => id);
      });
    const before = look();
    const confirmed = replacePost(store, order as number, item('a', 2, { parent: 't' }), ME);
    for (const seen of [before, look(), confirmed.then(look)]) expect(await seen).toEqual(['a']);
  });

  test('a post that came back in a page is not shown as waiting, too', async () => {
    const store = freshStore();
    await saveItems(store, [item('t', 1)], ME);
    await addPost(store, post('a'));
    await saveItems(store, [item('a', 2, { parent: 't', author: ME })], ME);
    expect(await readOutbox(store)).toHaveLength(1);
    expect(await readPosts(store, CHANNEL, 't')).toEqual([]);
  });
});

test('what fails half-way is taken back', async () => {
  const store = freshStore();
  const failing = store.write(['meta'], async (tx) => {
    await tx.objectStore('meta').put(7, 'cursor');
    throw new Error('half-way');
  });
  await expect(failing).rejects.toThrow('half-way');
  expect(await readMeta(store, 'cursor')).toBeUndefined();
});

test('a handle that was closed behind our back is opened again', async () => {
  const store = freshStore();
  await saveMeta(store, 'cursor', 1);
  await store.read(['meta'], async (tx) => tx.db.close());
  expect(await readMeta(store, 'cursor')).toBe(1);
});

test('whoever shows something hears of changes to it, in other tabs too', async () => {
  const store = freshStore();
  const other = createStore(store.name);
  const heard: string[] = [];
  store.onChange((parts) => heard.push(`here ${parts}`));
  const elsewhere = new Promise((resolve) => other.onChange(resolve));
  await saveMeta(store, 'cursor', 1);
  expect(heard).toEqual(['here meta']);
  expect(await elsewhere).toEqual(['meta']);
});

test('destroyed is gone, and other tabs let go of it', async () => {
  const store = freshStore();
  let told = false;
  const other = createStore(store.name, () => {
    told = true;
  });
  await saveMeta(store, 'cursor', 1);
  expect(await readMeta(other, 'cursor')).toBe(1);
  await store.destroy();
  expect(told).toBe(true);
  const names = (await indexedDB.databases()).map(({ name }) => name);
  expect(names).not.toContain(store.name);
});

test('what comes late for a store that was destroyed, in any tab, does not bring it back', async () => {
  const store = freshStore();
  let told = 0;
  const other = createStore(store.name, () => {
    told += 1;
  });
  const left = createStore(store.name, () => expect.unreachable());
  for (const each of [store, other, left]) await readMeta(each, 'cursor');
  left.close();
  await store.destroy();
  await expect.poll(() => told).toBe(1);
  for (const each of [store, other, left]) {
    await expect(saveMeta(each, 'cursor', 1)).rejects.toThrow(DOMException);
  }
  const names = (await indexedDB.databases()).map(({ name }) => name);
  expect(names).not.toContain(store.name);
});

test('emptied is empty: nothing stays in any part', async () => {
  const store = freshStore();
  await saveDraft(
    store,
    { place: 'here', title: '', text: 'x' },
    { id: 'p', content: new ArrayBuffer(1) },
  );
  const parts = await store.read(['meta'], async (tx) => [...tx.db.objectStoreNames]);
  await forgetAllBut(store, []);
  const rows = await store.read(parts, (tx) =>
    Promise.all(parts.map((part) => tx.objectStore(part).count())),
  );
  expect(rows).toEqual(parts.map(() => 0));
});

test('a newer build in another tab can upgrade: the old handle makes way', async () => {
  const store = freshStore();
  await saveMeta(store, 'cursor', 1);
  const newer = await openDB(store.name, 99);
  newer.close();
  await deleteDB(store.name);
});

test('what was hidden, or shown again, stays so, whatever comes late and in which order', async () => {
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ] as const;
  const forms = [
    item('c', 2, { parent: 't', text: 'insult' }),
    item('c', 2, { parent: 't', text: '', hidden: true, changed: 5 }),
    item('c', 2, { parent: 't', text: 'insult', changed: 8 }),
  ];
  for (const order of orders) {
    const store = freshStore();
    await saveItems(store, [item('t', 1)], ME);
    let newest = 0;
    for (const which of order) {
      newest = Math.max(newest, which);
      await saveItems(store, [forms[which] as (typeof forms)[0]], ME);
      const comment = (await readThread(store, CHANNEL, 't', 10))?.comments[0];
      expect(comment?.text).toBe(newest === 1 ? '' : 'insult');
      expect(comment?.hidden).toBe(newest === 1 ? true : undefined);
    }
  }
});
