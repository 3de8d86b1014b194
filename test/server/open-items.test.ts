import { expect, test } from 'vitest';
import type { Item } from '../../src/protocol/channel.ts';
import { OpenFacts } from '../../src/server/pages/session/open-facts.ts';
import { COMMENTS_PAGE, OpenItems } from '../../src/server/pages/session/open-items.ts';

const CHANNEL = 'roads@topics.localhost';

function post(seq: number, parent: string | null = null, more: Partial<Item> = {}): Item {
  return {
    ...{ channel: CHANNEL, id: `i${seq}`, parent, author: 'ann@localhost', title: '' },
    ...{ text: `post ${seq}`, published: '2026-01-01T12:00:00Z', seq, activity: seq, replies: 0 },
    ...more,
  };
}

/** The lists of a channel with two topics, of which `i1` has one comment; all asked for once. */
async function known() {
  const items = new OpenItems((channel) => channel === CHANNEL);
  const asked: string[] = [];
  const topics = () =>
    items.topics(CHANNEL, async () => {
      asked.push('topics');
      return [post(1, null, { activity: 3, replies: 1 }), post(2)];
    });
  const thread = (topic = 'i1') =>
    items.thread(CHANNEL, topic, async () => {
      asked.push(topic);
      return { topic: post(1), comments: [post(3, 'i1')] };
    });
  const hear = (...posts: Item[]) =>
    items.hear({ kind: 'published', channel: CHANNEL, items: posts });
  await topics();
  await thread();
  const ids = (list: readonly Item[]) => list.map(({ id }) => id);
  return { items, asked, topics, thread, hear, ids };
}

test('a post that is pushed stands where a new answer would have it; nothing is asked', async () => {
  const { topics, thread, hear, ids, asked } = await known();
  hear(post(4, 'i2'));
  hear(post(5));
  hear(post(6, 'i1'));
  const list = await topics();
  expect(ids(list)).toEqual(['i1', 'i5', 'i2']);
  expect(list.map(({ replies }) => replies)).toEqual([2, 0, 1]);
  expect(ids((await thread()).comments)).toEqual(['i3', 'i6']);
  expect(asked).toEqual(['topics', 'i1']);
});

test('what an answer held already is not put in again', async () => {
  const { topics, thread, hear, ids } = await known();
  hear(post(3, 'i1'), post(2));
  expect(ids(await topics())).toEqual(['i1', 'i2']);
  expect((await topics())[0]?.replies).toBe(1);
  expect(ids((await thread()).comments)).toEqual(['i3']);
});

test('after a removal, and any other change, everything is asked for again', async () => {
  const { items, topics, thread, asked } = await known();
  items.hear({ kind: 'retracted', channel: CHANNEL, ids: ['i3'] });
  await topics();
  await thread();
  items.forget(CHANNEL);
  await thread();
  expect(asked).toEqual(['topics', 'i1', 'topics', 'i1', 'i1']);
});

test('a post that was left here without its author’s name is asked for again', async () => {
  for (const left of [post(2), post(3, 'i1')]) {
    const { topics, thread, hear, asked } = await known();
    hear({ ...left, author: 'gone@channels.localhost' });
    await topics();
    await thread();
    expect(asked).toEqual(['topics', 'i1', 'topics', 'i1']);
  }
});

test('what changes while it is asked for is not kept, nor what nobody would hear of', async () => {
  const items = new OpenItems((channel) => channel === CHANNEL);
  const ask = async () => {
    items.hear({ kind: 'retracted', channel: CHANNEL, ids: ['i9'] });
    return [post(1)];
  };
  await items.topics(CHANNEL, ask);
  expect(await items.topics(CHANNEL, async () => [])).toEqual([]);
  await items.topics('other@localhost', async () => [post(1)]);
  expect(await items.topics('other@localhost', async () => [])).toEqual([]);
});

test('a comment on a topic that the list does not show has it asked for again', async () => {
  const { topics, hear, asked } = await known();
  hear(post(4, 'i77'));
  await topics();
  expect(asked).toEqual(['topics', 'i1', 'topics']);
});

test('no more comments are kept than a page needs', async () => {
  const { thread, hear } = await known();
  for (let seq = 4; seq < 50; seq += 1) hear(post(seq, 'i1'));
  const { comments } = await thread();
  expect(comments).toHaveLength(COMMENTS_PAGE + 1);
  expect(comments.at(-1)?.id).toBe('i49');
});

test('what is told to be gone before its push came is not put back by a push of before', async () => {
  const facts = new OpenFacts(() => true);
  const ask = async () => [post(1)];
  const shown = async () => (await facts.items.topics(CHANNEL, ask)).map(({ id }) => id);
  const published = { kind: 'published', channel: CHANNEL, items: [post(2)] } as const;
  await shown();
  facts.await(CHANNEL, 3);
  expect(await shown()).toEqual(['i1']);
  facts.hear(published, 2);
  expect(await shown()).toEqual(['i1']);
  facts.hear({ kind: 'retracted', channel: CHANNEL, ids: ['i2'] }, 3);
  expect(await shown()).toEqual(['i1']);
  facts.hear({ ...published, items: [post(4)] }, 4);
  expect(await shown()).toEqual(['i4', 'i1']);
});

test('nor is it where somebody writes in that channel before the push came', async () => {
  const facts = new OpenFacts(() => true);
  const ask = async () => [post(1)];
  const shown = async () => (await facts.items.topics(CHANNEL, ask)).map(({ id }) => id);
  facts.await(CHANNEL, 3);
  facts.forget(CHANNEL);
  await shown();
  facts.hear({ kind: 'published', channel: CHANNEL, items: [post(2)] }, 2);
  expect(await shown()).toEqual(['i1']);
});
