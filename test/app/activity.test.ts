import { expect, test } from 'vitest';
import { listChannels, readChannel } from '../../src/app/store/read/channels.ts';
import { readOwnPosts } from '../../src/app/store/read/own-posts.ts';
import {
  deleteChannel,
  saveChannel,
  saveDirectory,
  showActive,
} from '../../src/app/store/write/channels.ts';
import { buryItems } from '../../src/app/store/write/items.ts';
import { saveMeta } from '../../src/app/store/write/meta.ts';
import type { ChannelConfig } from '../../src/protocol/channel.ts';
import { CHANNEL, freshStore, item } from './fresh-store.ts';

const config = (updated: string): ChannelConfig => ({
  title: '',
  description: '',
  accessModel: 'open',
  defaultAffiliation: 'member',
  type: 'topic',
  created: '',
  updated,
});

test('what was posted in a channel moves it up, and an old post does not move it down', async () => {
  const store = freshStore();
  await saveDirectory(store, [
    { channel: 'roads@t', config: config('2026-03-10T12:00:00Z') },
    { channel: 'water@t', config: config('2026-03-09T12:00:00Z') },
  ]);
  const order = async () => (await listChannels(store)).map(({ channel }) => channel);
  const post = (at: string) => store.write(['channels'], (tx) => showActive(tx, 'water@t', at));
  expect(await order()).toEqual(['roads@t', 'water@t']);
  await post('2026-03-11T12:00:00Z');
  expect(await order()).toEqual(['water@t', 'roads@t']);
  await post('2026-03-01T12:00:00Z');
  expect(await order()).toEqual(['water@t', 'roads@t']);
});

test('a list that does not tell when a channel was made takes nothing away', async () => {
  const store = freshStore();
  const created = '2025-12-01T10:00:00Z';
  await saveChannel(store, { channel: 'anna@t', config: { ...config(''), created } });
  await saveChannel(store, { channel: 'anna@t', config: config('2026-03-10T12:00:00Z') });
  expect((await readChannel(store, 'anna@t'))?.config).toMatchObject({
    created,
    updated: '2026-03-10T12:00:00Z',
  });
});

test('of what one wrote, what is gone since is not shown again without a network', async () => {
  const store = freshStore();
  const elsewhere = { channel: 'roads@t' };
  expect(await readOwnPosts(store)).toBeUndefined();
  await saveMeta(store, 'ownPosts', [
    ...[item('a', 1), item('b', 2), item('c', 3, { parent: 'b' })],
    ...[item('d', 4, elsewhere), item('e', 6, elsewhere)],
  ]);
  await store.write(['items', 'channels', 'tombstones'], async (tx) => {
    await buryItems(tx, CHANNEL, ['b'], 7);
    await deleteChannel(tx, elsewhere.channel, 5);
  });
  expect((await readOwnPosts(store))?.map(({ id }) => id)).toEqual(['a', 'e']);
});
