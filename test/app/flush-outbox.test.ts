import { describe, expect, test } from 'vitest';
import { readThread } from '../../src/app/store/read/comments.ts';
import { readOutbox } from '../../src/app/store/read/outbox.ts';
import { saveChannel } from '../../src/app/store/write/channels.ts';
import { saveDraft } from '../../src/app/store/write/draft.ts';
import { saveItems } from '../../src/app/store/write/items.ts';
import { addPost } from '../../src/app/store/write/outbox.ts';
import type { SyncContext } from '../../src/app/sync/context.ts';
import { flushOutbox } from '../../src/app/sync/flush-outbox.ts';
import { entryOf } from '../../src/protocol/atom.ts';
import { globalId, nodeOf } from '../../src/protocol/channel.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import type { StanzaError } from '../../src/protocol/stanza.ts';
import { child, type Element, el } from '../../src/protocol/xml.ts';
import { type Answer, refusal, SERVICE, silence, withService } from './fake-service.ts';
import { CHANNEL, item, ME } from './fresh-store.ts';

const FOLLOWS = { subscription: 'subscribed', affiliation: 'publisher' } as const;
const FORBIDDEN: StanzaError = { type: 'auth', condition: 'forbidden' };

async function write(context: SyncContext, ...ids: string[]): Promise<void> {
  for (const id of ids) {
    const post = { id, channel: CHANNEL, parent: 't', title: '', text: id, trouble: null };
    await addPost(context.store, post);
  }
}

const outbox = async ({ store }: SyncContext) =>
  (await readOutbox(store)).map(({ id, trouble }) => ({ id, trouble }));

const publishOf = (payload: Element) => child(payload, 'publish');
const itemOf = (payload: Element) => {
  const publish = publishOf(payload);
  return publish && child(publish, 'item');
};
const idOf = (payload: Element) => itemOf(payload)?.attrs.id;

/** Answers a publish with the entry as stored. */
let seq = 100;
function stored(payload: Element): Element {
  seq += 1;
  const id = idOf(payload) as string;
  const entry = entryOf(item(id, seq, { parent: 't', author: ME, text: id }), SERVICE);
  const node = nodeOf(CHANNEL);
  const shown = el(NS.PUBSUB, 'item', { id: globalId(SERVICE, node, id) }, entry);
  return el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'publish', { node }, shown));
}

const subscribed = (subscription: string): Element =>
  el(
    NS.PUBSUB,
    'pubsub',
    {},
    el(NS.PUBSUB, 'subscription', { subscription }),
    el(NS.PUBSUB, 'affiliation', { affiliation: 'publisher' }),
  );

test('posts go in the order of writing, each with the id that the phone made', async () => {
  const { context, asked } = withService(stored);
  await saveItems(context.store, [item('t', 1)], ME);
  await write(context, 'a', 'b', 'c');
  expect(await flushOutbox(context)).toBeNull();
  expect(asked.map(idOf)).toEqual(['a', 'b', 'c']);
  expect(await outbox(context)).toEqual([]);
  const thread = await readThread(context.store, CHANNEL, 't', 9);
  expect(thread?.comments.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('a reader without an account sends nothing', async () => {
  const { context, asked } = withService(stored, null);
  await write(context, 'a');
  expect(await flushOutbox(context)).toBeNull();
  expect(asked).toEqual([]);
});

describe('what may pass by itself stops the sending, and everything goes on waiting', () => {
  test.each<[string, Answer, string]>([
    ['silence', silence, 'offline'],
    [
      'a service that is away',
      refusal({ type: 'wait', condition: 'remote-server-timeout' }),
      'service-away',
    ],
    [
      'a service that is gone',
      refusal({ type: 'cancel', condition: 'service-unavailable' }),
      'service-away',
    ],
    ['a limit', refusal({ type: 'wait', condition: 'resource-constraint' }), 'busy'],
  ])('%s', async (_, answer, trouble) => {
    const { context, asked } = withService(answer);
    await write(context, 'a', 'b');
    expect(await flushOutbox(context)).toMatchObject({ trouble });
    expect(asked.map(idOf)).toEqual(['a']);
    expect(await outbox(context)).toEqual([
      { id: 'a', trouble: null },
      { id: 'b', trouble: null },
    ]);
  });
});

test('where the place of pictures alone is away, its photo waits, and the service is not taken for gone', async () => {
  const { context, asked } = withService(
    refusal({ type: 'cancel', condition: 'service-unavailable' }),
  );
  const photo = { id: 'p', width: 1, height: 1, alt: '' };
  await saveDraft(
    context.store,
    { place: 'here', title: '', text: 'x', photo },
    { id: 'p', content: new ArrayBuffer(1) },
  );
  const post = { id: 'a', channel: CHANNEL, parent: 't', title: '', text: 'x', trouble: null };
  await addPost(context.store, { ...post, photo });
  expect(await flushOutbox(context)).toEqual({ trouble: 'busy' });
  expect(asked.map(publishOf)).toEqual([undefined]);
  expect(await outbox(context)).toEqual([{ id: 'a', trouble: null }]);
});

describe('what cannot pass is kept with its reason, and holds nobody up', () => {
  test.each<[StanzaError, string]>([
    [{ type: 'cancel', condition: 'item-not-found' }, 'not-found'],
    [{ type: 'cancel', condition: 'gone' }, 'topic-gone'],
    [{ type: 'cancel', condition: 'conflict' }, 'conflict'],
    [
      {
        type: 'modify',
        condition: 'bad-request',
        app: { ns: NS.PUBSUB_ERRORS, name: 'parent-item-not-found' },
      },
      'topic-gone',
    ],
    [
      {
        type: 'modify',
        condition: 'not-acceptable',
        app: { ns: NS.PUBSUB_ERRORS, name: 'payload-too-big' },
      },
      'too-long',
    ],
    [{ type: 'modify', condition: 'undefined-condition' }, 'refused'],
  ])('%o', async (error, trouble) => {
    const { context } = withService((payload) =>
      idOf(payload) === 'a' ? refusal(error)() : stored(payload),
    );
    await write(context, 'a', 'b');
    expect(await flushOutbox(context)).toBeNull();
    expect(await outbox(context)).toEqual([{ id: 'a', trouble }]);
    // It is not tried again by itself.
    expect(await flushOutbox(context)).toBeNull();
    expect(await outbox(context)).toEqual([{ id: 'a', trouble }]);
  });
});

describe('who does not follow yet', () => {
  /** Lets nobody post who has not subscribed, and gives them that subscription when they do. */
  const guarded = (subscription: string): Answer => {
    let asked = false;
    return (payload) => {
      if (child(payload, 'subscribe')) {
        asked = true;
        return subscribed(subscription);
      }
      return asked && subscription === 'subscribed' ? stored(payload) : refusal(FORBIDDEN)();
    };
  };

  test('follows first where the channel lets them in', async () => {
    const { context, asked } = withService(guarded('subscribed'));
    await write(context, 'a');
    expect(await flushOutbox(context)).toBeNull();
    expect(asked.map((payload) => (publishOf(payload) ? 'publish' : 'subscribe'))).toEqual([
      'publish',
      'subscribe',
      'publish',
    ]);
    expect(await outbox(context)).toEqual([]);
  });

  test('is told that the moderators decide', async () => {
    const { context } = withService(guarded('pending'));
    await write(context, 'a');
    await flushOutbox(context);
    expect(await outbox(context)).toEqual([{ id: 'a', trouble: 'awaiting-approval' }]);
  });

  test('sends by itself what waited once the moderators let them in', async () => {
    const { context } = withService(guarded('pending'));
    await write(context, 'a');
    await flushOutbox(context);
    const other = 'roads@topics.example.org';
    await saveChannel(context.store, { channel: other, membership: FOLLOWS });
    expect(await outbox(context)).toEqual([{ id: 'a', trouble: 'awaiting-approval' }]);
    await saveChannel(context.store, { channel: CHANNEL, membership: FOLLOWS });
    expect(await outbox(context)).toEqual([{ id: 'a', trouble: null }]);
  });

  test('is not made to follow where that changes nothing', async () => {
    const { context, asked } = withService(refusal(FORBIDDEN));
    await saveChannel(context.store, { channel: CHANNEL, membership: FOLLOWS });
    await write(context, 'a');
    await flushOutbox(context);
    expect(asked).toHaveLength(1);
    expect(await outbox(context)).toEqual([{ id: 'a', trouble: 'forbidden' }]);
  });
});

test('a report to moderators goes as what it is, under the id that the phone made, and stands at no place', async () => {
  let isThere = false;
  const { context, asked } = withService(() =>
    isThere ? el(NS.OFFICE, 'report', { number: '7' }) : silence(),
  );
  const complaint = { item: 'c1', rule: 'insult', head: 'A post in Water' } as const;
  const row = { id: 'r1', channel: CHANNEL, parent: 'complaint:', title: '', text: 'He is rude.' };
  await addPost(context.store, { ...row, complaint, trouble: null });
  expect(await flushOutbox(context)).toMatchObject({ trouble: 'offline' });
  expect(await outbox(context)).toEqual([{ id: 'r1', trouble: null }]);
  isThere = true;
  expect(await flushOutbox(context)).toBeNull();
  expect(await outbox(context)).toEqual([]);
  expect(asked).toHaveLength(2);
  for (const sent of asked) {
    expect(sent.attrs).toMatchObject({ node: nodeOf(CHANNEL), item: 'c1', id: 'r1' });
    expect(child(sent, 'reason', NS.OFFICE)?.attrs.rule).toBe('insult');
  }
});
