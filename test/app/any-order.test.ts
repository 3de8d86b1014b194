import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Store } from '../../src/app/store/store.ts';
import { saveChannel } from '../../src/app/store/write/channels.ts';
import { saveItems } from '../../src/app/store/write/items.ts';
import { saveComments } from '../../src/app/store/write/pages.ts';
import { saveChanges } from '../../src/app/sync/save-changes.ts';
import { stanzaSeq } from '../../src/protocol/archive.ts';
import { entryOf } from '../../src/protocol/atom.ts';
import { type Affiliation, type Item, nodeOf } from '../../src/protocol/channel.ts';
import {
  affiliationEvent,
  configuredEvent,
  deletedEvent,
  publishedEvent,
  retractedEvent,
} from '../../src/protocol/event.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { type Element, el } from '../../src/protocol/xml.ts';
import { reach } from '../harness/reach.ts';
import { SERVICE, withService } from './fake-service.ts';
import { CHANNEL, item, ME } from './fresh-store.ts';

const NODE = nodeOf(CHANNEL);
const TOPIC = 't';

const push = (seq: number, event: Element): Element =>
  el(NS.CLIENT, 'message', { from: SERVICE, type: 'headline' }, event, stanzaSeq(SERVICE, seq));

const config = (title: string) => ({
  title,
  description: '',
  accessModel: 'open' as const,
  defaultAffiliation: 'publisher' as const,
  type: 'topic' as const,
  created: '',
  updated: '',
});

/** What a channel may live through; numbers choose among what is there. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'comment' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'topic' as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('retract' as const), pick: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'configure' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('role' as const), pick: fc.nat(2) }) },
);
const ending = fc.constantFrom('none', 'ban', 'delete', 'topic-gone');

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Told {
  readonly pushes: Element[];
  /** The comments on the topic as a page showed them after so many changes. */
  readonly pages: (readonly Item[])[];
}

/** Lets the service live through it: the push of each change, and the page after each. */
function live(steps: readonly Step[], end: string): Told {
  const pushes: Element[] = [];
  const pages: (readonly Item[])[] = [];
  let here: Item[] = [];
  const add = (event: Element) => {
    pushes.push(push(pushes.length + 1, event));
    pages.push(here.filter(({ parent }) => parent === TOPIC));
  };
  const publish = (id: string, parent: string | null) => {
    const post = item(id, pushes.length + 1, { parent });
    here.push(post);
    add(publishedEvent(SERVICE, NODE, id, entryOf(post, SERVICE)));
  };
  const retract = (id: string) => {
    here = here.filter((post) => post.id !== id);
    add(retractedEvent(NODE, id));
  };
  publish(TOPIC, null);
  for (const next of steps) {
    const id = `i${pushes.length}`;
    if (next.kind === 'comment') publish(id, TOPIC);
    else if (next.kind === 'topic') publish(id, null);
    else if (next.kind === 'configure') add(configuredEvent(NODE, config(id)));
    else if (next.kind === 'role') {
      const role = (['member', 'publisher', 'moderator'] as Affiliation[])[next.pick];
      add(affiliationEvent(NODE, ME, role as Affiliation));
    } else {
      const some = here.filter((post) => post.id !== TOPIC);
      const found = some[next.pick % Math.max(1, some.length)];
      if (found) retract(found.id);
    }
  }
  if (end === 'ban') add(affiliationEvent(NODE, ME, 'outcast'));
  if (end === 'delete') add(deletedEvent(NODE));
  if (end === 'topic-gone') {
    for (const { id, parent } of [...here]) if (parent === TOPIC) retract(id);
    retract(TOPIC);
  }
  return { pushes, pages };
}

async function phone() {
  const { context } = withService(() => undefined);
  const membership = { subscription: 'subscribed', affiliation: 'publisher' } as const;
  await saveChannel(context.store, { channel: CHANNEL, membership });
  return context;
}

/**
 * All that screens could show of it. Not the place in the list of a topic whose newest comment was
 * removed: whether that comment has ever been here cannot be known, and the next page says it.
 */
async function contents(store: Store) {
  return store.read(['channels', 'items'], async (tx) => {
    const rows = await tx.objectStore('channels').getAll();
    const items = await tx.objectStore('items').getAll();
    return {
      channels: rows.map(({ channel, config: { title }, membership }) => ({
        ...{ channel, title, membership },
      })),
      items: items.map(({ id, parent, text, seq, replies }) => ({
        ...{ id, parent, text, seq, replies },
      })),
    };
  });
}

test(`S9: ${reach(10_000)} orders of changes, doubled and before history, end in the same`, async () => {
  const order = fc.infiniteStream(fc.nat(1_000_000));
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      ending,
      order,
      fc.array(fc.nat(100), { maxLength: 3 }),
      fc.integer({ min: 1, max: 5 }),
      async (steps, end, chance, history, batch) => {
        const { pushes, pages } = live(steps, end);
        const straight = await phone();
        for (const one of pushes) await saveChanges(straight, [one]);
        const expected = await contents(straight.store);

        const any = () => chance.next().value as number;
        const work: { key: number; push?: Element; page?: readonly Item[] }[] = [];
        for (const one of pushes) {
          work.push({ key: any(), push: one });
          if (any() % 3 === 0) work.push({ key: any(), push: one });
        }
        for (const at of history) {
          const page = pages[at % pages.length];
          if (page) work.push({ key: any(), page });
        }
        work.sort((a, b) => a.key - b.key);
        const mixed = await phone();
        let pending: Element[] = [];
        for (const { push: one, page } of work) {
          if (one) pending.push(one);
          if (pending.length >= batch || page) {
            await saveChanges(mixed, pending);
            pending = [];
          }
          if (!page) continue;
          const whole = { items: page, count: page.length, last: true, older: undefined, upTo: 0 };
          await saveComments(mixed.store, CHANNEL, TOPIC, whole, ME);
        }
        await saveChanges(mixed, pending);
        expect(await contents(mixed.store)).toEqual(expected);
        await straight.store.destroy();
        await mixed.store.destroy();
      },
    ),
    { numRuns: reach(10_000) },
  );
}, 3_600_000);

test('I5: what was removed is not put back by a page or an item that comes late', async () => {
  const { store, ...rest } = await phone();
  const context = { store, ...rest };
  await saveItems(store, [item('t', 1), item('c', 2, { parent: 't' })], ME);
  await saveChanges(context, [push(3, retractedEvent(NODE, 'c'))]);
  const comments = [item('c', 2, { parent: 't' })];
  const page = { items: comments, count: 1, last: true, older: undefined, upTo: 0 };
  await saveComments(store, CHANNEL, 't', page, ME);
  await saveItems(store, comments, ME);
  expect((await contents(store)).items).toMatchObject([{ id: 't', replies: 0 }]);
  await saveChanges(context, [push(4, retractedEvent(NODE, 't'))]);
  await saveItems(store, [item('t', 1), item('d', 2, { parent: 't' })], ME);
  expect((await contents(store)).items).toEqual([]);
});

test('who may not read any more keeps nothing, and takes nothing in', async () => {
  const context = await phone();
  const { store } = context;
  await saveItems(store, [item('t', 1)], ME);
  await saveChanges(context, [push(2, affiliationEvent(NODE, ME, 'outcast'))]);
  await saveItems(store, [item('t', 1)], ME);
  expect((await contents(store)).items).toEqual([]);
  const again = { subscription: 'subscribed', affiliation: 'member' } as const;
  await saveChannel(store, { channel: CHANNEL, membership: again });
  await saveItems(store, [item('t', 1)], ME);
  expect((await contents(store)).items).toHaveLength(1);

  const closed = { ...config(''), accessModel: 'authorize' as const };
  await saveChannel(store, { channel: CHANNEL, config: closed });
  expect((await contents(store)).items).toHaveLength(1);
  const left = { subscription: 'none', affiliation: 'none' } as const;
  await saveChannel(store, { channel: CHANNEL, membership: left });
  expect((await contents(store)).items).toEqual([]);
});
