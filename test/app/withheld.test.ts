/** Own posts that are held back, on the phone: in the outbox, apart from what waits to be sent. */
import { expect, test } from 'vitest';
import type { Account } from '../../src/app/actions/device.ts';
import { resendPost } from '../../src/app/actions/resend-post.ts';
import { discardPost, editPost } from '../../src/app/actions/withdraw.ts';
import { commentPlace, readDraft } from '../../src/app/store/read/draft.ts';
import { isHeld, readOutbox } from '../../src/app/store/read/outbox.ts';
import { countUnsent } from '../../src/app/store/read/unsent.ts';
import { saveDraft } from '../../src/app/store/write/draft.ts';
import { addPost } from '../../src/app/store/write/outbox.ts';
import type { SyncContext } from '../../src/app/sync/context.ts';
import { flushOutbox } from '../../src/app/sync/flush-outbox.ts';
import { loadWithheld } from '../../src/app/sync/load-withheld.ts';
import { NoAnswer, Refused } from '../../src/app/xmpp/requests.ts';
import { nodeOf } from '../../src/protocol/channel.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { ownWithheldElement, type Withheld, withheldMark } from '../../src/protocol/withheld.ts';
import { childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { SERVICE } from './fake-service.ts';
import { CHANNEL, freshStore, ME } from './fresh-store.ts';
import { storedAnswer } from './publishing-service.ts';

const POST = { id: 'c1', channel: CHANNEL, parent: 't', title: '', text: 'mine', trouble: null };
const HELD: Withheld = {
  ...{ channel: CHANNEL, channelTitle: 'Water', id: 'c1', parent: 't', author: ME },
  ...{ why: 'first', since: '2026-01-01T00:00:00Z', title: '', text: 'mine' },
  grounds: { reason: '' },
};

/** A phone, and a service that holds back what `held` says; `stored` are the ids that are published. */
async function phone() {
  const store = await freshStore();
  const there = { held: [] as Withheld[], stored: [] as string[], asked: [] as string[] };
  const answerTo = (payload: Element): Element | undefined => {
    const verb = payload.ns === NS.PUBSUB ? childrenOf(payload)[0] : payload;
    there.asked.push(verb?.name ?? '');
    if (verb?.name === 'withheld') return ownWithheldElement(there.held);
    if (verb?.name === 'take-back') {
      if (there.held.length === 0)
        throw new Refused({ type: 'cancel', condition: 'item-not-found' });
      there.held = [];
      return undefined;
    }
    const id = childrenOf(verb as Element)[0]?.attrs.id ?? '';
    if (there.stored.includes(id)) return storedAnswer(id, 9, 'mine');
    there.held = [HELD];
    const item = el(NS.PUBSUB, 'item', { id }, withheldMark(HELD));
    return el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'publish', { node: nodeOf(CHANNEL) }, item));
  };
  const context: SyncContext = {
    ...{ store, me: ME, service: SERVICE, onMessage: () => () => undefined },
    ask: async (_, payload) =>
      el(NS.CLIENT, 'iq', { type: 'result', from: SERVICE }, answerTo(payload)),
    askAnew: () => undefined,
    connection: () => `${ME}/phone`,
  };
  const account = { store, context, me: ME } as unknown as Account;
  const troubles = async () => (await readOutbox(store)).map(({ trouble }) => trouble);
  return { store, context, account, there, troubles };
}

test('a post that is held back stays in its place, and is no reason to stay signed in', async () => {
  const { store, context, troubles, there } = await phone();
  await addPost(store, POST);
  expect(await flushOutbox(context)).toBeNull();
  expect(await troubles()).toEqual(['held']);
  expect(await countUnsent(store)).toBe(0);
  await loadWithheld(context);
  expect(await flushOutbox(context)).toBeNull();
  expect(await troubles()).toEqual(['held']);
  expect(there.asked).toEqual(['publish', 'withheld']);
});

test('approved while the phone was away, it is sent again and becomes what is published', async () => {
  const { store, context, there } = await phone();
  await addPost(store, POST);
  await flushOutbox(context);
  there.held = [];
  there.stored = ['c1'];
  await loadWithheld(context);
  expect(await flushOutbox(context)).toBeNull();
  expect(await readOutbox(store)).toEqual([]);
  expect(
    await store.read(['items'], (tx) => tx.objectStore('items').get([CHANNEL, 'c1'])),
  ).toMatchObject({ text: 'mine' });
});

test('refused, it says why and can be written anew; what was written elsewhere is here as well', async () => {
  const { store, context, account, there, troubles } = await phone();
  const grounds = { rule: 'insult' as const, reason: 'No names.' };
  there.held = [{ ...HELD, why: 'refused', grounds }];
  await store.write(['meta'], (tx) => tx.objectStore('meta').put(1, 'withheld'));
  await loadWithheld(context);
  await loadWithheld(context);
  expect(await troubles()).toEqual(['not-let-through']);
  const [row] = await readOutbox(store);
  expect(row).toMatchObject({ id: 'c1', text: 'mine', grounds });
  expect(await editPost(account, row?.order as number)).toMatchObject({ post: { id: 'c1' } });
  expect(await readOutbox(store)).toEqual([]);
  expect(await readDraft(store, commentPlace(CHANNEL, 't'))).toMatchObject({ text: 'mine' });
  expect(there.held).toEqual([]);
});

test('where a moderator is faster than its author it is not given up, but asked for', async () => {
  const { store, context, account, there, troubles } = await phone();
  await addPost(store, POST);
  await flushOutbox(context);
  there.held = [];
  const [row] = (await readOutbox(store)).filter(isHeld);
  expect(await discardPost(account, row?.order as number)).toBe('not-found');
  expect(await troubles()).toEqual([null]);
});

test.each([discardPost, editPost])(
  'what was taken back while the app is killed is not sent again: %o',
  async (verb) => {
    const { store, context, account, there, troubles } = await phone();
    await addPost(store, POST);
    await flushOutbox(context);
    const [{ order = 0 } = {}] = await readOutbox(store);
    const ask: SyncContext['ask'] = async (type, payload) => {
      await context.ask(type, payload);
      return new Promise(() => undefined);
    };
    verb({ ...account, context: { ...context, ask } }, order);
    await expect.poll(() => there.held).toEqual([]);
    await loadWithheld(context);
    expect(await flushOutbox(context)).toBeNull();
    expect(await troubles()).toEqual(['cancelled']);
    expect(there.held).toEqual([]);
  },
);

test('what could not be taken back is asked for once a moderator has decided', async () => {
  const { store, context, account, there, troubles } = await phone();
  await addPost(store, POST);
  await flushOutbox(context);
  const [{ order = 0 } = {}] = await readOutbox(store);
  const ask = async () => {
    throw new NoAnswer();
  };
  expect(await discardPost({ ...account, context: { ...context, ask } }, order)).toBe('offline');
  await loadWithheld(context);
  expect(await troubles()).toEqual(['held']);
  there.held = [];
  await loadWithheld(context);
  expect(await troubles()).toEqual([null]);
});

test('what waits again, as another tab had it, is not given up: it may be on its way', async () => {
  const { store, account } = await phone();
  await addPost(store, { ...POST, trouble: 'refused' });
  const [{ order = 0 } = {}] = await readOutbox(store);
  expect(await resendPost(account, order)).toBeNull();
  for (const verb of [discardPost, editPost]) await verb(account, order);
  expect(await readOutbox(store)).toMatchObject([{ text: 'mine', trouble: null }]);
});

const photo = (id: string) => ({ id, width: 4, height: 3, alt: '' });

test.each([
  ['refused', 'refused'],
  ['held', 'cancelled'],
] as const)(
  'with a photo, what was %s stays where it is while its field has another one',
  async (trouble, after) => {
    const { store, account, there, troubles } = await phone();
    there.held = [HELD];
    await addPost(store, { ...POST, photo: photo('a'), trouble });
    const place = commentPlace(CHANNEL, 't');
    await saveDraft(store, { place, text: 'next', photo: photo('b') });
    const [{ order = 0 } = {}] = await readOutbox(store);
    expect(await editPost(account, order)).toEqual({ trouble: 'two-photos' });
    expect(await readOutbox(store)).toMatchObject([{ text: 'mine', photo: photo('a') }]);
    expect(await troubles()).toEqual([after]);
    expect(await readDraft(store, place)).toMatchObject({ text: 'next', photo: photo('b') });
    await saveDraft(store, { place, photo: undefined });
    expect(await editPost(account, order)).toMatchObject({ post: { photo: photo('a') } });
    expect(await readDraft(store, place)).toMatchObject({ text: 'mine\nnext', photo: photo('a') });
    expect(await readOutbox(store)).toEqual([]);
  },
);

test('what is written anew while it is asked what is held back does not come back with the answer', async () => {
  const { store, context, account, troubles } = await phone();
  await addPost(store, POST);
  await flushOutbox(context);
  const slow: SyncContext = {
    ...context,
    async ask(type, payload) {
      const answer = await context.ask(type, payload);
      const [row] = await readOutbox(store);
      await editPost(account, row?.order as number);
      return answer;
    },
  };
  await loadWithheld(slow);
  expect(await troubles()).toEqual([]);
  expect(await readDraft(store, commentPlace(CHANNEL, 't'))).toMatchObject({ text: 'mine' });
});

test('nothing is asked for where nothing is held back', async () => {
  const { context, there } = await phone();
  await loadWithheld(context);
  expect(there.asked).toEqual([]);
});
