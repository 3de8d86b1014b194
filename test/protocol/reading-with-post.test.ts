import { expect, test } from 'vitest';
import type { Item } from '../../src/protocol/channel.ts';
import { type Reading, withPost } from '../../src/protocol/reading.ts';

const channel = 'roads@topics.localhost';
const me = 'me@localhost';

const reading: Reading = {
  ...{ channel, floor: 2, unread: 1, upTo: 5 },
  topics: [{ id: 'a', seq: 0, unread: 1 }],
};

function post(seq: number, parent: string | null, more: Partial<Item> = {}): Item {
  return {
    ...{ channel, id: `i${seq}`, parent, author: 'ann@localhost', title: '', text: 'x' },
    ...{ published: '2026-01-01T12:00:00Z', seq, activity: seq, replies: 0, ...more },
  };
}

test('a post that came later is unread in its topic and its channel', () => {
  const later = withPost(withPost(reading, post(6, 'a'), me), post(7, null), me);
  expect(later).toEqual({
    ...{ channel, floor: 2, unread: 3, upTo: 7 },
    topics: [
      { id: 'i7', seq: 0, unread: 1 },
      { id: 'a', seq: 0, unread: 2 },
    ],
  });
});

test('what was counted, what one wrote oneself and what stands elsewhere is not', () => {
  expect(withPost(reading, post(5, 'a'), me)).toEqual(reading);
  expect(withPost(reading, post(6, 'a', { author: me }), me)).toEqual({ ...reading, upTo: 6 });
  expect(withPost(reading, post(6, 'a', { channel: 'other@topics.localhost' }), me)).toEqual(
    reading,
  );
});
