import { expect, test } from 'vitest';
import { nodeOf, parseNode } from '../../src/protocol/channel.ts';
import { configChangeForm, readConfig } from '../../src/protocol/config-form.ts';
import { readForm } from '../../src/protocol/data-form.ts';
import { readDirectory } from '../../src/protocol/directory.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  directoryRequest,
  metadataRequest,
  publishRequest,
  registerRequest,
} from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { readPageInfo } from '../../src/protocol/rsm.ts';
import { child, childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { channelService, WELCOME } from './channel-service.ts';
import { wholeOwnChannelsRequest } from './other-clients.ts';

test('the service says what it is', async () => {
  const service = await channelService();
  const info = await service.ok('thandi', 'get', el(NS.DISCO_INFO, 'query'));
  const identities = childrenOf(info, 'identity').map((i) => `${i.attrs.category}/${i.attrs.type}`);
  expect(identities).toEqual([
    ...['pubsub/channels', 'pubsub/inbox', 'pubsub/service', 'Search/Directory'],
  ]);
  const features = childrenOf(info, 'feature').map((f) => f.attrs.var);
  expect(features).toEqual(
    expect.arrayContaining([NS.DISCO_INFO, NS.DISCO_ITEMS, NS.REGISTER, NS.SEARCH, NS.MAM, NS.RSM]),
  );
  for (const part of ['create-nodes', 'publish-options', 'retract-items', 'access-whitelist']) {
    expect(features).toContain(`${NS.PUBSUB}#${part}`);
  }
});

/** The verbs of XEP-0060 that have a feature of their own (its section 10). */
const VERBS = {
  'create-nodes': ['set', NS.PUBSUB, 'create'],
  'delete-nodes': ['set', NS.PUBSUB_OWNER, 'delete'],
  'config-node': ['set', NS.PUBSUB_OWNER, 'configure'],
  'retrieve-default': ['get', NS.PUBSUB_OWNER, 'default'],
  'purge-nodes': ['set', NS.PUBSUB_OWNER, 'purge'],
  publish: ['set', NS.PUBSUB, 'publish'],
  'retract-items': ['set', NS.PUBSUB, 'retract'],
  'retrieve-items': ['get', NS.PUBSUB, 'items'],
  subscribe: ['set', NS.PUBSUB, 'subscribe'],
  'subscription-options': ['get', NS.PUBSUB, 'options'],
  'retrieve-default-sub': ['get', NS.PUBSUB, 'default'],
  'retrieve-subscriptions': ['get', NS.PUBSUB, 'subscriptions'],
  'retrieve-affiliations': ['get', NS.PUBSUB, 'affiliations'],
  'manage-subscriptions': ['set', NS.PUBSUB_OWNER, 'subscriptions'],
  'modify-affiliations': ['set', NS.PUBSUB_OWNER, 'affiliations'],
} as const;

test('the service names the features that it has, and no other', async () => {
  const service = await channelService();
  const info = await service.ok('thandi', 'get', el(NS.DISCO_INFO, 'query'));
  const named = childrenOf(info, 'feature').map((f) => f.attrs.var);
  const there: string[] = [];
  for (const [feature, [type, ns, verb]] of Object.entries(VERBS)) {
    const asked = el(ns, 'pubsub', {}, el(ns, verb, { node: nodeOf(WELCOME) }));
    const refusal = await service.refused('thandi', type, asked);
    if (refusal !== 'cancel/feature-not-implemented') there.push(feature);
  }
  const names = Object.keys(VERBS).filter((name) => named.includes(`${NS.PUBSUB}#${name}`));
  expect(names).toEqual(there);
});

test('a channel’s metadata is its node’s disco#info', async () => {
  const service = await channelService();
  const info = await service.ok('x@anon.example.org', 'get', metadataRequest(WELCOME));
  const form = readForm(info);
  expect(form?.formType).toBe(`${NS.PUBSUB}#meta-data`);
  expect(readConfig(form?.values ?? new Map())).toMatchObject({
    title: 'Welcome',
    accessModel: 'open',
    type: 'topic',
  });
  const unknown = metadataRequest('nowhere@topics.example.org');
  expect(await service.refused('thandi', 'get', unknown)).toBe('cancel/item-not-found');
});

test('the directory lists open group channels by activity, in pages', async () => {
  const service = await channelService();
  await service.ok('thandi', 'set', registerRequest());
  for (const name of ['a', 'b', 'c']) {
    const channel = `${name}@topics.example.org`;
    await service.ok('admin', 'set', createRequest(channel, configChangeForm({ title: name })));
    await service.ok('admin', 'set', publishRequest(channel, { id: 'p', text: name }));
  }
  const closed = configChangeForm({ accessModel: 'authorize' });
  await service.ok('admin', 'set', createRequest('d@topics.example.org', closed));
  await service.ok('admin', 'set', publishRequest('a@topics.example.org', { id: 'p2', text: '!' }));
  const page = async (request: { max: number; after?: string }) => {
    const answer = await service.ok('x@anon.example.org', 'get', directoryRequest(request));
    const names = readDirectory(answer).map((row) => row.channel.split('@')[0]);
    return { names, info: readPageInfo(answer) };
  };
  expect(await page({ max: 2 })).toMatchObject({
    names: ['a', 'c'],
    info: { count: 4, first: '1', last: '2', index: 0 },
  });
  expect((await page({ max: 2, after: '2' })).names).toEqual(['b', 'welcome']);

  const asked = async (name: string, text: string) => {
    const query = el(NS.MOST_ACTIVE, 'query', {}, el(NS.MOST_ACTIVE, name, {}, text));
    const { reply } = await service.ask('thandi', 'get', query);
    const answer = childrenOf(reply)[0] as Element;
    return reply.attrs.type === 'error' ? 'refused' : readDirectory(answer).length;
  };
  for (const domain of ['topics.example.org', 'example.org', 'Topics.Example.org']) {
    expect(await asked('domain', domain)).toBe(4);
  }
  for (const domain of ['elsewhere.org', '%', 'topics_example.org', 'ample.org']) {
    expect(await asked('domain', domain), domain).toBe(0);
  }
  expect(await asked('period', '1')).toBe(4);
  for (const period of ['0', '-1', 'week', '1e3']) {
    expect(await asked('period', period), period).toBe('refused');
  }
});

test('a new person follows the default channels at once, and asking again changes nothing', async () => {
  const service = await channelService();
  for (let time = 1; time <= 2; time += 1) {
    await service.ok('thandi', 'set', registerRequest());
    const own = child(
      await service.ok('thandi', 'get', wholeOwnChannelsRequest()),
      'subscriptions-with-configuration',
      NS.BUDDYCLOUD,
    ) as Element;
    expect(childrenOf(own).map((row) => row.attrs.node)).toEqual([
      '/user/thandi@example.org/geo/current',
      '/user/thandi@example.org/geo/next',
      '/user/thandi@example.org/geo/previous',
      '/user/thandi@example.org/posts',
      '/user/thandi@example.org/status',
      `/user/${WELCOME}/posts`,
    ]);
  }
  expect(await service.refused('x@anon.example.org', 'set', registerRequest())).toBe(
    'cancel/not-allowed',
  );
});

test('nodes that the operator names are in everybody’s own channel, also of who registered before', async () => {
  const service = await channelService();
  const nodes = async (who: string) => {
    const answer = await service.ok(who, 'get', wholeOwnChannelsRequest());
    const rows = childrenOf(childrenOf(answer)[0]).map((row) => parseNode(row.attrs.node ?? ''));
    return rows.filter((row) => row?.channel === `${who}@example.org`).map((row) => row?.name);
  };
  const usual = ['geo/current', 'geo/next', 'geo/previous', 'posts', 'status'];
  await service.ok('thandi', 'set', registerRequest());
  expect((await nodes('thandi')).toSorted()).toEqual(usual);
  Object.assign(service.ctx, { personalNodes: [...service.ctx.personalNodes, 'diary', 'events'] });
  for (const who of ['thandi', 'pieter', 'thandi']) {
    await service.ok(who, 'set', registerRequest());
    expect((await nodes(who)).toSorted()).toEqual(['diary', 'events', ...usual]);
  }
  await service.ok(
    'thandi',
    'set',
    publishRequest('thandi@example.org', { id: 'd', text: 'Sun' }, 'diary'),
  );
});

test.each([
  ['unknown namespace', 'get', el('urn:x', 'x'), 'cancel/service-unavailable'],
  ['wrong type', 'set', el(NS.DISCO_INFO, 'query'), 'wait/unexpected-request'],
  [
    'unknown verb',
    'set',
    el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'purge')),
    'cancel/feature-not-implemented',
  ],
  [
    'verb of another namespace',
    'set',
    el(NS.PUBSUB_OWNER, 'pubsub', {}, el(NS.PUBSUB_OWNER, 'publish')),
    'cancel/feature-not-implemented',
  ],
  ['empty pubsub', 'set', el(NS.PUBSUB, 'pubsub'), 'cancel/feature-not-implemented'],
] as const)('refuses: %s', async (_, type, payload, expected) => {
  const service = await channelService();
  expect(await service.refused('thandi', type, payload)).toBe(expected);
});

test('two payloads in one request are refused', async () => {
  const service = await channelService();
  const ping = el(NS.PING, 'ping');
  const { reply } = await service.ask('thandi', 'get', ping, ping);
  expect(reply.attrs.type).toBe('error');
});
