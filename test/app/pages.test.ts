import { describe, expect, test } from 'vitest';
import { readThread } from '../../src/app/store/read/comments.ts';
import { readNewest } from '../../src/app/store/read/newest.ts';
import { readTopics } from '../../src/app/store/read/topics.ts';
import type { Store } from '../../src/app/store/store.ts';
import { buryItems, ITEM_PARTS, saveItems } from '../../src/app/store/write/items.ts';
import { saveMeta } from '../../src/app/store/write/meta.ts';
import { giveUpGap, saveComments, saveTopics } from '../../src/app/store/write/pages.ts';
import { CHANNEL, freshStore, item, ME } from './fresh-store.ts';

const newest = { last: false, older: undefined, upTo: 0 };
const topics = (...seqs: number[]) => seqs.map((seq) => item(`t${seq}`, seq));
const comments = (...seqs: number[]) => seqs.map((seq) => item(`c${seq}`, seq, { parent: 't' }));

async function shownTopics(store: Store, limit = 100) {
  const { topics: shown, gapBefore } = await readTopics(store, CHANNEL, limit);
  return shown.flatMap(({ id }) => (id === gapBefore ? ['gap', id] : [id]));
}

async function shownComments(store: Store) {
  const thread = await readThread(store, CHANNEL, 't', 100);
  return thread?.comments.flatMap(({ id }) => (id === thread.gapBefore ? ['gap', id] : [id]));
}

describe('topics', () => {
  test('come newest activity first, as many as asked for', async () => {
    const store = freshStore();
    await saveTopics(store, CHANNEL, { ...newest, items: topics(30, 20, 10) }, ME);
    expect(await shownTopics(store)).toEqual(['t30', 't20', 't10']);
    const list = await readTopics(store, CHANNEL, 2);
    expect(list).toMatchObject({ moreHere: true, moreThere: true });
    expect(list.topics).toHaveLength(2);
  });

  test('pages that do not meet are not shown as neighbours', async () => {
    const store = freshStore();
    await saveTopics(store, CHANNEL, { ...newest, items: topics(30, 20, 10) }, ME);
    await saveTopics(store, CHANNEL, { ...newest, items: topics(90, 80, 70) }, ME);
    const upper = ['t90', 't80', 't70'];
    expect(await shownTopics(store)).toEqual([...upper, 'gap', 't30', 't20', 't10']);
    await saveTopics(store, CHANNEL, { ...newest, older: 't70', items: topics(60, 50, 30) }, ME);
    expect(await shownTopics(store)).toEqual([...upper, 't60', 't50', 't30', 'gap', 't20', 't10']);
  });

  test('what is loaded at the end of the list, below a gap, leaves the gap where it is', async () => {
    const store = freshStore();
    await saveTopics(store, CHANNEL, { ...newest, items: topics(30, 20, 10) }, ME);
    await saveTopics(store, CHANNEL, { ...newest, items: topics(90, 80, 70) }, ME);
    const end = { ...newest, last: true, older: 't10', items: topics(6, 5) };
    await saveTopics(store, CHANNEL, end, ME);
    const lower = ['gap', 't30', 't20', 't10', 't6', 't5'];
    expect(await shownTopics(store)).toEqual(['t90', 't80', 't70', ...lower]);
    await saveTopics(store, CHANNEL, { ...newest, older: 't70', items: topics(60, 30, 20) }, ME);
    const filled = ['t90', 't80', 't70', 't60', 't30', 't20', 'gap', 't10', 't6', 't5'];
    expect(await shownTopics(store)).toEqual(filled);
  });

  test('a page that meets what is here joins it', async () => {
    const store = freshStore();
    await saveTopics(store, CHANNEL, { ...newest, items: topics(30, 20, 10) }, ME);
    await saveTopics(store, CHANNEL, { ...newest, items: topics(50, 40, 30) }, ME);
    expect(await shownTopics(store)).toEqual(['t50', 't40', 't30', 't20', 't10']);
  });

  test('the last page says that there is no more', async () => {
    const store = freshStore();
    await saveTopics(store, CHANNEL, { ...newest, last: true, items: topics(30, 20) }, ME);
    expect(await readTopics(store, CHANNEL, 5)).toMatchObject({
      moreHere: false,
      moreThere: false,
    });
  });

  test('the newest goes, too, and all of them; what came since it was asked for stays', async () => {
    const store = freshStore();
    await saveTopics(store, CHANNEL, { ...newest, items: topics(30, 20, 10) }, ME);
    const upTo = await readNewest(store, CHANNEL);
    await saveItems(store, topics(40), ME);
    await saveTopics(store, CHANNEL, { ...newest, upTo, items: topics(20, 10) }, ME);
    expect(await shownTopics(store)).toEqual(['t40', 't20', 't10']);
    await saveTopics(store, CHANNEL, { last: true, older: undefined, upTo: 40, items: [] }, ME);
    expect(await shownTopics(store)).toEqual([]);
  });

  test('what was removed meanwhile goes, with its comments', async () => {
    const store = freshStore();
    await saveTopics(store, CHANNEL, { ...newest, items: topics(30, 20, 10) }, ME);
    await saveItems(store, [item('c21', 21, { parent: 't20' })], ME);
    await saveTopics(store, CHANNEL, { ...newest, items: topics(30, 10) }, ME);
    expect(await shownTopics(store)).toEqual(['t30', 't10']);
    expect(await readThread(store, CHANNEL, 't20', 10)).toBeUndefined();
    const left = await store.read(['items'], (tx) => tx.objectStore('items').count());
    expect(left).toBe(2);
  });
});

describe('comments', () => {
  const page = { ...newest, count: 50 };

  test('the newest that was removed goes, and the only one; what came since stays', async () => {
    const store = freshStore();
    await saveItems(store, [item('t', 1), ...comments(11, 12, 13)], ME);
    const upTo = await readNewest(store, CHANNEL, 't');
    await saveItems(store, comments(14), ME);
    const shorter = { ...page, upTo, last: true, items: comments(11, 12) };
    await saveComments(store, CHANNEL, 't', shorter, ME);
    expect(await shownComments(store)).toEqual(['c11', 'c12', 'c14']);
    await saveComments(store, CHANNEL, 't', { ...page, upTo: 14, last: true, items: [] }, ME);
    expect(await shownComments(store)).toEqual([]);
  });

  test('come oldest first; a hole is not shown', async () => {
    const store = freshStore();
    await saveItems(store, [item('t', 1)], ME);
    await saveComments(store, CHANNEL, 't', { ...page, items: comments(11, 12, 13) }, ME);
    await saveComments(store, CHANNEL, 't', { ...page, items: comments(41, 42, 43) }, ME);
    const lower = ['c11', 'c12', 'c13'];
    expect(await shownComments(store)).toEqual([...lower, 'gap', 'c41', 'c42', 'c43']);
    const older = { ...page, older: 'c41', items: comments(13, 31) };
    await saveComments(store, CHANNEL, 't', older, ME);
    expect(await shownComments(store)).toEqual([
      ...['c11', 'c12', 'gap', 'c13', 'c31', 'c41', 'c42', 'c43'],
    ]);
    expect((await readThread(store, CHANNEL, 't', 1))?.topic.replies).toBe(50);
  });

  test('what is loaded at the beginning, before a gap, leaves the gap where it is', async () => {
    const store = freshStore();
    await saveItems(store, [item('t', 1)], ME);
    await saveComments(store, CHANNEL, 't', { ...page, items: comments(11, 12) }, ME);
    await saveComments(store, CHANNEL, 't', { ...page, items: comments(41, 42) }, ME);
    const begin = { ...page, last: true, older: 'c11', items: comments(7, 8) };
    await saveComments(store, CHANNEL, 't', begin, ME);
    expect(await shownComments(store)).toEqual(['c7', 'c8', 'c11', 'c12', 'gap', 'c41', 'c42']);
  });

  test('what is pushed counts once, whatever comes first', async () => {
    const store = freshStore();
    await saveItems(store, [item('t', 1, { activity: 5, replies: 2 })], ME);
    const push = (seq: number) => saveItems(store, comments(seq), ME);
    // The topic was fetched after this one: its count has it.
    await push(5);
    await push(6);
    await push(6);
    expect((await readThread(store, CHANNEL, 't', 9))?.topic).toMatchObject({
      replies: 3,
      activity: 6,
    });
    await store.write([...ITEM_PARTS], (tx) => buryItems(tx, CHANNEL, ['c6', 'c6', 'other'], 7));
    expect((await readThread(store, CHANNEL, 't', 9))?.topic.replies).toBe(2);
  });
});

const GAP = { after: 30, before: 45 };

test('where changes were missed, lists say so until they are loaded again', async () => {
  const store = freshStore();
  await saveTopics(store, CHANNEL, { ...newest, items: topics(30, 20, 10) }, ME);
  await saveItems(store, topics(50), ME);
  await saveMeta(store, 'gap', GAP);
  expect(await shownTopics(store)).toEqual(['t50', 'gap', 't30', 't20', 't10']);
  await giveUpGap(store, true, GAP);
  expect(await shownTopics(store)).toEqual(['t50', 'gap', 't30', 't20', 't10']);
  // That they are stored does not mean that nothing between them is missing.
  await saveTopics(store, CHANNEL, { ...newest, items: topics(50, 40, 30) }, ME);
  expect(await shownTopics(store)).toEqual(['t50', 't40', 't30', 'gap', 't20', 't10']);
  const older = { ...newest, last: true, older: 't30', items: topics(20, 10) };
  await saveTopics(store, CHANNEL, older, ME);
  expect(await shownTopics(store)).toEqual(['t50', 't40', 't30', 't20', 't10']);
});

test('a list that lost what nobody can tell about is whole no more, though it was loaded after the gap came', async () => {
  const store = freshStore();
  await saveMeta(store, 'gap', GAP);
  await saveTopics(store, CHANNEL, { ...newest, last: true, items: topics(50, 40) }, ME);
  expect(await readTopics(store, CHANNEL, 9)).toMatchObject({ moreThere: false });
  await giveUpGap(store, false, GAP);
  expect(await shownTopics(store)).toEqual(['t50']);
  expect(await readTopics(store, CHANNEL, 9)).toMatchObject({ moreThere: true });
});

test('where all that is here is older than the hole, the newest may be missing', async () => {
  const store = freshStore();
  await saveItems(store, [item('t', 1), ...comments(11, 12)], ME);
  await saveTopics(store, CHANNEL, { ...newest, items: topics(30) }, ME);
  await saveMeta(store, 'gap', { after: 30, before: 45 });
  expect((await readThread(store, CHANNEL, 't', 9))?.gapBefore).toBe('');
  expect(await shownTopics(store)).toEqual(['gap', 't30', 't']);
  const page = { ...newest, count: 2, items: comments(11, 12) };
  await saveComments(store, CHANNEL, 't', page, ME);
  expect((await readThread(store, CHANNEL, 't', 9))?.gapBefore).not.toBe('');
});

test('a topic that moved up since is not taken for removed by an older page', async () => {
  const store = freshStore();
  await saveTopics(store, CHANNEL, { ...newest, items: topics(90, 80) }, ME);
  await saveItems(store, topics(50), ME);
  await saveTopics(store, CHANNEL, { ...newest, older: 't80', items: topics(60, 40) }, ME);
  expect(await shownTopics(store)).toContain('t50');
});
