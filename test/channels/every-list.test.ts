/** Every list that the service gives in pages, by what XEP-0059 says of pages, one table for all. */
import { describe, expect, test } from 'vitest';
import { type NodeName, nodeOf, parseNode } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { SHOWS_FOLLOWED } from '../../src/protocol/config-vars.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  configureRequest,
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
  unsubscribeRequest,
} from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { type PageRequest, pageRequest, readPageInfo } from '../../src/protocol/rsm.ts';
import { child, childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { channelService, WELCOME } from './channel-service.ts';

const NODE = `/user/${WELCOME}/posts`;
const MORE = ['x', 'y', 'z', 'v'].map((name) => `${name}@topics.example.org`);
const PEOPLE = ['ann', 'ben', 'cleo', 'dan'];

type Service = Awaited<ReturnType<typeof channelService>>;

interface List {
  readonly type?: 'get' | 'set';
  /** Who asks. */
  readonly who?: string;
  /** The question, without its page. */
  readonly asks: Element;
  /** What its rows are called, in an answer or in one of its messages. */
  readonly row: (element: Element) => string | undefined;
  /** Whether a page can be asked for by the position of its first row. */
  readonly counts?: true;
}

const pubsub = (verb: Element) => el(NS.PUBSUB, 'pubsub', {}, verb);
const ours = (name: string, attrs: Record<string, string> = {}) =>
  pubsub(el(NS.BUDDYCLOUD, name, attrs));
const named = (name: string, attrs: Record<string, string> = {}) =>
  pubsub(el(NS.PUBSUB, name, attrs));
const since = { since: '2000-01-01T00:00:00Z' };

const inDirectory = (ns: string, name: string, text: string) =>
  el(ns, 'query', {}, el(ns, name, {}, text));

const idOf = (name: string) => (element: Element) =>
  element.name === name ? element.attrs.id : undefined;
const attr = (name: string, of: string) => (element: Element) =>
  element.name === name ? element.attrs[of] : undefined;

const LISTS: Readonly<Record<string, List>> = {
  'items of a node': { asks: named('items', { node: NODE }), row: idOf('item') },
  'topics of a node': {
    asks: named('items', { node: NODE, 'parent-only': 'true' }),
    row: idOf('item'),
  },
  'a thread': { asks: ours('thread', { node: NODE, item_id: 't1' }), row: idOf('item') },
  'comments of a topic': {
    asks: named('items', { node: `urn:xmpp:microblog:0:comments/${WELCOME}/t1` }),
    row: idOf('item'),
  },
  threads: { asks: named('threads', { node: NODE }), row: idOf('thread') },
  'the firehose': { asks: named('items', { node: '/firehose' }), row: idOf('item') },
  'recent items': { asks: ours('recent-items', { ...since, max: '-1' }), row: idOf('item') },
  'the newest of each channel': {
    asks: ours('recent-items', { ...since, max: '2' }),
    row: idOf('item'),
  },
  'user items': { asks: ours('user-items', since), row: idOf('item') },
  'own subscriptions': {
    asks: named('subscriptions'),
    row: attr('subscription', 'node'),
    counts: true,
  },
  'own affiliations': {
    asks: named('affiliations'),
    row: attr('affiliation', 'node'),
    counts: true,
  },
  'own channels with their configuration': {
    asks: ours('subscriptions-with-configuration'),
    row: attr('subscription-with-configuration', 'node'),
    counts: true,
  },
  followers: {
    asks: named('subscriptions', { node: NODE }),
    row: attr('subscription', 'jid'),
    counts: true,
  },
  roles: {
    asks: named('affiliations', { node: NODE }),
    row: attr('affiliation', 'jid'),
    counts: true,
  },
  nodes: { asks: el(NS.DISCO_ITEMS, 'query'), row: attr('item', 'node'), counts: true },
  'the directory': { asks: el(NS.MOST_ACTIVE, 'query'), row: attr('item', 'jid'), counts: true },
  'channels by their words': {
    ...{ asks: inDirectory(NS.METADATA_QUERY, 'search', 'town') },
    ...{ row: attr('item', 'jid'), counts: true },
  },
  'posts by their words': {
    ...{ asks: inDirectory(NS.CONTENT_QUERY, 'search', 't') },
    ...{ row: attr('item', 'id'), counts: true },
  },
  'channels by distance': {
    asks: el(NS.NEARBY_QUERY, 'query', {}, el(NS.NEARBY_QUERY, 'point', { lat: '-25', lon: '28' })),
    ...{ row: attr('item', 'jid'), counts: true },
  },
  'similar channels': {
    ...{ asks: inDirectory(NS.SIMILAR_CHANNELS, 'channel-jid', WELCOME) },
    ...{ row: attr('item', 'jid'), counts: true },
  },
  'channels that one may like': {
    ...{ asks: inDirectory(NS.RECOMMENDATION_QUERY, 'user-jid', 'dan@example.org'), who: 'dan' },
    ...{ row: attr('item', 'jid'), counts: true },
  },
  'the archive': {
    ...{ type: 'set', asks: el(NS.MAM, 'query', { node: NODE }) },
    ...{ row: idOf('result'), who: 'admin' },
  },
};

async function town() {
  const service = await channelService();
  for (const who of ['admin', ...PEOPLE]) await service.ok(who, 'set', registerRequest());
  const post = (channel: string, id: string, parent?: string) =>
    service.ok(
      'admin',
      'set',
      publishRequest(channel, { id, text: id, ...(parent && { parent }) }),
    );
  for (const [n, channel] of MORE.entries()) {
    const place = { 'x-buddycloud#geoloc-lat': `-${20 + n}`, 'x-buddycloud#geoloc-lon': '28' };
    const config = configChangeForm({ description: 'In town', vars: place });
    await service.ok('admin', 'set', createRequest(channel, config));
    for (const who of ['ann', 'ben']) {
      await service.ok(who, 'set', subscribeRequest(channel, `${who}@example.org`));
    }
    for (const k of [1, 2, 3]) await post(channel, `${n}-${k}`);
  }
  const shows = configChangeForm({ vars: { [SHOWS_FOLLOWED]: 'true' } });
  await service.ok('ben', 'set', configureRequest('ben@example.org', shows));
  for (const id of ['t1', 't2', 't3', 't4', 't5']) await post(WELCOME, id);
  for (const id of ['a', 'b', 'c', 'd']) await post(WELCOME, id, 't1');
  await post(WELCOME, 'e', 't3');
  return service;
}

function rowsIn(element: Element, row: List['row']): string[] {
  const own = row(element);
  return own === undefined ? childrenOf(element).flatMap((part) => rowsIn(part, row)) : [own];
}

async function inTown({ type = 'get', who = 'ann', asks, row }: List) {
  const service = await town();
  const question = (page?: PageRequest | Element) => {
    const set = page && ('ns' in page ? page : pageRequest(page));
    return el(asks.ns, asks.name, { ...asks.attrs }, ...childrenOf(asks), set);
  };
  const ask = async (page?: PageRequest | Element) => {
    const { reply, before } = await service.ask(who, type, question(page));
    expect(reply.attrs.type, JSON.stringify(reply)).toBe('result');
    const [payload] = childrenOf(reply) as [Element];
    return {
      rows: [...before, payload].flatMap((element) => rowsIn(element, row)),
      info: readPageInfo(payload),
      hasSet: child(payload, 'set', NS.RSM) !== undefined,
    };
  };
  const refused = (page: PageRequest | Element) => service.refused(who, type, question(page));
  return { service, ask, refused };
}

const setOf = (name: string, text: string) => el(NS.RSM, 'set', {}, el(NS.RSM, name, {}, text));

describe.each(Object.entries(LISTS))('%s', (_, list) => {
  test('comes whole, forwards and backwards, from either end', async () => {
    const { ask } = await inTown(list);
    const { rows: all } = await ask({ max: 100 });
    expect(all.length).toBeGreaterThan(3);
    expect(new Set(all).size).toBe(all.length);

    for (const size of [1, 2, 3]) {
      const forwards: string[] = [];
      for (let after: string | undefined; ; ) {
        const { rows, info } = await ask({ max: size, after });
        expect(info?.count).toBe(all.length);
        if (rows.length === 0 || forwards.length > all.length) break;
        forwards.push(...rows);
        after = info?.last;
      }
      expect(forwards).toEqual(all);

      const backwards: string[] = [];
      for (let before: string | undefined = ''; ; ) {
        const { rows, info } = await ask({ max: size, before });
        expect(info?.count).toBe(all.length);
        if (rows.length === 0 || backwards.length > all.length) break;
        backwards.unshift(...rows);
        before = info?.first;
      }
      expect(backwards).toEqual(all);
    }
  });

  test('counts alone where nothing more is asked, and takes any number for its size', async () => {
    const { ask, refused } = await inTown(list);
    const { rows: all } = await ask({ max: 100 });
    const { rows, info } = await ask({ max: 0 });
    expect([rows, info]).toEqual([[], { count: all.length }]);
    // XEP-0059's schema: an unsigned integer of 32 bits; nobody has to know our bound.
    for (const size of ['2147483647', '4294967295', ' 100 ', '0100', '9'.repeat(40)]) {
      expect((await ask(setOf('max', size))).rows, size).toEqual(all);
    }
    expect(
      (await ask(el(NS.RSM, 'set', {}, el(NS.RSM, 'max', {}, '100'), el(NS.RSM, 'after')))).rows,
    ).toEqual(all);
    for (const size of ['-1', '', 'all', '1.5', '1e2', '+5', '٣']) {
      expect(await refused(setOf('max', size)), size).toBe(
        'modify/bad-request +invalid-max-value-provided',
      );
    }
  });

  test('a page that begins at a position is that, or refused', async () => {
    const { ask, refused } = await inTown(list);
    const { rows: all } = await ask({ max: 100 });
    if (!list.counts) {
      expect(await refused({ max: 2, index: 1 })).toBe('cancel/feature-not-implemented');
      return;
    }
    const { rows, info } = await ask({ max: 2, index: 2 });
    expect(rows).toEqual(all.slice(2, 4));
    expect(info).toMatchObject({ index: 2, count: all.length });
    expect((await ask({ max: 2, index: 0 })).info?.index).toBe(0);
    expect(await ask({ max: 2, index: all.length })).toMatchObject({ rows: [] });
    expect(await ask(setOf('index', '9'.repeat(40)))).toMatchObject({ rows: [] });
  });

  test('what is no place in it turns no page', async () => {
    const { refused } = await inTown(list);
    for (const place of [
      'never',
      `/user/${WELCOME},never`,
      `tag:channels.example.org,${NODE},no`,
    ]) {
      for (const page of [{ after: place }, { before: place }]) {
        expect(await refused(page), JSON.stringify(page)).toBe('cancel/item-not-found');
      }
    }
  });
});

describe('what was removed still turns a page', () => {
  test.each([
    ...['items of a node', 'topics of a node', 'threads', 'the firehose', 'recent items'],
    ...['user items', 'the newest of each channel', 'a thread', 'comments of a topic'],
  ])('%s', async (name) => {
    const { service, ask } = await inTown(LISTS[name] as List);
    const { rows: all } = await ask({ max: 100 });
    const first = await ask({ max: 3 });
    const gone = first.rows[2] as string;
    const channel = gone.includes('-') ? (MORE[Number(gone[0])] as string) : WELCOME;
    // A topic goes with its comments; where a number is asked for, others come in their place.
    await service.ok('admin', 'set', retractRequest(channel, gone));
    const rest = await ask({ max: 100, after: first.info?.last });
    const left = all.slice(3).filter((id) => rest.rows.includes(id));
    expect(rest.rows.filter((id) => all.includes(id))).toEqual(left);
    expect(rest.rows).not.toContain(gone);
    const back = await ask({ max: 100, before: first.info?.last });
    expect(back.rows).toEqual(first.rows.slice(0, 2));
    expect(back.rows.length + rest.rows.length).toBe(rest.info?.count);
  });
});

describe('a list of names turns on any of them, as if it stood there', () => {
  /** Takes a row out of its list, by who may. */
  const takenOut = async (service: Service, list: string, row: string) => {
    if (list === 'followers' || list === 'roles') {
      return service.ok(row, 'set', unsubscribeRequest(WELCOME, row));
    }
    const { channel, name } = parseNode(row) as NodeName;
    const isOwn = !channel.endsWith('@topics.example.org');
    if (!isOwn && list !== 'nodes') {
      return service.ok('ann', 'set', unsubscribeRequest(channel, 'ann@example.org'));
    }
    const gone = el(NS.PUBSUB_OWNER, 'delete', { node: nodeOf(channel, name) });
    const owner = isOwn ? channel : 'admin';
    return service.ok(owner, 'set', el(NS.PUBSUB_OWNER, 'pubsub', {}, gone));
  };

  test.each([
    ...['own subscriptions', 'own affiliations', 'own channels with their configuration'],
    ...['followers', 'roles', 'nodes'],
  ])('%s', async (name) => {
    const { service, ask } = await inTown(LISTS[name] as List);
    const { rows: all } = await ask({ max: 100 });
    // The third, and the last but one: of own nodes one of a channel that stays, and a whole channel.
    for (const at of [2, all.length - 2]) {
      const gone = all[at] as string;
      await takenOut(service, name, gone);
      const after = await ask({ max: 100, after: gone });
      const before = await ask({ max: 100, before: gone });
      const { rows: left } = await ask({ max: 100 });
      expect(left).not.toContain(gone);
      expect(after.rows).toEqual(all.slice(at + 1).filter((row) => left.includes(row)));
      expect([...before.rows, ...after.rows]).toEqual(left);
      expect(after.info).toMatchObject({ count: left.length, index: before.rows.length });
    }
    const { rows: left } = await ask({ max: 100 });
    const isOfPeople = !left[0]?.startsWith('/');
    const [lowest, highest] = isOfPeople
      ? ['-@example.org', '~@example.org']
      : ['/user/-@example.org/posts', '/user/~@example.org/posts'];
    expect((await ask({ max: 100, after: lowest })).rows).toEqual(left);
    expect((await ask({ max: 100, before: lowest })).rows).toEqual([]);
    expect((await ask({ max: 100, after: highest })).rows).toEqual([]);
    expect((await ask({ max: 100, before: highest })).rows).toEqual(left);
  });
});

test('the directory turns on any position', async () => {
  const { ask } = await inTown(LISTS['the directory'] as List);
  const { rows: all } = await ask({ max: 100 });
  expect(await ask({ max: 2, after: '999999' })).toMatchObject({
    ...{ rows: [], info: { count: all.length } },
  });
  expect((await ask({ max: 2, before: '999999' })).rows).toEqual(all.slice(-2));
});

const WRITERS = 20;

describe('while 20 people publish and retract, what stays comes once and in order', () => {
  test.each([
    ...['items of a node', 'topics of a node', 'threads', 'the firehose', 'recent items'],
    ...['user items', 'a thread', 'comments of a topic'],
  ])('%s', async (name) => {
    const { service, ask } = await inTown(LISTS[name] as List);
    const writers = Array.from({ length: WRITERS }, (_, n) => `writer${n}`);
    for (const who of writers) await service.ok(who, 'set', registerRequest());
    // In a list of comments, comments.
    const parent = ['a thread', 'comments of a topic'].includes(name) ? 't1' : null;
    const put = (who: string, id: string) =>
      service.ok(who, 'set', publishRequest(WELCOME, { id, text: id, parent }));
    for (let n = 0; n < 20; n += 1) await put('admin', `kept${n}`);
    for (const who of writers) await put(who, `${who}-0`);
    const kept = (rows: readonly string[]) => rows.filter((id) => id.startsWith('kept'));
    const all = kept((await ask({ max: 100 })).rows);
    expect(all).toHaveLength(20);

    const disturb = async (who: string) => {
      for (let n = 1; n <= 5; n += 1) {
        await put(who, `${who}-${n}`);
        await service.ok(who, 'set', retractRequest(WELCOME, `${who}-${n - 1}`));
      }
    };
    const forwards = async () => {
      const seen: string[] = [];
      for (let after: string | undefined; ; ) {
        const { rows, info } = await ask({ max: 3, after });
        if (rows.length === 0) return seen;
        seen.push(...rows);
        after = info?.last;
      }
    };
    const backwards = async () => {
      const seen: string[] = [];
      for (let before: string | undefined = ''; ; ) {
        const { rows, info } = await ask({ max: 3, before });
        if (rows.length === 0) return seen;
        seen.unshift(...rows);
        before = info?.first;
      }
    };
    const [there, back] = await Promise.all([forwards(), backwards(), ...writers.map(disturb)]);
    for (const seen of [there, back]) {
      expect(new Set(seen).size, 'something came twice').toBe(seen.length);
      expect(kept(seen)).toEqual(all);
    }
    expect(service.failures).toEqual([]);
  });
});

test('of a channel in which much happened nothing is left out, nor more told than was asked', async () => {
  const service = await town();
  const before = service.ctx.now();
  const ids = Array.from({ length: 130 }, (_, n) => `n${n}`);
  for (const id of ids) await service.ok('admin', 'set', publishRequest(WELCOME, { id, text: id }));
  const walk = async (asks: Element) => {
    const rows: string[] = [];
    for (let after: string | undefined; ; ) {
      const set = pageRequest({ max: 60, after });
      const answer = await service.ok(
        'ann',
        'get',
        el(NS.PUBSUB, 'pubsub', {}, ...childrenOf(asks), set),
      );
      const page = rowsIn(answer, idOf('item'));
      if (page.length === 0) break;
      rows.push(...page);
      after = readPageInfo(answer)?.last;
    }
    return rows;
  };
  const newest = ids.toReversed();
  expect(await walk(ours('user-items', { since: before }))).toEqual(newest);
  expect(await walk(ours('recent-items', { since: before, max: '-1' }))).toEqual(newest);
  expect(await walk(ours('recent-items', { since: before, max: '110' }))).toEqual(
    newest.slice(0, 110),
  );
  expect(await walk(ours('recent-items', { since: before, max: '0' }))).toEqual([]);
});
