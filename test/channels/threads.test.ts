import { expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { publishRequest, registerRequest, retractRequest } from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { pageRequest, readPageInfo } from '../../src/protocol/rsm.ts';
import { childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { channelService, SERVICE, WELCOME } from './channel-service.ts';

const NODE = `/user/${WELCOME}/posts`;
const pubsub = (...children: Element[]) => el(NS.PUBSUB, 'pubsub', {}, ...children);

async function town() {
  const service = await channelService();
  for (const who of ['admin', 'thandi']) await service.ok(who, 'set', registerRequest());
  const post = (id: string, parent?: string, channel = WELCOME) =>
    service.ok(
      'admin',
      'set',
      publishRequest(channel, { id, text: id, ...(parent && { parent }) }),
    );
  for (const id of ['t1', 't2', 't3']) await post(id);
  for (const id of ['a', 'b', 'c']) await post(id, 't1');
  return { service, post };
}

/** Ids inside an answer, each run or thread in its own list. */
const idsIn = (answer: Element) =>
  childrenOf(answer)
    .filter((run) => run.ns === NS.PUBSUB)
    .map((run) => childrenOf(run, 'item').map((item) => item.attrs.id));

test('a thread: the topic first, then its comments, in pages', async () => {
  const { service } = await town();
  const thread = el(NS.BUDDYCLOUD, 'thread', { node: NODE, item_id: 't1' });
  const page = async (after?: string) => {
    const request = pubsub(thread, pageRequest({ max: 2, after }));
    const answer = await service.ok('thandi', 'get', request);
    return { ids: idsIn(answer)[0], info: readPageInfo(answer) };
  };
  expect(await page()).toMatchObject({ ids: ['t1', 'a'], info: { count: 4, last: 'a' } });
  expect((await page('a')).ids).toEqual(['b', 'c']);
  expect((await page('c')).ids).toEqual([]);
  const unknown = pubsub(el(NS.BUDDYCLOUD, 'thread', { node: NODE, item_id: 'no' }));
  expect(await service.refused('thandi', 'get', unknown)).toBe(
    'cancel/item-not-found +parent-item-not-found',
  );
});

test('threads: latest activity first, each with its topic and comments', async () => {
  const { service } = await town();
  const threads = (after?: string) =>
    pubsub(el(NS.PUBSUB, 'threads', { node: NODE }), pageRequest({ max: 2, after }));
  expect(idsIn(await service.ok('thandi', 'get', threads()))).toEqual([
    ['t1', 'a', 'b', 'c'],
    ['t3'],
  ]);
  expect(idsIn(await service.ok('thandi', 'get', threads('t3')))).toEqual([['t2']]);
  expect(await service.refused('thandi', 'get', threads('no'))).toBe('cancel/item-not-found');
});

test('recent and user items: of followed channels only, topics only where asked', async () => {
  const { service, post } = await town();
  const roads = 'roads@topics.example.org';
  await service.ok('admin', 'set', createRequest(roads, configChangeForm({})));
  await post('r1', undefined, roads);
  const recent = (attrs: Record<string, string>) =>
    pubsub(el(NS.BUDDYCLOUD, 'recent-items', { since: '2000-01-01T00:00:00Z', ...attrs }));
  expect(
    idsIn(await service.ok('thandi', 'get', recent({ max: '2', 'parent-only': 'true' }))),
  ).toEqual([['t1', 't3']]);
  expect(idsIn(await service.ok('admin', 'get', recent({ max: '1' })))).toEqual([['r1'], ['c']]);
  const user = pubsub(el(NS.BUDDYCLOUD, 'user-items', { since: '2000-01-01T00:00:00Z' }));
  expect(idsIn(await service.ok('thandi', 'get', user)).flat()).toHaveLength(6);
  const since = (text: string) => recent({ max: '1', since: text });
  // A comment brings its topic back, as new as itself.
  const before = service.ctx.now();
  await post('d', 't2');
  const news = await service.ok('thandi', 'get', recent({ max: '-1', since: before }));
  expect(idsIn(news)).toEqual([['d', 't2']]);
  expect(idsIn(await service.ok('thandi', 'get', since('2099-01-01T00:00:00Z')))).toEqual([]);
  // What has a late number and an old date, as after a granted appeal, hides nothing of between.
  await post('restored', 't1');
  await service.ctx.database.write((writer) =>
    writer.run("UPDATE items SET published_at = ? WHERE id = 'restored'", before),
  );
  const all = await service.ok('thandi', 'get', recent({ max: '-1', since: before }));
  expect(idsIn(all)).toEqual([['d', 't2']]);
  const older = new Date(Date.parse(before) - 500).toISOString();
  const more = await service.ok('thandi', 'get', recent({ max: '-1', since: older }));
  expect(idsIn(more)).toEqual([['restored', 't1', 'd', 't2']]);
  expect(await service.refused('thandi', 'get', since('yesterday'))).toBe(
    'modify/bad-request +invalid-since-value-provided',
  );
});

test('the firehose holds what is open, newest first, and turns on global ids', async () => {
  const { service, post } = await town();
  const closed = 'closed@topics.example.org';
  const authorize = configChangeForm({ accessModel: 'authorize' });
  await service.ok('admin', 'set', createRequest(closed, authorize));
  await post('secret', undefined, closed);
  const firehose = (after?: string) =>
    pubsub(el(NS.PUBSUB, 'items', { node: '/firehose' }), pageRequest({ max: 4, after }));
  const answer = await service.ok('x@anon.example.org', 'get', firehose());
  expect(idsIn(answer)).toEqual([['c', 'b', 'a', 't3']]);
  const last = readPageInfo(answer)?.last;
  expect(last).toBe(`tag:${SERVICE},${NODE},t3`);
  expect(idsIn(await service.ok('x@anon.example.org', 'get', firehose(last)))).toEqual([
    ['t2', 't1'],
  ]);
});

test('what stands in the channel of somebody whose name has a comma turns a page, and is answered, like all else', async () => {
  const { service } = await town();
  const person = 'thandi,mo@example.org';
  await service.ok('thandi,mo', 'set', registerRequest());
  for (const id of ['p1', 'p2']) {
    await service.ok('thandi,mo', 'set', publishRequest(person, { id, text: id }));
  }
  const seen: unknown[] = [];
  for (let after: string | undefined; seen.length < 3; ) {
    const firehose = el(NS.PUBSUB, 'items', { node: '/firehose' });
    const page = pubsub(firehose, pageRequest({ max: 1, after }));
    const answer = await service.ok('admin', 'get', page);
    seen.push(...idsIn(answer).flat());
    after = readPageInfo(answer)?.last;
  }
  expect(seen).toEqual(['p2', 'p1', 'c']);
  const global = `tag:${SERVICE},/user/${person}/posts,p1`;
  await service.ok('thandi,mo', 'set', retractRequest(person, global));
});
