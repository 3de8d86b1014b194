/** The storage budget, and what it must never touch. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readOutbox } from '../../src/app/store/read/outbox.ts';
import { readTopics } from '../../src/app/store/read/topics.ts';
import { saveChannel } from '../../src/app/store/write/channels.ts';
import { saveDraft } from '../../src/app/store/write/draft.ts';
import { saveItems } from '../../src/app/store/write/items.ts';
import { saveMeta } from '../../src/app/store/write/meta.ts';
import { addPost } from '../../src/app/store/write/outbox.ts';
import { threadKey, trim, trimItems, weightOf } from '../../src/app/store/write/trim.ts';
import type { Item } from '../../src/protocol/channel.ts';
import { reach } from '../harness/reach.ts';
import { freshStore, item, ME } from './fresh-store.ts';

const CHANNELS = ['a@t', 'b@t'] as const;
const channel = fc.constantFrom(...CHANNELS);
const text = fc.string({ maxLength: 400 });
const topics = fc.array(fc.record({ channel, text, comments: fc.array(text, { maxLength: 4 }) }), {
  maxLength: 8,
});
const written = fc.array(fc.record({ channel, text }), { maxLength: 4 });

test('items give way, oldest topics first; outbox, drafts and cursors stay', async () => {
  await fc.assert(
    fc.asyncProperty(topics, written, fc.nat(6_000), async (all, own, budget) => {
      const store = freshStore();
      const items = itemsOf(all);
      for (const name of CHANNELS) await saveChannel(store, { channel: name, topicsFrom: 0 });
      await saveItems(store, items, ME);
      for (const [n, post] of own.entries()) {
        const more = { id: `o${n}`, parent: null, title: '', trouble: null };
        await addPost(store, { ...post, ...more });
        await saveDraft(store, { place: `p${n}`, title: '', text: `${post.text}!` });
      }
      await saveMeta(store, 'cursor', items.length);
      const stored = () =>
        store.read(['items', 'drafts', 'meta', 'channels'], async (tx) => ({
          items: await tx.objectStore('items').getAll(),
          kept: [
            await tx.objectStore('drafts').getAll(),
            await tx.objectStore('meta').getAll(),
            (await tx.objectStore('channels').getAll()).map((row) => row.lastRead),
          ],
        }));
      const before = await stored();
      const outbox = await readOutbox(store);
      await store.write(['channels', 'items'], (tx) => trim(tx, budget));
      const after = await stored();

      expect(await readOutbox(store)).toEqual(outbox);
      expect(after.kept).toEqual(before.kept);
      const weight = after.items.reduce((sum, row) => sum + weightOf(row), 0);
      expect(weight).toBeLessThanOrEqual(Math.max(budget, 0));
      // Nothing goes that could have stayed, and no thread is torn apart.
      const here = new Set(after.items.map(({ id }) => id));
      const gone = before.items.filter(({ id }) => !here.has(id));
      for (const row of gone) expect(here.has(row.parent ?? '')).toBe(false);
      const newestGone = Math.max(0, ...gone.map((row) => row.activity));
      for (const row of after.items.filter(({ parent }) => parent === null)) {
        expect(row.activity).toBeGreaterThan(newestGone);
      }
      // What a list shows is whole: it begins above all that went.
      for (const name of CHANNELS) {
        const list = await readTopics(store, name, 99);
        const left = after.items.filter((row) => row.channel === name && row.parent === null);
        expect(list.topics).toHaveLength(left.length);
        if (gone.some((row) => row.channel === name)) expect(list.moreThere).toBe(true);
      }
    }),
    { numRuns: reach(10_000) },
  );
}, 3_600_000);

test('what is on the screen stays, however old', async () => {
  const store = freshStore();
  await saveChannel(store, { channel: 'a@t', topicsFrom: 0 });
  const topic = { channel: 'a@t', text: '', comments: ['comment'] };
  await saveItems(store, itemsOf([topic, topic]), ME);
  const held = new Set([threadKey('a@t', 't0')]);
  await store.write(['channels', 'items'], (tx) => trim(tx, 0, held));
  const left = await store.read(['items'], (tx) => tx.objectStore('items').getAll());
  expect(left.map(({ id }) => id).sort()).toEqual(['c2', 't0']);
});

test('it stays at each reconnecting, too', async () => {
  const store = freshStore();
  const topic = { channel: 'a@t', text: 'x'.repeat(1_000), comments: [] };
  await saveItems(store, itemsOf(Array(2_001).fill(topic)), ME);
  store.hold('a@t', 't0');
  await trimItems(store);
  const left = await store.read(['items'], (tx) => tx.objectStore('items').getAllKeys());
  expect(left).toContainEqual(['a@t', 't0']);
  expect(left).not.toContainEqual(['a@t', 't1']);
});

/** Topics with their comments, numbered as a server would: one after the other. */
function itemsOf(all: readonly { channel: string; text: string; comments: readonly string[] }[]) {
  const items: Item[] = [];
  for (const { channel: name, text: words, comments } of all) {
    const parent = `t${items.length}`;
    const activity = items.length + 1 + comments.length;
    items.push(item(parent, items.length + 1, { channel: name, text: words, activity }));
    for (const comment of comments) {
      const seq = items.length + 1;
      items.push(item(`c${seq}`, seq, { channel: name, parent, text: comment }));
    }
  }
  return items;
}
