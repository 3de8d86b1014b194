import { describe, expect, test } from 'vitest';
import { NODE_CONFIG } from '../../src/protocol/config-form.ts';
import { form, readForm } from '../../src/protocol/data-form.ts';
import { readDirectory } from '../../src/protocol/directory.ts';
import { readEvent } from '../../src/protocol/event.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  configureRequest,
  directoryRequest,
  metadataRequest,
  registerRequest,
  subscribeRequest,
} from '../../src/protocol/pubsub.ts';
import { deleteRequest } from '../../src/protocol/pubsub-owner.ts';
import { child, childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { endNotices } from '../../src/server/service/end-notices.ts';
import { actsAfter } from '../../src/server/storage/audit.ts';
import { lastChange } from '../../src/server/storage/changes.ts';
import { findChannel } from '../../src/server/storage/channels.ts';
import { channelService } from './channel-service.ts';
import { configRequest } from './other-clients.ts';

const ROADS = 'roads@topics.example.org';
const NODE = `/user/${ROADS}/posts`;
const STRANGER = 'x@anon.example.org';

const configure = (fields: Record<string, string>, node: string | undefined = NODE) =>
  el(
    NS.PUBSUB_OWNER,
    'pubsub',
    {},
    el(NS.PUBSUB_OWNER, 'configure', { node }, form('submit', NODE_CONFIG, fields)),
  );
const create = (node: string | undefined, ...config: Element[]) =>
  el(
    NS.PUBSUB,
    'pubsub',
    {},
    el(NS.PUBSUB, 'create', { node }),
    el(NS.PUBSUB, 'configure', {}, ...config),
  );
const remove = (node: string | undefined) =>
  el(NS.PUBSUB_OWNER, 'pubsub', {}, el(NS.PUBSUB_OWNER, 'delete', { node }));

async function roads(fields: Record<string, string> = {}) {
  const service = await channelService();
  await service.ok('admin', 'set', create(NODE, form('submit', NODE_CONFIG, fields)));
  const read = async (who: string, request = configRequest(ROADS)) => {
    const answer = await service.ok(who, 'get', request);
    return readForm(child(answer, 'configure') ?? answer)?.values;
  };
  return { service, read };
}

describe('reading', () => {
  test('every var, in disco#info and in the owner’s form alike', async () => {
    const { service, read } = await roads({ 'pubsub#title': 'Roads', 'x-mine#colour': 'blue' });
    await service.ok('piet', 'set', subscribeRequest(ROADS, 'piet@example.org'));
    const values = {
      'pubsub#title': 'Roads',
      'pubsub#description': '',
      'pubsub#access_model': 'open',
      'pubsub#type': NS.ATOM,
      'pubsub#creator': 'admin@example.org',
      'pubsub#owner': 'admin@example.org',
      'buddycloud#default_affiliation': 'member',
      'buddycloud#channel_type': 'topic',
      'x-mine#colour': 'blue',
    };
    const owned = await read(STRANGER);
    expect(Object.fromEntries(owned ?? [])).toMatchObject(values);
    expect(owned?.get('buddycloud#updated_date')).toBe(owned?.get('buddycloud#last_updated'));
    const meta = await read(STRANGER, metadataRequest(ROADS));
    expect(Object.fromEntries(meta ?? [])).toMatchObject({
      ...values,
      'pubsub#num_subscribers': '2',
      'pubsub#publish_model': 'publishers',
    });
  });

  test('a local channel is one for members to people of elsewhere', async () => {
    const { read } = await roads({ 'pubsub#access_model': 'local' });
    expect((await read('piet', metadataRequest(ROADS)))?.get('pubsub#access_model')).toBe('local');
    expect((await read(STRANGER, metadataRequest(ROADS)))?.get('pubsub#access_model')).toBe(
      'authorize',
    );
  });
});

describe('setting', () => {
  test('what is named changes, the rest stays, an empty value takes a free var away', async () => {
    const { service, read } = await roads({ 'x-a': '1', 'x-b': '2', 'pubsub#title': 'Roads' });
    await service.ok('admin', 'set', configure({ 'x-a': '', 'x-buddycloud#geoloc-lat': '-29.85' }));
    const values = await read('admin');
    expect(values?.has('x-a')).toBe(false);
    expect(values?.get('x-b')).toBe('2');
    expect(values?.get('pubsub#title')).toBe('Roads');
    expect(values?.get('x-buddycloud#geoloc-lat')).toBe('-29.85');
  });

  test('a form that was cancelled changes nothing, and tells nobody', async () => {
    const { service, read } = await roads({ 'pubsub#title': 'Roads' });
    await service.online('admin');
    const before = await read('admin');
    const cancelled = el(NS.DATA, 'x', { type: 'cancel' });
    const set = el(NS.PUBSUB_OWNER, 'configure', { node: NODE }, cancelled);
    const request = el(NS.PUBSUB_OWNER, 'pubsub', {}, set);
    expect(await service.refused('admin', 'set', request)).toBe('accepted');
    expect(await read('admin')).toEqual(before);
    expect(await service.pushes('admin')).toEqual([]);
    expect(await service.refused('piet', 'set', request)).toBe('auth/forbidden');
    const other = `/user/${ROADS}/status`;
    expect(await service.refused('admin', 'set', create(other, cancelled))).toBe(
      'modify/bad-request',
    );
  });

  test('what the server says is not taken from a client; the whole form may be sent back', async () => {
    const { service, read } = await roads({ 'pubsub#creator': 'mallory@example.org' });
    const before = (await read('admin')) as Map<string, string>;
    expect(before.get('pubsub#creator')).toBe('admin@example.org');
    await service.ok('admin', 'set', configure(Object.fromEntries(before)));
    const after = (await read('admin')) as Map<string, string>;
    expect(after.get('pubsub#creation_date')).toBe(before.get('pubsub#creation_date'));
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
  });

  test.each([
    ['an access model that is none', { 'pubsub#access_model': 'presence' }],
    ['owners for everybody', { 'buddycloud#default_affiliation': 'owner' }],
    ['moderators for everybody', { 'buddycloud#default_affiliation': 'moderator' }],
    ['another kind of channel', { 'buddycloud#channel_type': 'personal' }],
    ['another life', { 'buddycloud#ephemeral': 'true' }],
    ['a type that nobody checks', { 'pubsub#type': 'urn:example:votes' }],
    ['a place that is none', { 'x-buddycloud#geoloc-lat': '91' }],
    ['no boolean', { 'buddycloud#advertise_node': 'perhaps' }],
    ['a very long var', { 'x-long': 'x'.repeat(2_000) }],
    ['many vars', Object.fromEntries([...Array(40).keys()].map((n) => [`x-${n}`, '1']))],
  ])('refuses: %s', async (_, fields) => {
    const { service } = await roads();
    expect(await service.refused('admin', 'set', configure(fields))).toBe('modify/bad-request');
  });

  test('a var may be named like what every object has, but for the one that no object holds', async () => {
    const { service, read } = await roads();
    const fields = { constructor: 'blue', toString: 'x', valueOf: 'y' };
    await service.ok('admin', 'set', configure(fields));
    expect(Object.fromEntries((await read('piet', metadataRequest(ROADS))) ?? [])).toMatchObject(
      fields,
    );
    const proto = configure(Object.fromEntries([['__proto__', 'open']]));
    expect(await service.refused('admin', 'set', proto)).toBe('modify/bad-request');
  });

  test('the same refusals in any order of mistakes: node, rights, form', async () => {
    const { service } = await roads();
    const bad = { 'pubsub#access_model': 'presence' };
    const ask = (who: string, node: string | undefined) =>
      service.refused(who, 'set', configure(bad, node));
    expect(await ask('piet', '')).toBe('modify/bad-request +nodeid-required');
    expect(await ask('piet', '/user/no@topics.example.org/posts')).toBe('cancel/item-not-found');
    expect(await ask('piet', NODE)).toBe('auth/forbidden');
    const noForm = el(
      NS.PUBSUB_OWNER,
      'pubsub',
      {},
      el(NS.PUBSUB_OWNER, 'configure', { node: NODE }),
    );
    expect(await service.refused('admin', 'set', noForm)).toBe('modify/bad-request');
  });
});

describe('creating and deleting', () => {
  const plain = form('submit', NODE_CONFIG, {});

  test.each([
    ['no node', undefined, [plain], 'modify/bad-request'],
    ['no channel', '/user/roads/posts', [plain], 'modify/bad-request'],
    ['two segments', `/user/${ROADS}/a/b`, [plain], 'modify/bad-request'],
    ['no form', NODE, [], 'modify/bad-request'],
    [
      'a personal channel that is a group’s',
      NODE,
      [form('submit', NODE_CONFIG, { 'buddycloud#channel_type': 'personal' })],
      'modify/bad-request',
    ],
  ])('refuses: %s', async (_, node, config, expected) => {
    const service = await channelService();
    expect(await service.refused('admin', 'set', create(node, ...config))).toBe(expected);
  });

  test('a bundle has its nodes’ names, a bounded number of them, and one configuration', async () => {
    const { service, read } = await roads({ 'pubsub#access_model': 'authorize' });
    const status = `/user/${ROADS}/status`;
    await service.ok('admin', 'set', create(status, plain));
    const answer = await service.ok('admin', 'get', el(NS.DISCO_INFO, 'query', { node: status }));
    expect(readForm(answer)?.values.get('pubsub#access_model')).toBe('authorize');
    await service.ok('admin', 'set', configure({ 'pubsub#access_model': 'open' }, status));
    expect((await read('admin'))?.get('pubsub#access_model')).toBe('open');
    const add = (n: number) =>
      service.refused('admin', 'set', create(`/user/${ROADS}/node-${n}`, plain));
    for (let n = 3; n <= 16; n += 1) expect(await add(n)).toBe('accepted');
    expect(await add(17)).toBe('cancel/not-allowed +max-nodes-exceeded');
    expect(await service.refused('piet', 'set', create(`/user/${ROADS}/x`, plain))).toBe(
      'auth/forbidden',
    );
  });

  test('own channels have places for status and location', async () => {
    const service = await channelService();
    await service.ok('piet', 'set', registerRequest());
    for (const name of ['posts', 'status', 'geo/previous', 'geo/current', 'geo/next']) {
      const node = `/user/piet@example.org/${name}`;
      const request = el(NS.DISCO_INFO, 'query', { node });
      expect(await service.refused('thandi', 'get', request)).toBe('accepted');
    }
    await service.ok('piet', 'set', remove('/user/piet@example.org/geo/next'));
  });

  test('who may delete', async () => {
    const { service } = await roads();
    const ask = (who: string, node: string | undefined) =>
      service.refused(who, 'set', remove(node));
    expect(await ask('admin', undefined)).toBe('modify/bad-request +nodeid-required');
    expect(await ask('admin', 'roads')).toBe('modify/bad-request');
    expect(await ask('admin', '/user/no@topics.example.org/posts')).toBe('cancel/item-not-found');
    expect(await ask('piet', NODE)).toBe('auth/not-authorized');
    expect(await ask(STRANGER, NODE)).toBe('auth/forbidden');
    expect(await ask('admin', NODE)).toBe('accepted');
  });
});

test('settings that are so already are no act, and told to nobody', async () => {
  const { service } = await roads();
  await service.ok('piet', 'set', subscribeRequest(ROADS, 'piet@example.org'));
  await service.online('piet');
  const state = () =>
    service.ctx.database.read(async (reader) => ({
      ...{ acts: (await actsAfter(reader, 0, 100)).length, seq: await lastChange(reader) },
    }));
  const change = configure({ 'pubsub#title': 'Roads and bridges', 'x-buddycloud#closed': 'true' });
  await service.ok('admin', 'set', change);
  expect(await service.pushes('piet')).toHaveLength(1);
  const once = await state();
  await service.ok('admin', 'set', change);
  // As clients do that send the whole form back.
  const asked = await service.ok('admin', 'get', configRequest(ROADS));
  const whole = readForm(child(asked, 'configure') as Element)?.values ?? [];
  await service.ok('admin', 'set', configure(Object.fromEntries(whole)));
  expect(await state()).toEqual(once);
  expect(await service.pushes('piet')).toEqual([]);
});

test('a channel that is not advertised is in no list, and can be read by who knows it', async () => {
  const { service, read } = await roads({ 'buddycloud#advertise_node': 'false' });
  const nodes = childrenOf(await service.ok('piet', 'get', el(NS.DISCO_ITEMS, 'query')));
  expect(nodes.map((item) => item.attrs.node)).not.toContain(NODE);
  const listed = readDirectory(await service.ok('piet', 'get', directoryRequest({})));
  expect(listed.map((row) => row.channel)).not.toContain(ROADS);
  expect((await read(STRANGER))?.get('buddycloud#advertise_node')).toBe('false');
  await service.ok('admin', 'set', configure({ 'buddycloud#advertise_node': 'true' }));
  const again = childrenOf(await service.ok('piet', 'get', el(NS.DISCO_ITEMS, 'query')));
  expect(again.map((item) => item.attrs.node)).toContain(NODE);
});

describe('a notice with an end', () => {
  const UNTIL = '2026-01-02T00:00:00.000Z';
  const notice = (text: string, until: string) =>
    configure({ 'x-buddycloud#notice': text, 'x-buddycloud#notice_until': until });

  test('is taken away then, and whoever watches is told', async () => {
    const { service, read } = await roads();
    await service.ok('piet', 'set', subscribeRequest(ROADS, 'piet@example.org'));
    await service.ok('admin', 'set', notice('No water today.', UNTIL));
    await service.online('piet');
    await endNotices(service.ctx);
    expect(await service.pushes('piet')).toEqual([]);
    expect((await read(STRANGER))?.get('x-buddycloud#notice')).toBe('No water today.');

    await endNotices({ ...service.ctx, now: () => UNTIL });
    const [told] = (await service.pushes('piet')).map(readEvent);
    expect(told).toMatchObject({ kind: 'configured', channel: ROADS });
    expect(told && 'config' in told && told.config.vars).toBeUndefined();
    const values = await read(STRANGER);
    expect([...(values?.keys() ?? [])].filter((name) => name.includes('notice'))).toEqual([]);
  });

  test('is taken away where the posts of the channel were deleted, too', async () => {
    const { service } = await roads();
    const own = 'piet@example.org';
    await service.ok('piet', 'set', registerRequest());
    const vars = { 'x-buddycloud#notice': 'Away.', 'x-buddycloud#notice_until': UNTIL };
    await service.ok('piet', 'set', configureRequest(own, form('submit', NODE_CONFIG, vars)));
    await service.ok('piet', 'set', deleteRequest(own));
    await endNotices({ ...service.ctx, now: () => UNTIL });
    const found = await service.ctx.database.read((reader) => findChannel(reader, own));
    expect(found?.config.vars).toEqual({});
  });

  test('that was made longer meanwhile stands', async () => {
    const { service, read } = await roads();
    await service.ok('admin', 'set', notice('No water today.', UNTIL));
    await service.ok('admin', 'set', notice('Nor tomorrow.', '2026-01-09T00:00:00.000Z'));
    await endNotices({ ...service.ctx, now: () => UNTIL });
    expect((await read(STRANGER))?.get('x-buddycloud#notice')).toBe('Nor tomorrow.');
    // Without an end it stands for good.
    await service.ok('admin', 'set', notice('Nor ever.', ''));
    await endNotices({ ...service.ctx, now: () => '2027-01-01T00:00:00.000Z' });
    expect((await read(STRANGER))?.get('x-buddycloud#notice')).toBe('Nor ever.');
    const soon = notice('Soon.', 'tomorrow');
    expect(await service.refused('admin', 'set', soon)).toMatch(/^modify\//);
  });
});
