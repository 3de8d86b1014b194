import { describe, expect, test } from 'vitest';
import { readMeta } from '../../src/app/store/read/meta.ts';
import { readOutbox } from '../../src/app/store/read/outbox.ts';
import { readTopics } from '../../src/app/store/read/topics.ts';
import { saveItems } from '../../src/app/store/write/items.ts';
import { saveMeta } from '../../src/app/store/write/meta.ts';
import { addPost } from '../../src/app/store/write/outbox.ts';
import { catchUp } from '../../src/app/sync/catch-up.ts';
import type { SyncContext } from '../../src/app/sync/context.ts';
import { takePushes } from '../../src/app/sync/incoming.ts';
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
import { SERVICE, silence, withService } from './fake-service.ts';
import { CHANNEL, item, ME } from './fresh-store.ts';

const push = (seq: number, event: Element, attrs = {}): Element =>
  el(
    NS.CLIENT,
    'message',
    { from: SERVICE, type: 'headline', ...attrs },
    event,
    stanzaSeq(SERVICE, seq),
  );

const published = (id: string, seq: number, author = 'ben@example.org'): Element => {
  const entry = entryOf(item(id, seq, { author }), SERVICE);
  return push(seq, publishedEvent(SERVICE, nodeOf(CHANNEL), id, entry));
};

const retracted = (id: string, seq: number): Element =>
  push(seq, retractedEvent(nodeOf(CHANNEL), id));

/**
 * A service with that many changes, numbered from 1: item `iN` was published as change N. Asked what is
 * gone it says `gone`, and whether that is all.
 */
function archive(count: number, onAsk: () => void = () => undefined, allGone = true) {
  const service = withService((query) => {
    onAsk();
    const filter = readArchiveFilter(query);
    if (typeof filter === 'object' && filter.gone) {
      const result = archiveResult(query.attrs.queryid, 30, '', retracted('gone', 30));
      service.say(el(NS.CLIENT, 'message', { from: SERVICE }, result));
      return archiveFin(allGone, pageInfo({ count: 1, first: '30', last: '30' }));
    }
    const page = readPageRequest(query) ?? {};
    const max = page.max ?? 50;
    const all = Array.from({ length: count }, (_, index) => index + 1);
    const before = Number(page.before || count + 1);
    const after = all.filter((seq) => seq > Number(page.after ?? 0) && seq < before);
    const rows = page.before === undefined ? after.slice(0, max) : after.slice(-max);
    for (const seq of rows) {
      const result = archiveResult(query.attrs.queryid, seq, '', published(`i${seq}`, seq));
      service.say(el(NS.CLIENT, 'message', { from: SERVICE }, result));
    }
    const [first, last] = rows.length > 0 ? [`${rows[0]}`, `${rows[rows.length - 1]}`] : [];
    return archiveFin(rows.length === after.length, pageInfo({ count, first, last }));
  });
  return service;
}

async function stored({ store }: SyncContext): Promise<number> {
  return (await readTopics(store, CHANNEL, 1_000)).topics.length;
}

describe('catching up', () => {
  test('the first time takes the newest', async () => {
    const { context } = archive(80);
    await catchUp(context);
    expect(await stored(context)).toBe(50);
    expect(await readMeta(context.store, 'cursor')).toBe(80);
  });

  test('a new town has nothing to catch up with', async () => {
    const { context } = archive(0);
    await catchUp(context);
    expect(await readMeta(context.store, 'cursor')).toBeUndefined();
  });

  test('takes all that came after the cursor, page by page', async () => {
    const { context, asked } = archive(350);
    await saveMeta(context.store, 'cursor', 20);
    await catchUp(context);
    expect(asked).toHaveLength(4);
    expect(await stored(context)).toBe(330);
    expect(await readMeta(context.store, 'cursor')).toBe(350);
  });

  test('takes the newest first, and goes on where a broken link left it', async () => {
    let answers = 2;
    const { context, asked } = archive(450, () => {
      answers -= 1;
      if (answers < 0) silence();
    });
    await saveMeta(context.store, 'cursor', 20);
    await expect(catchUp(context)).rejects.toThrow();
    expect(await stored(context)).toBe(200);
    expect(await readMeta(context.store, 'cursor')).toBe(450);
    expect(await readMeta(context.store, 'gap')).toEqual({ after: 20, before: 251 });
    answers = 10;
    asked.length = 0;
    await catchUp(context);
    expect(asked).toHaveLength(4);
    expect(await stored(context)).toBe(430);
    expect(await readMeta(context.store, 'gap')).toBeUndefined();
    expect((await readTopics(context.store, CHANNEL, 1_000)).gapBefore).toBeNull();
  });

  test('gives up after five pages: lists show where the gap is', async () => {
    const { context, asked, askedAnew } = archive(2_000);
    await saveItems(context.store, [item('old', 5)], ME);
    await saveMeta(context.store, 'cursor', 20);
    await saveItems(context.store, [item('gone', 11)], ME);
    await catchUp(context);
    expect(asked).toHaveLength(6);
    expect(await stored(context)).toBe(501);
    expect(await readMeta(context.store, 'cursor')).toBe(2_000);
    expect(await readMeta(context.store, 'gap')).toBeUndefined();
    expect((await readTopics(context.store, CHANNEL, 1_000)).gapBefore).toBe('old');
    expect(askedAnew).not.toHaveBeenCalled();
  });

  describe('beside another tab', () => {
    /**
     * Catches up from that cursor with a service of `before` changes. The tab sleeps over that answer of it, while
     * another one begins to catch up; then the service has `since` changes.
     */
    async function sleepOver(answer: number, cursor: number, before: number, since: number) {
      const [early, late] = [archive(before), archive(since)];
      const { store } = early.context;
      let pages = 0;
      const other = archive(since, () => {
        pages += 1;
        if (pages > 1) silence();
      });
      await saveMeta(store, 'cursor', cursor);
      let asked = 0;
      await catchUp({
        ...early.context,
        onMessage(listener) {
          const stops = [early, late].map(({ context }) => context.onMessage(listener));
          return () => {
            for (const stop of stops) stop();
          };
        },
        async ask(...question) {
          asked += 1;
          const { ask } = asked > answer ? late.context : early.context;
          const answered = await ask(...question);
          if (asked === answer)
            await expect(catchUp({ ...other.context, store })).rejects.toThrow();
          return answered;
        },
      });
      return early.context;
    }

    test('goes on in the gap that it has found since, in place of closing it unseen', async () => {
      const context = await sleepOver(2, 100, 300, 450);
      expect(await stored(context)).toBe(350);
      expect(await readMeta(context.store, 'gap')).toBeUndefined();
    });

    test('keeps all of that gap, though it has found a smaller one before', async () => {
      const context = await sleepOver(1, 50, 160, 500);
      expect(await stored(context)).toBe(450);
      expect(await readMeta(context.store, 'gap')).toBeUndefined();
    });

    test('gives that gap up for no answer to what is gone in an older one', async () => {
      const { store } = await sleepOver(6, 20, 2_000, 2_500);
      expect(await readMeta(store, 'gap')).toEqual({ after: 20, before: 2_401 });
    });
  });

  test('keeps nothing from before a gap of which nobody says all that was removed, and has screens ask again', async () => {
    const { context, askedAnew } = archive(2_000, undefined, false);
    await saveItems(context.store, [item('old', 10)], ME);
    await saveMeta(context.store, 'cursor', 20);
    await catchUp(context);
    expect(await stored(context)).toBe(500);
    expect(askedAnew).toHaveBeenCalledOnce();
  });
});

describe('live pushes', () => {
  test('are stored, and move the cursor only when nothing older is missing', async () => {
    const { context, say } = withService(() => undefined);
    const incoming = takePushes(context);
    const caughtUp = incoming.catchingUp();
    say(published('a', 8));
    await expect.poll(() => stored(context)).toBe(1);
    expect(await readMeta(context.store, 'cursor')).toBeUndefined();
    await caughtUp();
    expect(await readMeta(context.store, 'cursor')).toBe(8);
    say(published('b', 9));
    await expect.poll(() => readMeta(context.store, 'cursor')).toBe(9);
    incoming.gap();
    say(published('c', 12));
    await expect.poll(() => stored(context)).toBe(3);
    expect(await readMeta(context.store, 'cursor')).toBe(9);
    // What was asked for before the gap does not tell what came in it.
    await caughtUp();
    say(published('d', 13));
    await expect.poll(() => stored(context)).toBe(4);
    expect(await readMeta(context.store, 'cursor')).toBe(9);
  });

  test('after one that could not be stored do not move the cursor over it', async () => {
    const { context, say } = withService(() => undefined);
    const { store } = context;
    let fails = 0;
    const failing: typeof store = {
      ...store,
      write(...all) {
        fails -= 1;
        return fails === 0 ? Promise.reject(new Error('full')) : store.write(...all);
      },
    };
    const incoming = takePushes({ ...context, store: failing });
    await incoming.catchingUp()();
    fails = 2;
    for (const [id, seq] of [
      ['a', 8],
      ['b', 9],
      ['c', 10],
    ] as const)
      say(published(id, seq));
    await expect.poll(() => stored(context)).toBe(2);
    expect(await readMeta(store, 'cursor')).toBe(8);
  });

  test('take away what was removed', async () => {
    const { context, say } = withService(() => undefined);
    takePushes(context);
    await saveItems(context.store, [item('a', 1)], ME);
    say(retracted('a', 2));
    await expect.poll(() => stored(context)).toBe(0);
  });

  test('of a post of one’s own confirm it, though the answer was lost', async () => {
    const { context, say } = withService(() => undefined);
    takePushes(context);
    for (const id of ['mine', 'other']) {
      const post = { id, channel: CHANNEL, parent: null, title: '', text: id, trouble: null };
      await addPost(context.store, post);
    }
    say(published('mine', 4, ME));
    // Somebody else cannot take a post out of the outbox by using its id.
    say(published('other', 5, 'mallory@example.org'));
    await expect
      .poll(async () => (await readOutbox(context.store)).map(({ id }) => id))
      .toEqual(['other']);
  });

  test.each([
    ['an error that quotes one', { type: 'error' }],
    ['a chat message', { type: 'chat' }],
  ])('are not believed from %s', async (_, attrs) => {
    const { context, say } = withService(() => undefined);
    takePushes(context);
    const real = published('real', 1);
    say({ ...real, attrs: { ...real.attrs, ...attrs } });
    say(published('b', 2));
    await expect.poll(() => stored(context)).toBe(1);
  });
});
