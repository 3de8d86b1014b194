import { expect, test } from 'vitest';
import { listChannels, readChannel } from '../../src/app/store/read/channels.ts';
import { saveChannel, saveDirectory, showActive } from '../../src/app/store/write/channels.ts';
import type { ChannelConfig } from '../../src/protocol/channel.ts';
import { freshStore } from './fresh-store.ts';

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
