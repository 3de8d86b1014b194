import { expect, test } from 'vitest';
import { readThread } from '../../src/app/store/read/comments.ts';
import { readTopics } from '../../src/app/store/read/topics.ts';
import { saveItems } from '../../src/app/store/write/items.ts';
import { CHANNEL, freshStore, item } from './fresh-store.ts';

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).join(' ');

test.each([
  [0, '', true],
  [2, 'e d', true],
  [4, 'e d c b', true],
  [5, 'e d c b a', false],
  [9, 'e d c b a', false],
])(
  'the last %i topics are there, the newest first, and whether there are more',
  async (limit, ids, isMore) => {
    const store = freshStore();
    await saveItems(
      store,
      [
        ...['a', 'b', 'c', 'd', 'e'].map((id, n) => item(id, n + 1)),
        item('other', 9, { channel: 'z@topics.example.org' }),
      ],
      null,
    );
    const { topics, moreHere } = await readTopics(store, CHANNEL, limit);
    expect([idsOf(topics), moreHere]).toEqual([ids, isMore]);
    const nowhere = await readTopics(store, 'nowhere@topics.example.org', limit);
    expect(nowhere).toMatchObject({ topics: [], moreHere: false });
  },
);

test('two topics of the same activity are both there, wherever the page ends', async () => {
  const store = freshStore();
  await saveItems(
    store,
    [item('a', 1), item('b', 2), item('c', 3)].map((row) => ({ ...row, activity: 7 })),
    null,
  );
  for (const limit of [1, 2, 3]) {
    const { topics, moreHere } = await readTopics(store, CHANNEL, limit);
    expect([topics.length, moreHere]).toEqual([limit, limit < 3]);
  }
});

test('the last comments of a topic alone, oldest first', async () => {
  const store = freshStore();
  const comment = (id: string, seq: number, parent: string) => item(id, seq, { parent });
  await saveItems(
    store,
    [
      ...[item('t', 1), item('u', 2)],
      ...[comment('a', 3, 't'), comment('x', 4, 'u'), comment('b', 5, 't'), comment('c', 6, 't')],
    ],
    null,
  );
  const thread = await readThread(store, CHANNEL, 't', 2);
  expect([idsOf(thread?.comments ?? []), thread?.moreHere]).toEqual(['b c', true]);
});
