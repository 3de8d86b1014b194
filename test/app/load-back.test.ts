import { expect, test } from 'vitest';
import type { Account } from '../../src/app/actions/device.ts';
import { loadBackTo } from '../../src/app/actions/load-older.ts';
import { readThread } from '../../src/app/store/read/comments.ts';
import { ITEM_PARTS, putItems, saveItems } from '../../src/app/store/write/items.ts';
import { loadComments } from '../../src/app/sync/load-comments.ts';
import { NoAnswer } from '../../src/app/xmpp/requests.ts';
import { entryOf } from '../../src/protocol/atom.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { pageInfo, readPageRequest } from '../../src/protocol/rsm.ts';
import { el } from '../../src/protocol/xml.ts';
import { SERVICE, withService } from './fake-service.ts';
import { CHANNEL, item, ME } from './fresh-store.ts';

const STEP = 30;
const comment = (seq: number) => item(`c${seq}`, seq, { parent: 't' });

/** A topic with that many comments, `c2` and on; the phone has its newest page. */
async function topicOf(count: number) {
  let isLinked = true;
  const all = Array.from({ length: count }, (_, index) => comment(index + 2));
  const { context, asked } = withService((payload) => {
    if (!isLinked) throw new NoAnswer();
    const page = readPageRequest(payload) ?? {};
    const end = page.before ? all.findIndex(({ id }) => id === page.before) : all.length;
    const rows = all.slice(Math.max(0, end - (page.max ?? 0)), end);
    const items = rows.map((row) => el(NS.PUBSUB, 'item', { id: row.id }, entryOf(row, SERVICE)));
    return el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'items', {}, ...items), pageInfo({ count }));
  });
  await saveItems(context.store, [item('t', 1, { replies: count })], ME);
  await loadComments(context, CHANNEL, 't');
  asked.length = 0;
  const account = { context, store: context.store } as unknown as Account;
  return {
    ...{ store: context.store, asked },
    cut: () => {
      isLinked = false;
    },
    back: (seq: number) => loadBackTo(account, { channel: CHANNEL, topic: 't', seq }, STEP, STEP),
  };
}

test('all from where reading stopped is fetched, and no more', async () => {
  const { back, asked, store } = await topicOf(200);
  expect(await back(115)).toEqual({ shown: 90, trouble: null });
  expect(asked).toHaveLength(2);
  const thread = await readThread(store, CHANNEL, 't', 90);
  expect(thread?.comments[0]?.seq).toBeLessThanOrEqual(115);
  // It is all there now.
  expect(await back(115)).toEqual({ shown: 90, trouble: null });
  expect(asked).toHaveLength(2);
});

test('what is missing on the way is fetched first', async () => {
  const { back, asked, store } = await topicOf(200);
  await store.write([...ITEM_PARTS], (tx) => putItems(tx, [comment(60), comment(61)], ME));
  expect(await back(61)).toMatchObject({ trouble: null });
  const thread = await readThread(store, CHANNEL, 't', 500);
  const seqs = thread?.comments.map(({ seq }) => seq) ?? [];
  expect(seqs).toEqual(
    Array.from({ length: seqs.length }, (_, index) => 202 - seqs.length + index),
  );
  expect(seqs[0]).toBeLessThanOrEqual(61);
  expect(asked).toHaveLength(4);
});

test('it ends where nothing older is there, at a mass, and where the link is lost', async () => {
  const few = await topicOf(35);
  expect(await few.back(0)).toMatchObject({ trouble: null });
  // The second question says that the first comment is not there any more.
  expect(few.asked).toHaveLength(2);
  const many = await topicOf(1_000);
  expect(await many.back(0)).toEqual({ shown: 330, trouble: null });
  const cut = await topicOf(200);
  cut.cut();
  expect(await cut.back(0)).toEqual({ shown: 30, trouble: 'offline' });
});

test('it ends where the phone gives nothing back', async () => {
  const { back, store } = await topicOf(35);
  store.close();
  expect(await back(0)).toEqual({ shown: 30, trouble: 'not-saved' });
});
