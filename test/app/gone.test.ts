/** What was removed while nobody told this phone: of channels that it does not follow, or follows anew. */
import { beforeEach, describe, expect, test } from 'vitest';
import { readChannel } from '../../src/app/store/read/channels.ts';
import { saveChannel } from '../../src/app/store/write/channels.ts';
import { saveItems } from '../../src/app/store/write/items.ts';
import { saveMeta } from '../../src/app/store/write/meta.ts';
import { loadChecked } from '../../src/app/sync/check-gone.ts';
import {
  archiveFin,
  archiveResult,
  readArchiveFilter,
  stanzaSeq,
} from '../../src/protocol/archive.ts';
import { entryOf } from '../../src/protocol/atom.ts';
import { nodeOf } from '../../src/protocol/channel.ts';
import { publishedEvent, retractedEvent } from '../../src/protocol/event.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { pageInfo, readPageRequest } from '../../src/protocol/rsm.ts';
import { type Element, el } from '../../src/protocol/xml.ts';
import { SERVICE, withService } from './fake-service.ts';
import { CHANNEL, item, ME } from './fresh-store.ts';

const FOLLOWS = { subscription: 'subscribed', affiliation: 'member' } as const;
const LEFT = { subscription: 'none', affiliation: 'none' } as const;

/** A service where some is gone, each by a change of its own, and that many were posted in all. */
function town(me: string | null) {
  const gone: { seq: number; event: Element }[] = [];
  const server = { saysAll: true, loaded: 0 };
  const { context, asked, say } = withService((query) => {
    const { after } = readPageRequest(query) ?? {};
    expect(readArchiveFilter(query)).toMatchObject({ gone: true });
    const told = gone.filter(({ seq }) => seq > Number(after));
    for (const { seq, event } of told) {
      const push = el(NS.CLIENT, 'message', { from: SERVICE }, event, stanzaSeq(SERVICE, seq));
      const result = archiveResult(query.attrs.queryid, seq, '', push);
      say(el(NS.CLIENT, 'message', { from: SERVICE }, result));
    }
    return archiveFin(server.saysAll, pageInfo({ count: told.length }));
  }, me);
  const { store } = context;
  return {
    ...{ context, asked, server },
    remove: (id: string, seq: number) =>
      gone.push({ seq, event: retractedEvent(nodeOf(CHANNEL), id) }),
    hide: (id: string, seq: number) => {
      const hidden = { ...item(id, 1), text: '', hidden: true as const, changed: seq };
      const event = publishedEvent(SERVICE, nodeOf(CHANNEL), id, entryOf(hidden, SERVICE));
      gone.push({ seq, event });
    },
    /** Opens the channel: the page that is loaded holds those. */
    open: (...seqs: number[]) =>
      loadChecked(context, CHANNEL, async () => {
        server.loaded += 1;
        const items = seqs.map((seq) => item(`t${seq}`, seq));
        await saveItems(store, items, me);
      }),
    async texts() {
      const rows = await store.read(['items'], (tx) => tx.objectStore('items').getAll());
      return rows.map(({ text }) => text);
    },
  };
}

describe.each([
  ['who reads without an account', null],
  ['who does not follow', ME],
])('of %s', (_, me) => {
  let there: ReturnType<typeof town>;
  beforeEach(async () => {
    there = town(me);
    await saveChannel(there.context.store, { channel: CHANNEL, rank: 0 });
    await there.open(3, 2, 1);
  });

  test('what was removed or hidden since goes, wherever in the list it was', async () => {
    there.remove('t2', 4);
    there.hide('t1', 5);
    there.hide('never-here', 6);
    await there.open(7);
    expect(await there.texts()).toEqual(['', 'text of t3', 'text of t7']);
    expect(there.server.loaded).toBe(2);
  });

  test('it is asked for from what was here the last time', async () => {
    await there.open(7);
    await there.open(7);
    const since = there.asked.map((query) => readPageRequest(query)?.after);
    expect(since).toEqual(['3', '3']);
    await there.open(8);
    expect(readPageRequest(there.asked.at(-1) as Element)?.after).toBe('7');
  });

  test('where nobody can say all of it, nothing that was kept stays', async () => {
    there.server.saysAll = false;
    await there.open(7);
    expect(await there.texts()).toEqual(['text of t7']);
    expect(there.server.loaded).toBe(3);
  });
});

test('who follows is told by pushes: nothing is asked', async () => {
  const { context, open, asked } = town(ME);
  await saveChannel(context.store, { channel: CHANNEL, membership: FOLLOWS });
  await open(1);
  expect(asked).toEqual([]);
});

test('who left and follows again learns what was removed between', async () => {
  const { context, open, asked, remove, texts } = town(ME);
  const { store } = context;
  await saveChannel(store, { channel: CHANNEL, membership: FOLLOWS });
  await open(1, 2);
  await saveMeta(store, 'cursor', 3);
  await saveChannel(store, { channel: CHANNEL, membership: LEFT, seq: 4 });
  remove('t1', 5);
  await saveChannel(store, { channel: CHANNEL, membership: FOLLOWS, seq: 6 });
  await open(2);
  expect(await texts()).toEqual(['text of t2']);
  expect(asked).toHaveLength(1);
  expect((await readChannel(store, CHANNEL))?.checked).toBeUndefined();
  await open(2);
  expect(asked).toHaveLength(1);
});
