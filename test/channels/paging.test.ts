import { expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { publishRequest, registerRequest } from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { type PageRequest, pageRequest, readPageInfo } from '../../src/protocol/rsm.ts';
import { child, childrenOf, childText, type Element, el } from '../../src/protocol/xml.ts';
import { channelService, SERVICE, WELCOME } from './channel-service.ts';

const NODE = `/user/${WELCOME}/posts`;

/** Five topics, the second with two comments: t2 b a t5 t4 t3 t1, newest activity first. */
async function town() {
  const service = await channelService();
  for (const who of ['admin', 'thandi']) await service.ok(who, 'set', registerRequest());
  const post = (id: string, parent?: string, channel = WELCOME) =>
    service.ok(
      'admin',
      'set',
      publishRequest(channel, { id, text: id, ...(parent && { parent }) }),
    );
  for (const id of ['t1', 't2', 't3', 't4', 't5']) await post(id);
  for (const id of ['a', 'b']) await post(id, 't2');
  const items = (attrs: Record<string, string>, page?: PageRequest, ...children: Element[]) =>
    el(
      NS.PUBSUB,
      'pubsub',
      {},
      el(NS.PUBSUB, 'items', { node: NODE, ...attrs }, ...children),
      page && pageRequest(page),
    );
  const read = async (...asked: Parameters<typeof items>) => {
    const answer = await service.ok('thandi', 'get', items(...asked));
    const ids = childrenOf(child(answer, 'items') as Element).map((item) => item.attrs.id);
    return { ids: ids.join(' '), page: readPageInfo(answer) };
  };
  return { service, post, items, read };
}

test.each([
  [{ max: 3 }, 'b t2 a'],
  [{ max: 1, after: 'b' }, 't2'],
  [{ max: 2, after: 't2' }, 'a t5'],
  [{ max: 9, after: 'a' }, 't5 t4 t3 t1'],
  [{ max: 2, before: 't5' }, 't2 a'],
  [{ max: 9, before: 't5' }, 'b t2 a'],
  [{ max: 2, before: '' }, 't3 t1'],
  [{ max: 0 }, ''],
  [{ max: 9, after: 't1' }, ''],
] as const)('a page: %j', async (page, ids) => {
  const { read } = await town();
  const found = await read({}, page);
  expect(found.ids).toBe(ids);
  expect(found.page).toMatchObject({ count: 7 });
  const [first] = ids.split(' ');
  expect(found.page?.first).toBe(first || undefined);
});

test('a page turns on ids in each of their forms', async () => {
  const { read } = await town();
  for (const after of ['t4', `${NODE},t4`, `tag:${SERVICE},${NODE},t4`]) {
    expect((await read({ 'parent-only': '1' }, { max: 9, after })).ids).toBe('t3 t1');
  }
});

/** The same, topics alone: t2 t5 t4 t3 t1. */
async function turning() {
  const { service, post, items } = await town();
  const turn = async (
    page: PageRequest,
    order?: { readonly activity?: number },
    who = 'thandi',
  ) => {
    const asked = childrenOf(items({ 'parent-only': '1' }, page));
    const request = el(NS.PUBSUB, 'pubsub', {}, ...asked, order && el(NS.ORDER, 'order', order));
    const answer = await service.ok(who, 'get', request);
    const rows = childrenOf(child(answer, 'items') as Element);
    return rows.map((item) => item.attrs.id).join(' ');
  };
  return { service, post, turn };
}

test('a page goes on from where its row was told, though a comment moved that up', async () => {
  const { post, turn } = await turning();
  expect(await turn({ max: 2 })).toBe('t2 t5');
  await post('c', 't5');
  expect(await turn({ max: 2, after: 't5' })).toBe('t4 t3');
  await post('d', 't3');
  expect(await turn({ max: 2, after: 't3' })).toBe('t1');
  // Another connection was told of none of it.
  expect(await turn({ max: 2, after: 't3' }, undefined, 'admin')).toBe('t5 t2');
});

test('a page that turns on another row than the last one goes on from where that is', async () => {
  const { post, turn } = await turning();
  expect(await turn({ max: 2 })).toBe('t2 t5');
  await post('c', 't5');
  await post('d', 't4');
  expect(await turn({ max: 3 })).toBe('t4 t5 t2');
  expect(await turn({ max: 2, after: 't5' })).toBe('t2 t3');
});

test('from the oldest up one comes to the end of what was there, and then to what came since', async () => {
  const { post, turn } = await turning();
  expect(await turn({ max: 2, before: '' })).toBe('t3 t1');
  await post('c', 't3');
  await post('d', 't1');
  expect(await turn({ max: 2, before: 't3' })).toBe('t5 t4');
  await post('t6');
  expect(await turn({ max: 2, before: 't5' })).toBe('t2');
  expect(await turn({ max: 2, before: 't2' })).toBe('');
  expect(await turn({ max: 9, before: 't2' })).toBe('t6 t1 t3');
});

test('who keeps the order says where the row stood', async () => {
  const { service, post, turn } = await turning();
  const place = await service.ctx.database.read((reader) =>
    reader.get<{ activity: number }>("SELECT activity FROM items WHERE id = 't4'"),
  );
  await post('c', 't4');
  expect(await turn({ max: 9, after: 't4' }, place)).toBe('t3 t1');
  expect(await turn({ max: 9, after: 't4' }, {})).toBe('t2 t5 t3 t1');
  expect(await turn({ max: 1, before: 't4' }, place)).toBe('t5');
});

test('max_items counts where no page is asked for; what is more is said', async () => {
  const { read } = await town();
  expect(await read({ max_items: '2' })).toMatchObject({ ids: 'b t2', page: { count: 7 } });
  expect(await read({ max_items: '2' }, { max: 1 })).toMatchObject({ ids: 'b' });
  expect((await read({})).page).toBeUndefined();
  expect((await read({}, {})).page).toMatchObject({ count: 7 });
});

test('as many items by their ids as a page holds: more would be answered in part', async () => {
  const { service, items } = await town();
  const some = (count: number) =>
    items(
      {},
      undefined,
      ...Array.from({ length: count }, () => el(NS.PUBSUB, 'item', { id: 't1' })),
    );
  expect(await service.refused('thandi', 'get', some(100))).toBe('accepted');
  expect(await service.refused('thandi', 'get', some(101))).toBe(
    'modify/not-acceptable +payload-too-big',
  );
});

test('several items by their ids, those that are there', async () => {
  const { service, items, read } = await town();
  const item = (id: string) => el(NS.PUBSUB, 'item', { id });
  expect((await read({}, undefined, item('t3'), item('no'), item('a'))).ids).toBe('t3 a');
  const none = items({}, undefined, item('no'), item('no way'));
  expect(await service.refused('thandi', 'get', none)).toBe('cancel/item-not-found');
});

test.each([
  ['no node', { node: '' }, undefined, 'modify/bad-request +nodeid-required'],
  ['no channel', { node: '/user/a/posts' }, undefined, 'cancel/feature-not-implemented'],
  ['unknown', { node: '/user/no@topics.example.org/posts' }, undefined, 'cancel/item-not-found'],
  ['no number', { max_items: 'all' }, undefined, 'modify/bad-request +invalid-max-value-provided'],
  ['an unknown place', {}, { after: 'never' }, 'cancel/item-not-found'],
  ['an unknown place back', {}, { before: 'never' }, 'cancel/item-not-found'],
])('refuses: %s', async (_, attrs, page, expected) => {
  const { service, items } = await town();
  expect(await service.refused('thandi', 'get', items(attrs, page))).toBe(expected);
});

test('the firehose reaches as far as the asker may read', async () => {
  const { service, post, items } = await town();
  for (const accessModel of ['local', 'authorize'] as const) {
    const channel = `${accessModel}@topics.example.org`;
    await service.ok('admin', 'set', createRequest(channel, configChangeForm({ accessModel })));
    await post(accessModel, undefined, channel);
  }
  const seen = async (who: string) => {
    const answer = await service.ok(who, 'get', items({ node: '/firehose' }, { max: 3 }));
    const runs = childrenOf(answer, 'items').flatMap((run) => childrenOf(run));
    return runs.map((item) => item.attrs.id).join(' ');
  };
  expect(await seen('x@anon.example.org')).toBe('b a t5');
  expect(await seen('thandi')).toBe('local b a');
  expect(await seen('admin')).toBe('authorize local b');
});

test('user items hold statuses, recent items do not', async () => {
  const { service } = await town();
  const entry = el(NS.ATOM, 'entry', {}, el(NS.ATOM, 'content', {}, 'at the clinic'));
  const status = { node: '/user/thandi@example.org/status' };
  const publish = el(NS.PUBSUB, 'publish', status, el(NS.PUBSUB, 'item', { id: 's' }, entry));
  await service.ok('thandi', 'set', el(NS.PUBSUB, 'pubsub', {}, publish));
  const newest = async (name: string) => {
    const attrs = { since: '2000-01-01T00:00:00Z', max: '9' };
    const request = el(NS.PUBSUB, 'pubsub', {}, el(NS.BUDDYCLOUD, name, attrs));
    const [run] = childrenOf(await service.ok('thandi', 'get', request), 'items');
    const item = childrenOf(run as Element)[0] as Element;
    const entry = child(item, 'entry', NS.ATOM) as Element;
    return { node: run?.attrs.node, id: item.attrs.id, global: childText(entry, 'id') };
  };
  const { node } = status;
  expect(await newest('user-items')).toEqual({ node, id: 's', global: `tag:${SERVICE},${node},s` });
  expect(await newest('recent-items')).toMatchObject({ node: NODE, id: 'b' });
});
