import { expect, test } from 'vitest';
import { unregisterRequest } from '../../src/protocol/account.ts';
import { archiveRequest } from '../../src/protocol/archive.ts';
import { nodeOf } from '../../src/protocol/channel.ts';
import { configChangeForm, NODE_CONFIG } from '../../src/protocol/config-form.ts';
import { form, readForm } from '../../src/protocol/data-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  configureRequest,
  metadataRequest,
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
  topicsRequest,
  unsubscribeRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  deleteRequest,
  setAffiliationRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { pageRequest, readPageInfo } from '../../src/protocol/rsm.ts';
import { childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { channelService, WELCOME } from './channel-service.ts';

const PEOPLE = el(
  NS.PUBSUB,
  'pubsub',
  {},
  el(NS.PUBSUB, 'subscriptions', { node: nodeOf(WELCOME) }),
  pageRequest({ max: 1 }),
);

test('pages tell how many topics there are now, read again and again', async () => {
  const service = await channelService();
  const count = async () => {
    const answer = await service.ok('admin', 'get', topicsRequest(WELCOME, { max: 1 }));
    return readPageInfo(answer)?.count;
  };
  const post = (id: string, parent?: string) =>
    service.ok('admin', 'set', publishRequest(WELCOME, { id, text: id, parent: parent ?? null }));
  expect(await count()).toBe(0);
  await post('one');
  await post('two');
  expect([await count(), await count()]).toEqual([2, 2]);
  await post('comment', 'one');
  expect(await count()).toBe(2);
  await service.ok('admin', 'set', retractRequest(WELCOME, 'one'));
  expect([await count(), await count()]).toEqual([1, 1]);
});

test('what was counted is not counted again with each post', async () => {
  const service = await channelService();
  const pubsub = (...children: Element[]) => el(NS.PUBSUB, 'pubsub', {}, ...children);
  const archive = archiveRequest({ queryId: 'a', page: { max: 0 }, node: nodeOf(WELCOME) });
  const counts = async () => {
    const asked: ['get' | 'set', Element][] = [
      ['get', topicsRequest(WELCOME, { max: 1 })],
      ['get', pubsub(el(NS.PUBSUB, 'items', { node: '/firehose' }))],
      ['set', archive],
    ];
    const found: (number | undefined)[] = [];
    for (const [type, request] of asked) {
      const { reply } = await service.ask('admin', type, request);
      found.push(readPageInfo(childrenOf(reply)[0] as Element)?.count);
    }
    return found;
  };
  const post = (id: string) =>
    service.ok('admin', 'set', publishRequest(WELCOME, { id, text: id }));
  await post('one');
  await post('two');
  expect(await counts()).toEqual([2, 2, 2]);
  // What nobody was told of shows who counts anew.
  await service.ctx.database.write(async (writer) => {
    await writer.run("DELETE FROM items WHERE id = 'one'");
    await writer.run("DELETE FROM changes WHERE subject = 'one'");
  });
  await post('three');
  // Nor with each new channel, person and follower.
  const created = 'water@topics.example.org';
  await service.ok('admin', 'set', createRequest(created, configChangeForm({})));
  await service.ok('thandi', 'set', registerRequest());
  await service.ok('thandi', 'set', subscribeRequest(created, 'thandi@example.org'));
  await service.ok('thandi', 'set', unsubscribeRequest(created, 'thandi@example.org'));
  expect(await counts()).toEqual([3, 3, 4]);
  await service.ok('admin', 'set', retractRequest(WELCOME, 'three'));
  expect(await counts()).toEqual([1, 1, 5]);
});

test.each<[string, string, Element, (answer: Element) => unknown]>([
  [
    'follow',
    'x@anon.example.org',
    metadataRequest(WELCOME),
    (answer) => readForm(answer)?.values.get('pubsub#num_subscribers'),
  ],
  ['are listed', 'x@anon.example.org', PEOPLE, (answer) => readPageInfo(answer)?.count],
  ['are listed for who follows', 'admin', PEOPLE, (answer) => readPageInfo(answer)?.count],
])(
  'how many %s is not counted again with each post, and told as it is now',
  async (_, who, request, read) => {
    const service = await channelService();
    const followers = async () => `${read(await service.ok(who, 'get', request))}`;
    for (const who of ['thandi', 'piet', 'rude']) await service.ok(who, 'set', registerRequest());
    expect(await followers()).toBe('4');
    // What nobody was told of shows who counts anew.
    await service.ctx.database.write((writer) =>
      writer.run(
        "DELETE FROM memberships WHERE jid = 'thandi@example.org' AND affiliation <> 'owner'",
      ),
    );
    await service.ok('admin', 'set', publishRequest(WELCOME, { id: 'one', text: 'x' }));
    await service.ok('admin', 'set', retractRequest(WELCOME, 'one'));
    const title = configChangeForm({ title: 'Welcome!' });
    await service.ok('admin', 'set', configureRequest(WELCOME, title));
    expect(await followers()).toBe('4');
    await service.ok('piet', 'set', unsubscribeRequest(WELCOME, 'piet@example.org'));
    expect(await followers()).toBe('2');
    await service.ok('piet', 'set', subscribeRequest(WELCOME, 'piet@example.org'));
    expect(await followers()).toBe('3');
    await service.ok('admin', 'set', setAffiliationRequest(WELCOME, 'rude@example.org', 'outcast'));
    expect(await followers()).toBe('2');
    await service.ok('piet', 'set', unregisterRequest('remove'));
    expect(await followers()).toBe('1');
  },
);

test('who waits counts themselves, and nobody else does', async () => {
  const service = await channelService();
  const club = 'club@topics.example.org';
  const people = el(
    NS.PUBSUB,
    'pubsub',
    {},
    el(NS.PUBSUB, 'affiliations', { node: nodeOf(club) }),
    pageRequest({ max: 1 }),
  );
  const count = async (who: string) => readPageInfo(await service.ok(who, 'get', people))?.count;
  await service.ok('admin', 'set', createRequest(club, configChangeForm({})));
  await service.ok('mem', 'set', subscribeRequest(club, 'mem@example.org'));
  const set = (accessModel: 'authorize' | 'local') =>
    service.ok('admin', 'set', configureRequest(club, configChangeForm({ accessModel })));
  await set('authorize');
  await service.ok('pen', 'set', subscribeRequest(club, 'pen@example.org'));
  await set('local');
  for (const [who, expected] of [
    ['mem', 2],
    ['pen', 3],
    ['admin', 3],
    ['stranger', 2],
    ['pen', 3],
    ['mem', 2],
  ] as const) {
    expect(await count(who), who).toBe(expected);
  }
  await service.ok('admin', 'set', setAffiliationRequest(club, 'mem@example.org', 'outcast'));
  expect([await count('stranger'), await count('admin'), await count('pen')]).toEqual([1, 3, 2]);
});

test('the firehose tells how much there is for whoever asks, now', async () => {
  const service = await channelService();
  const count = async (who: string) => {
    const items = el(NS.PUBSUB, 'items', { node: '/firehose' });
    return readPageInfo(await service.ok(who, 'get', el(NS.PUBSUB, 'pubsub', {}, items)))?.count;
  };
  const post = (id: string) =>
    service.ok('admin', 'set', publishRequest(WELCOME, { id, text: id }));
  await post('one');
  const [reader, rude] = ['x@anon.example.org', 'rude@example.org'];
  expect([await count(reader), await count(reader), await count(rude)]).toEqual([1, 1, 1]);
  await post('two');
  expect([await count(reader), await count(rude)]).toEqual([2, 2]);
  await service.ok('admin', 'set', setAffiliationRequest(WELCOME, rude, 'outcast'));
  expect([await count(reader), await count(rude), await count(rude)]).toEqual([2, 0, 0]);
  await service.ok('admin', 'set', retractRequest(WELCOME, 'one'));
  expect([await count(reader), await count(rude)]).toEqual([1, 0]);
  const set = (accessModel: 'authorize' | 'open') =>
    service.ok('admin', 'set', configureRequest(WELCOME, configChangeForm({ accessModel })));
  await set('authorize');
  expect(await count(reader)).toBe(0);
  await set('open');
  await post('three');
  expect(await count(reader)).toBe(2);
  const chat = 'chat@topics.example.org';
  const life = form('submit', NODE_CONFIG, { 'buddycloud#ephemeral': 'true' });
  await service.ok('admin', 'set', createRequest(chat, life));
  await service.ok('admin', 'set', publishRequest(chat, { id: 'brief', text: 'x' }));
  expect(await count(reader)).toBe(3);
  await service.ok('admin', 'set', unsubscribeRequest(chat, 'admin@example.org'));
  expect(await count(reader)).toBe(2);
});

test('the firehose counts nothing of a channel whose name is used again', async () => {
  const service = await channelService();
  const { ok } = service;
  const items = el(NS.PUBSUB, 'items', { node: '/firehose' });
  const count = async () =>
    readPageInfo(await ok('admin', 'get', el(NS.PUBSUB, 'pubsub', {}, items)))?.count;
  const water = 'water@topics.example.org';
  const post = (channel: string, id: string) =>
    ok('admin', 'set', publishRequest(channel, { id, text: id }));
  await ok('admin', 'set', createRequest(water, configChangeForm({})));
  await post(water, 'one');
  await post(water, 'two');
  await post(WELCOME, 'three');
  expect(await count()).toBe(3);
  await ok('admin', 'set', deleteRequest(water));
  await ok('admin', 'set', createRequest(water, configChangeForm({})));
  expect(await count()).toBe(1);
  await post(WELCOME, 'four');
  expect(await count()).toBe(2);
});
