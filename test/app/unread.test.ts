import { expect, test } from 'vitest';
import { listChannels, readChannel } from '../../src/app/store/read/channels.ts';
import { readStop, readTotalUnread, readUnread } from '../../src/app/store/read/unread.ts';
import type { Store } from '../../src/app/store/store.ts';
import { saveChannel, saveDirectory, saveMemberships } from '../../src/app/store/write/channels.ts';
import { saveGone } from '../../src/app/store/write/gone.ts';
import { saveItems } from '../../src/app/store/write/items.ts';
import { saveMeta } from '../../src/app/store/write/meta.ts';
import {
  markAllRead,
  markTopicRead,
  putAllRead,
  READING_PARTS,
  saveReading,
} from '../../src/app/store/write/readings.ts';
import { flushMarks } from '../../src/app/sync/flush-marks.ts';
import { type Reading, readingElement, readRequest } from '../../src/protocol/reading.ts';
import { refusal, silence, withService } from './fake-service.ts';
import { CHANNEL, freshStore, item, ME } from './fresh-store.ts';

const FOLLOWS = { subscription: 'subscribed', affiliation: 'publisher' } as const;
const config = (title: string) => ({
  title,
  description: '',
  accessModel: 'open' as const,
  defaultAffiliation: 'publisher' as const,
  type: 'topic' as const,
  created: '',
  updated: '',
});

const followed = async (counted = { unread: 0, upTo: 4 }) => {
  const store = freshStore();
  await saveChannel(store, { channel: CHANNEL, membership: FOLLOWS });
  await says(store, { floor: 4, ...counted });
  return store;
};

const NOTHING_READ: Reading = { channel: CHANNEL, floor: 0, unread: 0, upTo: 0, topics: [] };

/** By itself, or in an answer that was asked for just now, which is whole. */
async function says(store: Store, reading: Partial<Reading>, asked = false): Promise<void> {
  const before = await readChannel(store, CHANNEL);
  await saveReading(
    store,
    { ...NOTHING_READ, ...reading },
    asked ? { whole: true, before } : undefined,
  );
}

/** What every place that counts says: the list, the title, the channel with its topics. */
async function unread(store: Store): Promise<readonly [number, Record<string, number>]> {
  const rows = await listChannels(store);
  const { total, topics } = await readUnread(store, CHANNEL);
  expect(rows.find((row) => row.channel === CHANNEL)?.unread).toBe(total);
  expect(await readTotalUnread(store)).toBe(total);
  return [total, Object.fromEntries(topics)];
}

test('before the service has counted, and where one does not follow, nothing is new', async () => {
  const store = freshStore();
  await saveChannel(store, { channel: CHANNEL, rank: 0 });
  await saveItems(store, [item('a', 5)], ME);
  expect(await unread(store)).toEqual([0, {}]);
  await says(store, { unread: 3, upTo: 9 });
  expect(await unread(store)).toEqual([0, {}]);
});

test('what was read before one began to follow is not new, though no push told of it', async () => {
  const store = freshStore();
  await saveMeta(store, 'cursor', 3);
  await saveChannel(store, { channel: CHANNEL, rank: 0 });
  await saveItems(store, [item('a', 5, { activity: 7, replies: 1 })], ME);
  // The answer comes before the push that has a number.
  await saveChannel(store, { channel: CHANNEL, membership: FOLLOWS });
  await saveChannel(store, { channel: CHANNEL, membership: FOLLOWS, seq: 8 });
  await saveItems(store, [item('a1', 7, { parent: 'a' })], ME);
  expect(await unread(store)).toEqual([0, {}]);
  await saveItems(store, [item('b', 9)], ME);
  expect(await unread(store)).toEqual([1, { b: 1 }]);
});

test('what was not read when one left a channel is not new when one follows it again, nor is its topic', async () => {
  const store = await followed();
  await says(store, { unread: 2, upTo: 6, topics: [{ id: 'a', seq: 0, unread: 2 }] }, true);
  expect(await unread(store)).toEqual([2, { a: 2 }]);
  const membership = { subscription: 'none', affiliation: 'none' } as const;
  await saveChannel(store, { channel: CHANNEL, rank: 0, membership });
  await saveChannel(store, { channel: CHANNEL, membership: FOLLOWS });
  expect(await unread(store)).toEqual([0, {}]);
});

test('what others write after the service has counted is added, topic by topic', async () => {
  const store = await followed({ unread: 2, upTo: 6 });
  await says(store, { unread: 2, upTo: 6, topics: [{ id: 'a', seq: 0, unread: 2 }] }, true);
  await saveItems(store, [item('a', 5), item('c6', 6, { parent: 'a' })], ME);
  expect(await unread(store)).toEqual([2, { a: 2 }]);
  const mine = item('mine', 7, { parent: 'a', author: ME });
  await saveItems(store, [mine, item('c8', 8, { parent: 'a' }), item('b', 9)], ME);
  expect(await unread(store)).toEqual([4, { a: 3, b: 1 }]);
});

test('opening a topic reads that topic alone, with what the service counted there', async () => {
  const store = await followed();
  await says(store, { unread: 40, upTo: 6, topics: [{ id: 'a', seq: 0, unread: 39 }] }, true);
  await saveItems(store, [item('a', 5), item('b', 6), item('c', 7, { parent: 'a' })], ME);
  expect(await unread(store)).toEqual([41, { a: 40, b: 1 }]);
  await markTopicRead(store, CHANNEL, 'a');
  expect(await unread(store)).toEqual([1, { b: 1 }]);
  expect(await readStop(store, CHANNEL, 'a')).toEqual({ seq: 7, unread: 0 });
  expect(await marks(store)).toEqual([{ channel: CHANNEL, topic: 'a', seq: 7 }]);
  await saveItems(store, [item('d', 8, { parent: 'a' })], ME);
  expect(await unread(store)).toEqual([2, { a: 1, b: 1 }]);
});

test('a topic that the service has not told of counts what is here', async () => {
  const store = await followed({ unread: 2, upTo: 6 });
  await saveItems(store, [item('a', 5), item('b', 6)], ME);
  await markTopicRead(store, CHANNEL, 'b');
  expect(await unread(store)).toEqual([1, { a: 1 }]);
});

test('what was read already, or is not followed, is marked without a word to the screens', async () => {
  const [store, stranger] = [await followed(), freshStore()];
  const told: string[] = [];
  for (const each of [store, stranger]) {
    await saveItems(each, [item('a', 5)], ME);
    each.onChange((parts) => told.push(...parts));
  }
  await markTopicRead(store, CHANNEL, 'a');
  expect(told.splice(0)).toContain('items');
  // A screen reads again after a change, and marks what it shows: told each time it would never end.
  await markTopicRead(store, CHANNEL, 'a');
  await markTopicRead(stranger, CHANNEL, 'a');
  expect(told).toEqual([]);
});

test('what is removed after it was counted is new no more; what was removed before that is not counted', async () => {
  const store = await followed();
  const topics = [
    { id: 'a', seq: 6, unread: 3 },
    { id: 'r', seq: 12, unread: 0 },
  ];
  await says(store, { unread: 4, upTo: 20, topics }, true);
  const by = (id: string, seq: number, parent: string) => item(id, seq, { parent });
  const mine = item('mine', 10, { parent: 'b', author: ME });
  const here = [item('a', 5), by('a7', 7, 'a'), by('a8', 8, 'a'), item('b', 9), mine];
  await saveItems(store, [...here, item('r', 11), by('r12', 12, 'r'), by('b25', 25, 'b')], ME);
  expect(await unread(store)).toEqual([5, { a: 3, b: 2 }]);
  const remove = (id: string, seq: number) =>
    saveGone(store, [{ event: { kind: 'retracted', channel: CHANNEL, ids: [id] }, seq }], ME);
  const before = await readChannel(store, CHANNEL);
  for (const [id, seq, left] of [
    ['a7', 30, [4, { a: 2, b: 2 }]],
    ['a7', 30, [4, { a: 2, b: 2 }]],
    ['mine', 31, [4, { a: 2, b: 2 }]],
    ['a8', 19, [4, { a: 2, b: 2 }]],
    ['r12', 32, [4, { a: 2, b: 2 }]],
    ['a', 33, [2, { b: 2 }]],
    ['b25', 34, [1, { b: 1 }]],
    ['r', 35, [1, { b: 1 }]],
    ['b', 36, [0, {}]],
  ] as const) {
    await remove(id, seq);
    expect(await unread(store), id).toEqual(left);
  }
  // An answer that was on its way counts what is gone since.
  const late = { ...NOTHING_READ, floor: 4, unread: 4, upTo: 20 };
  expect(await saveReading(store, late, { whole: false, before })).toBe(false);
  expect(await unread(store)).toEqual([0, {}]);
});

test('everything is read at once, in one channel or in all', async () => {
  const store = await followed({ unread: 7, upTo: 20 });
  await saveItems(store, [item('a', 5), item('b', 22)], ME);
  await markAllRead(store, CHANNEL);
  expect(await unread(store)).toEqual([0, {}]);
  await saveItems(store, [item('c', 23)], ME);
  expect(await unread(store)).toEqual([1, { c: 1 }]);
  await markAllRead(store);
  expect(await unread(store)).toEqual([0, {}]);
  expect(await marks(store)).toEqual([
    { channel: '', topic: '', seq: 23 },
    { channel: CHANNEL, topic: '', seq: 22 },
  ]);
});

test('an answer that was asked for before all was read brings nothing back', async () => {
  const store = freshStore();
  await saveChannel(store, { channel: CHANNEL, membership: FOLLOWS });
  const before = { channel: CHANNEL, floor: 3, unread: 2, upTo: 9, topics: [] };
  await saveReading(store, before);
  expect(await readTotalUnread(store)).toBe(2);
  await markAllRead(store);
  await saveReading(store, { ...before, upTo: 12 });
  expect(await readTotalUnread(store)).toBe(0);
  await saveReading(store, { ...before, floor: 9, unread: 1, upTo: 12 });
  expect(await readTotalUnread(store)).toBe(1);
});

test('an answer that was on its way counts nothing that was read meanwhile and told since', async () => {
  const items = [item('a', 5), item('b', 6)];
  const late = { ...NOTHING_READ, unread: 2, upTo: 6 };
  const reads: Record<string, (store: Store) => Promise<unknown>> = {
    'one topic here': (store) => markTopicRead(store, CHANNEL, 'a'),
    'all here': (store) => markAllRead(store),
    'one topic elsewhere': (store) =>
      says(store, { unread: 1, upTo: 6, topics: [{ id: 'a', seq: 5, unread: 0 }] }),
    'all elsewhere': (store) => store.write([...READING_PARTS, 'items'], (tx) => putAllRead(tx, 6)),
  };
  for (const [where, read] of Object.entries(reads)) {
    const store = await followed({ unread: 2, upTo: 6 });
    await saveItems(store, items, ME);
    const before = await readChannel(store, CHANNEL);
    await read(store);
    await store.write(['marks'], (tx) => tx.objectStore('marks').clear());
    const left = await unread(store);
    for (const whole of [false, true]) {
      expect(await saveReading(store, late, { whole, before }), where).toBe(false);
      expect(await unread(store), where).toEqual(left);
    }
    // What is asked for now is as things stand.
    await says(store, { unread: 9, upTo: 6, floor: 6 }, true);
    expect((await unread(store))[0], where).toBe(9);
  }
});

test('all that was read elsewhere leaves new what came after that', async () => {
  const store = await followed({ unread: 2, upTo: 6 });
  await saveItems(store, [item('a', 5), item('b', 6), item('c', 7)], ME);
  await store.write([...READING_PARTS, 'items'], (tx) => putAllRead(tx, 5));
  expect(await unread(store)).toEqual([2, { b: 1, c: 1 }]);
});

test('another device’s reading is taken over, and never takes back what was read here', async () => {
  const store = await followed({ unread: 2, upTo: 6 });
  await saveItems(store, [item('a', 5), item('b', 6)], ME);
  const late = { unread: 2, upTo: 6, topics: [{ id: 'a', seq: 0, unread: 1 }] };
  await says(store, { unread: 1, upTo: 7, topics: [{ id: 'a', seq: 5, unread: 0 }] });
  expect(await unread(store)).toEqual([1, { b: 1 }]);
  await says(store, late);
  expect(await unread(store)).toEqual([1, { b: 1 }]);
  await store.write([...READING_PARTS, 'items'], (tx) => putAllRead(tx, 7));
  expect(await unread(store)).toEqual([0, {}]);
  await says(store, late, true);
  expect(await unread(store)).toEqual([0, {}]);
});

test('marks are sent, and stay where the service cannot be reached', async () => {
  let away = true;
  const { context, asked } = withService((payload) => {
    if (away) silence();
    if (payload.attrs.item === 'gone') refusal({ type: 'cancel', condition: 'item-not-found' })();
    const channel = CHANNEL;
    return readingElement({ channel, floor: 8, unread: 5, upTo: 9, topics: [] });
  });
  const { store } = context;
  await saveChannel(store, { channel: CHANNEL, membership: FOLLOWS });
  await saveItems(store, [item('a', 5), item('gone', 6)], ME);
  await markTopicRead(store, CHANNEL, 'a');
  await markTopicRead(store, CHANNEL, 'gone');
  expect(await flushMarks(context)).toBe('offline');
  expect(await marks(store)).toHaveLength(2);
  away = false;
  expect(await flushMarks(context)).toBeNull();
  expect(await marks(store)).toEqual([]);
  expect(asked.at(-2)).toEqual(readRequest({ channel: CHANNEL, topic: 'a', seq: 5 }));
  expect(await unread(store)).toEqual([5, {}]);
});

test('what is read while the service is told of another topic is not new again by its answer', async () => {
  const { context } = withService(() => {
    const topics = [{ id: 'b', seq: 4, unread: 1 }];
    return readingElement({ channel: CHANNEL, floor: 4, unread: 1, upTo: 6, topics });
  });
  const { store, ask } = context;
  await saveChannel(store, { channel: CHANNEL, membership: FOLLOWS });
  await says(store, { floor: 4, unread: 2, upTo: 6 }, true);
  await saveItems(store, [item('a', 5), item('b', 6)], ME);
  await markTopicRead(store, CHANNEL, 'a');
  const slow: typeof context = {
    ...context,
    async ask(type, payload) {
      const answer = await ask(type, payload);
      await markTopicRead(store, CHANNEL, 'b');
      return answer;
    },
  };
  expect(await flushMarks(slow)).toBeNull();
  expect(await unread(store)).toEqual([0, {}]);
  expect(await marks(store)).toEqual([{ channel: CHANNEL, topic: 'b', seq: 6 }]);
});

function marks(store: Store) {
  return store.read(['marks'], (tx) => tx.objectStore('marks').getAll());
}

test('followed channels come first, then the open ones in the order of the directory', async () => {
  const store = freshStore();
  const named = ['c', 'a', 'b'].map((channel) => ({ channel, config: config(channel) }));
  await saveDirectory(store, named);
  await saveMemberships(store, [{ channel: 'b', membership: FOLLOWS }], new Map());
  expect((await listChannels(store)).map(({ channel }) => channel)).toEqual(['b', 'c', 'a']);
  await saveDirectory(store, named.slice(1));
  await saveMemberships(store, [], new Map());
  expect((await listChannels(store)).map(({ channel }) => channel)).toEqual(['a', 'b']);
});
