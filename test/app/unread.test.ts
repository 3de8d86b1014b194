import { expect, test } from 'vitest';
import { listChannels } from '../../src/app/store/read/channels.ts';
import type { Store } from '../../src/app/store/store.ts';
import { saveChannel, saveDirectory, saveMemberships } from '../../src/app/store/write/channels.ts';
import { saveItems } from '../../src/app/store/write/items.ts';
import { markRead } from '../../src/app/store/write/mark-read.ts';
import { saveMeta } from '../../src/app/store/write/meta.ts';
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

async function unread(store: Store) {
  const rows = await listChannels(store);
  return rows.find((row) => row.channel === CHANNEL)?.unread;
}

test('what others wrote after the last reading is new', async () => {
  const store = freshStore();
  await saveChannel(store, { channel: CHANNEL, membership: FOLLOWS });
  await saveItems(store, [item('a', 5), item('b', 6)], ME);
  expect(await unread(store)).toBe(0);
  // What was there before this phone came counts as read.
  await saveMeta(store, 'readFloor', 5);
  expect(await unread(store)).toBe(1);
  await saveItems(store, [item('mine', 7, { author: ME })], ME);
  expect(await unread(store)).toBe(1);
  await markRead(store, CHANNEL);
  expect(await unread(store)).toBe(0);
  await saveItems(store, [item('c', 8, { parent: 'a' })], ME);
  expect(await unread(store)).toBe(1);
});

test('what was there before one followed is not new, and nothing is where one does not', async () => {
  const store = freshStore();
  await saveMeta(store, 'readFloor', 0);
  await saveMeta(store, 'cursor', 9);
  await saveChannel(store, { channel: CHANNEL, rank: 0 });
  await saveItems(store, [item('a', 5), item('b', 12)], ME);
  expect(await unread(store)).toBe(0);
  await saveChannel(store, { channel: CHANNEL, membership: FOLLOWS });
  expect(await unread(store)).toBe(1);
});

test('followed channels come first, then the open ones in the order of the directory', async () => {
  const store = freshStore();
  const named = ['c', 'a', 'b'].map((channel) => ({ channel, config: config(channel) }));
  await saveDirectory(store, named);
  await saveMemberships(store, [{ channel: 'b', membership: FOLLOWS }]);
  expect((await listChannels(store)).map(({ channel }) => channel)).toEqual(['b', 'c', 'a']);
  await saveDirectory(store, named.slice(1));
  await saveMemberships(store, []);
  expect((await listChannels(store)).map(({ channel }) => channel)).toEqual(['a', 'b']);
});
