import { expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
  unsubscribeRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  setAffiliationRequest,
  setSubscriptionRequest,
} from '../../src/protocol/pubsub-owner.ts';
import {
  type Mark,
  type Reading,
  readingRequest,
  readMarkOfAll,
  readReading,
  readRequest,
} from '../../src/protocol/reading.ts';
import { pageRequest, readPageInfo } from '../../src/protocol/rsm.ts';
import { child, childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { channelService, WELCOME } from './channel-service.ts';

const CLOSED = 'closed@topics.example.org';

async function town() {
  const service = await channelService();
  for (const who of ['piet', 'thandi']) await service.ok(who, 'set', registerRequest());
  let posts = 0;
  return {
    service,
    /** Publishes; gives the number of the change. */
    async post(who: string, id: string, parent: string | null = null, channel = WELCOME) {
      posts += 1;
      const draft = { id, text: `post ${posts}`, parent };
      const answer = await service.ok(who, 'set', publishRequest(channel, draft));
      return Number(orderIn(answer)?.attrs.seq);
    },
    async reading(who: string, channel = WELCOME): Promise<Reading> {
      const answer = await service.ok(who, 'get', readingRequest(channel));
      return readReading(answer) as Reading;
    },
    mark: (who: string, mark: Mark) => service.ok(who, 'set', readRequest(mark)),
  };
}

function orderIn(element: Element): Element | undefined {
  if (element.ns === NS.ORDER) return element;
  for (const part of childrenOf(element)) {
    const found = orderIn(part);
    if (found) return found;
  }
  return undefined;
}

test('what others write is unread, topic by topic, until it is read there', async () => {
  const { post, reading, mark } = await town();
  const start = await reading('piet');
  expect(start).toMatchObject({ unread: 0, topics: [] });
  await post('thandi', 'roads');
  await post('thandi', 'water');
  await post('piet', 'mine', 'water');
  const seq = await post('thandi', 'c1', 'water');
  expect(await reading('piet')).toMatchObject({
    ...{ floor: start.floor, unread: 3, upTo: seq },
    topics: [
      { id: 'water', seq: 0, unread: 2 },
      { id: 'roads', seq: 0, unread: 1 },
    ],
  });
  expect(await reading('thandi')).toMatchObject({ unread: 1 });

  const marked = await mark('piet', { channel: WELCOME, topic: 'water', seq });
  expect(readReading(marked)).toMatchObject({
    unread: 1,
    topics: [{ id: 'water', seq, unread: 0 }],
  });
  expect(Number(marked.attrs.was)).toBe(start.floor);
  // Never back.
  const again = await mark('piet', { channel: WELCOME, topic: 'water', seq: 1 });
  expect(Number(again.attrs.was)).toBe(seq);
  await post('thandi', 'c2', 'water');
  expect((await reading('piet')).topics).toEqual([
    { id: 'water', seq, unread: 1 },
    { id: 'roads', seq: 0, unread: 1 },
  ]);
});

test('what another device marked is heard before the answer to what one marks after it', async () => {
  const { service, post, mark } = await town();
  const seq = await post('thandi', 'roads');
  await post('thandi', 'water');
  for (const device of ['piet/phone', 'piet/laptop']) {
    await service.online(device.replace('/', '@example.org/'));
  }
  const own = mark('piet@example.org/laptop', { channel: WELCOME, topic: 'roads', seq });
  const last = await mark('piet@example.org/phone', {
    channel: WELCOME,
    topic: 'water',
    seq: seq + 1,
  });
  const heard = service.pushesByNow('piet@example.org/phone');
  expect(heard.map((push) => readReading(childrenOf(push)[0] as Element)?.unread)).toEqual([1]);
  expect(readReading(last)?.unread).toBe(0);
  await own;
});

test('a topic read half-way is unread from there', async () => {
  const { post, reading, mark } = await town();
  await post('thandi', 'water');
  const middle = await post('thandi', 'c1', 'water');
  await post('thandi', 'c2', 'water');
  const marked = await mark('piet', { channel: WELCOME, topic: 'water', seq: middle });
  expect(readReading(marked)).toMatchObject({ unread: 1, topics: [{ unread: 1, seq: middle }] });
  expect(await reading('piet')).toMatchObject({ unread: 1 });
});

test('when nothing is left, one place says it all', async () => {
  const { post, reading, mark } = await town();
  const first = await post('thandi', 'roads');
  const last = await post('thandi', 'water');
  await mark('piet', { channel: WELCOME, topic: 'water', seq: last });
  await mark('piet', { channel: WELCOME, topic: 'roads', seq: first });
  expect(await reading('piet')).toMatchObject({ floor: last, unread: 0, topics: [] });
});

test('a whole channel, or everything, is read at once; what comes later is not', async () => {
  const { post, reading, mark, service } = await town();
  await service.ok('admin', 'set', createRequest('roads@topics.example.org', configChangeForm({})));
  const jid = 'piet@example.org';
  await service.ok('piet', 'set', subscribeRequest('roads@topics.example.org', jid));
  await post('thandi', 'a');
  const seq = await post('thandi', 'b');
  await mark('piet', { channel: WELCOME, seq });
  expect(await reading('piet')).toMatchObject({ floor: seq, unread: 0 });

  await post('thandi', 'c');
  const end = await post('admin', 'r', null, 'roads@topics.example.org');
  // A device that is wrong about the end must not hide what nobody has written yet.
  await mark('piet', { seq: end + 1_000 });
  expect(await reading('piet')).toMatchObject({ floor: end, unread: 0 });
  expect(await reading('piet', 'roads@topics.example.org')).toMatchObject({ floor: end });
  await post('thandi', 'd');
  expect(await reading('piet')).toMatchObject({ unread: 1 });
});

test('the person’s other connections are told, nobody else', async () => {
  const { post, mark, service } = await town();
  const seq = await post('thandi', 'water');
  await post('thandi', 'roads');
  for (const who of ['piet@example.org/old', 'piet@example.org/new', 'thandi']) {
    await service.online(who);
  }
  const by = 'piet@example.org/new';
  await mark(by, { channel: WELCOME, topic: 'water', seq });
  await mark(by, { seq: seq + 1 });
  const [one, all, ...more] = await service.pushes('piet@example.org/old');
  expect(more).toEqual([]);
  expect(one?.attrs.type).toBe('headline');
  expect(readReading(child(one as Element, 'reading', NS.READ) as Element)).toMatchObject({
    unread: 1,
    topics: [{ id: 'water', seq, unread: 0 }],
  });
  expect(readMarkOfAll(child(all as Element, 'read', NS.READ) as Element)).toBe(seq + 1);
  expect(await service.pushes(by)).toEqual([]);
  expect(await service.pushes('thandi')).toEqual([]);
});

test('what was removed is not unread', async () => {
  const { post, reading, service } = await town();
  await post('thandi', 'water');
  await post('thandi', 'c', 'water');
  await service.ok('thandi', 'set', retractRequest(WELCOME, 'c'));
  expect(await reading('piet')).toMatchObject({ unread: 1 });
  await service.ok('thandi', 'set', retractRequest(WELCOME, 'water'));
  expect(await reading('piet')).toMatchObject({ unread: 0 });
});

test('following begins with nothing unread, whoever let one in', async () => {
  const { post, reading, service } = await town();
  await service.ok('piet', 'set', unsubscribeRequest(WELCOME, 'piet@example.org'));
  await post('thandi', 'a');
  await service.ok('piet', 'set', subscribeRequest(WELCOME, 'piet@example.org'));
  expect(await reading('piet')).toMatchObject({ unread: 0 });

  const form = configChangeForm({ accessModel: 'authorize' });
  await service.ok('admin', 'set', createRequest(CLOSED, form));
  await service.ok('piet', 'set', subscribeRequest(CLOSED, 'piet@example.org'));
  await post('admin', 'b', null, CLOSED);
  await service.ok(
    'admin',
    'set',
    setSubscriptionRequest(CLOSED, 'piet@example.org', 'subscribed'),
  );
  expect(await reading('piet', CLOSED)).toMatchObject({ unread: 0 });
  await post('admin', 'c', null, CLOSED);
  expect(await reading('piet', CLOSED)).toMatchObject({ unread: 1 });
});

test('the list of own channels says it, in pages and of the nodes that are asked for', async () => {
  const { post, service } = await town();
  for (const name of ['x', 'y']) {
    const jid = `${name}@topics.example.org`;
    await service.ok('admin', 'set', createRequest(jid, configChangeForm({})));
    await service.ok('piet', 'set', subscribeRequest(jid, 'piet@example.org'));
  }
  await post('thandi', 'a');
  const allow = el(NS.BUDDYCLOUD, 'allow', { field: 'node-name', value: 'posts' });
  const filter = el(NS.BUDDYCLOUD, 'subscription-filter', {}, allow);
  const verb = el(NS.BUDDYCLOUD, 'subscriptions-with-configuration', {}, filter);
  const found: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = pageRequest({ max: 2, after });
    const answer = await service.ok('piet', 'get', el(NS.PUBSUB, 'pubsub', {}, verb, page));
    const list = childrenOf(answer).find(({ name }) => name === verb.name) as Element;
    const rows = childrenOf(list);
    if (rows.length === 0) break;
    for (const row of rows) {
      const reading = readReading(child(row, 'reading', NS.READ) as Element);
      found.push(`${reading?.channel.split('@')[0]} ${reading?.unread}`);
    }
    after = readPageInfo(answer)?.last;
  }
  expect(found).toEqual(['piet 0', 'welcome 1', 'x 0', 'y 0']);
});

test.each<[string, string, Element, string]>([
  ['without a place', 'piet', el(NS.READ, 'read', { node: node() }), 'modify/bad-request'],
  ['with no number', 'piet', readWith({ seq: '-1' }), 'modify/bad-request'],
  [
    'of a topic without its channel',
    'piet',
    readRequest({ topic: 'a', seq: 1 }),
    'nodeid-required',
  ],
  ['of no node', 'piet', readWith({ node: 'x' }), 'modify/bad-request'],
  ['of no such channel', 'piet', readWith({ node: node('no@b') }), 'cancel/item-not-found'],
  [
    'of another node',
    'piet',
    readWith({ node: node('piet@example.org', 'status') }),
    'cancel/feature-not-implemented',
  ],
  ['of no such topic', 'piet', readWith({ item: 'nothing' }), 'cancel/item-not-found'],
  ['of an id that is none', 'piet', readWith({ item: 'a b' }), 'cancel/item-not-found'],
  ['of a comment', 'piet', readWith({ item: 'comment' }), 'cancel/item-not-found'],
  ['by who does not follow', 'nomsa', readWith({}), 'cancel/unexpected-request +not-subscribed'],
  ['by a reader', 'x@anon.example.org', readWith({}), 'cancel/unexpected-request +not-subscribed'],
  ['by who may not read', 'nomsa', readWith({ node: node(CLOSED) }), 'auth/forbidden +closed-node'],
  [
    'by who waits',
    'thandi',
    readWith({ node: node(CLOSED) }),
    'auth/not-authorized +pending-subscription',
  ],
  ['by who is banned', 'banned', readWith({}), 'auth/forbidden'],
])('refused: a mark %s', async (_, who, request, refusal) => {
  const { service, post } = await town();
  await service.ok(
    'admin',
    'set',
    createRequest(CLOSED, configChangeForm({ accessModel: 'authorize' })),
  );
  await service.ok('thandi', 'set', subscribeRequest(CLOSED, 'thandi@example.org'));
  await service.ok('banned', 'set', subscribeRequest(WELCOME, 'banned@example.org'));
  await service.ok('admin', 'set', setAffiliationRequest(WELCOME, 'banned@example.org', 'outcast'));
  await post('thandi', 'topic');
  await post('thandi', 'comment', 'topic');
  expect(await service.refused(who, 'set', request)).toContain(refusal);
  if (request.attrs.item || !request.attrs.seq || request.attrs.seq === '-1') return;
  if (!request.attrs.node) return;
  const asked = el(NS.READ, 'reading', { node: request.attrs.node });
  expect(await service.refused(who, 'get', asked)).toContain(refusal);
});

function node(channel = WELCOME, name = 'posts'): string {
  return `/user/${channel}/${name}`;
}

function readWith(attrs: Record<string, string>): Element {
  return el(NS.READ, 'read', { node: node(), seq: '1', ...attrs });
}
