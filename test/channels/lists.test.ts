import { expect, test } from 'vitest';
import { NODE_CONFIG } from '../../src/protocol/config-form.ts';
import { form } from '../../src/protocol/data-form.ts';
import { askedByWhoKnows, readKnown } from '../../src/protocol/known.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  affiliationsRequest,
  configureRequest,
  directoryRequest,
  publishRequest,
  subscribeRequest,
} from '../../src/protocol/pubsub.ts';
import { createRequest, setAffiliationRequest } from '../../src/protocol/pubsub-owner.ts';
import { type PageRequest, pageRequest, readPageInfo } from '../../src/protocol/rsm.ts';
import { child, childrenOf, childText, type Element, el } from '../../src/protocol/xml.ts';
import { findChannel } from '../../src/server/storage/channels.ts';
import { saveMembership } from '../../src/server/storage/memberships.ts';
import { channelService, SERVICE, WELCOME } from './channel-service.ts';
import { wholeOwnChannelsRequest } from './other-clients.ts';

const NODE = `/user/${WELCOME}/posts`;

async function followed() {
  const service = await channelService();
  for (const who of ['a', 'b', 'c', 'd']) {
    await service.ok(who, 'set', subscribeRequest(WELCOME, `${who}@example.org`));
  }
  return service;
}

test.each([
  [{ max: 2 }, 'a admin', 0],
  [{ max: 2, after: 'admin@example.org' }, 'b c', 2],
  [{ max: 2, before: 'c@example.org' }, 'admin b', 1],
  [{ max: 2, before: '' }, 'c d', 3],
  [{ max: 0 }, '', undefined],
] as const)('people of a channel in pages: %j', async (page, names, index) => {
  const service = await followed();
  for (const list of ['subscriptions', 'affiliations']) {
    for (const ns of [NS.PUBSUB, NS.PUBSUB_OWNER]) {
      const request = el(ns, 'pubsub', {}, el(ns, list, { node: NODE }), pageRequest(page));
      const answer = await service.ok('a', 'get', request);
      // The answer is in the namespace of the question.
      const rows = childrenOf(child(answer, list, ns) as Element);
      expect(rows.map((row) => row.attrs.jid?.split('@')[0]).join(' ')).toBe(names);
      expect(readPageInfo(answer)).toMatchObject({ count: 5, index });
    }
  }
});

test('people of a channel whole, with no word of pages, where none was asked for', async () => {
  const service = await followed();
  const request = el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'affiliations', { node: NODE }));
  const answer = await service.ok('a', 'get', request);
  expect(childrenOf(answer).map((part) => part.name)).toEqual(['affiliations']);
  expect(await service.refused('a', 'get', pagesOf(request, { after: 'no address' }))).toBe(
    'cancel/item-not-found',
  );
});

test('of more people than one answer holds the first come, with where it goes on', async () => {
  const service = await followed();
  await service.ctx.database.write(async (writer) => {
    const { id } = (await findChannel(writer, WELCOME)) as { id: number };
    for (let n = 0; n < 500; n += 1) {
      const membership = { affiliation: 'member', subscription: 'subscribed' } as const;
      await saveMembership(writer, id, `p${n}@example.org`, membership);
    }
  });
  for (const list of ['subscriptions', 'affiliations']) {
    const request = el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, list, { node: NODE }));
    const first = await service.ok('a', 'get', request);
    const { count, last } = readPageInfo(first) ?? {};
    const rest = await service.ok('a', 'get', pagesOf(request, { max: 10_000, after: last }));
    const pages = [first, rest].map((answer) => childrenOf(child(answer, list) as Element));
    expect([count, ...pages.map(({ length }) => length)]).toEqual([505, 500, 5]);
    expect(new Set(pages.flat().map(({ attrs }) => attrs.jid)).size).toBe(505);
  }
});

test('pages of people hold and count those alone of whom the asker may know', async () => {
  const service = await followed();
  await service.ok('admin', 'set', setAffiliationRequest(WELCOME, 'b@example.org', 'outcast'));
  const closed = form('submit', NODE_CONFIG, { 'pubsub#access_model': 'authorize' });
  await service.ok('admin', 'set', setAffiliationRequest(WELCOME, 'a@example.org', 'moderator'));
  await service.ok('admin', 'set', configureRequest(WELCOME, closed));
  await service.ok('waits', 'set', subscribeRequest(WELCOME, 'waits@example.org'));
  const rows = async (who: string, list: string, page: PageRequest) => {
    const request = el(
      NS.PUBSUB,
      'pubsub',
      {},
      el(NS.PUBSUB, list, { node: NODE }),
      pageRequest(page),
    );
    const answer = await service.ok(who, 'get', request);
    const { count, index } = readPageInfo(answer) ?? {};
    const names = childrenOf(child(answer, list) as Element).map(
      ({ attrs }) => attrs.jid?.split('@')[0],
    );
    return `${names.join(' ')} of ${count} from ${index}`;
  };
  const first = { max: 2, after: 'admin@example.org' };
  expect(await rows('c', 'affiliations', first)).toBe('c d of 4 from 2');
  expect(await rows('c', 'subscriptions', first)).toBe('c d of 4 from 2');
  expect(await rows('a', 'affiliations', first)).toBe('b c of 6 from 2');
  expect(await rows('a', 'subscriptions', first)).toBe('c d of 5 from 2');
  expect(await rows('a', 'subscriptions', { max: 2, before: '' })).toBe('d waits of 5 from 3');
  // Nor does a page that turns on somebody tell whether they are there.
  for (const who of ['a', 'c']) {
    const names = who === 'a' ? 'c d of 6 from 3' : 'c d of 4 from 2';
    for (const after of ['b@example.org', 'between@example.org']) {
      expect(await rows(who, 'affiliations', { max: 2, after })).toBe(names);
    }
  }
});

const pagesOf = (request: Element, page: PageRequest) =>
  el(request.ns, request.name, {}, ...childrenOf(request), pageRequest(page));

test('nodes of the service, in pages', async () => {
  const service = await channelService();
  for (const name of ['x', 'y', 'z']) {
    const config = form('submit', NODE_CONFIG, { 'pubsub#title': name });
    await service.ok('admin', 'set', createRequest(`${name}@topics.example.org`, config));
  }
  const query = (page?: PageRequest) =>
    el(NS.DISCO_ITEMS, 'query', {}, ...(page ? [pageRequest(page)] : []));
  const found: Element[] = [];
  for (let after: string | undefined; ; ) {
    const answer = await service.ok('a', 'get', query({ max: 2, ...(after && { after }) }));
    expect(readPageInfo(answer)?.count).toBe(4);
    const page = childrenOf(answer, 'item');
    if (page.length === 0) break;
    found.push(...page);
    after = readPageInfo(answer)?.last;
  }
  expect(found).toEqual(childrenOf(await service.ok('a', 'get', query())));
  expect(found[1]?.attrs).toEqual({
    ...{ jid: SERVICE, node: '/user/x@topics.example.org/posts', name: 'x' },
  });
  const one = el(NS.DISCO_ITEMS, 'query', { node: NODE });
  expect(await service.refused('a', 'get', one)).toBe('cancel/feature-not-implemented');
});

test('of a list that is known nothing is sent but that, until it changes; each asker has their own', async () => {
  const service = await followed();
  const questions = [
    directoryRequest({ max: 9 }),
    wholeOwnChannelsRequest(),
    affiliationsRequest(),
  ];
  const roles = ['moderator', 'publisher', 'member'];
  for (const [n, question] of questions.entries()) {
    const ask = (who: string, hash: string) =>
      service.ok(who, 'get', askedByWhoKnows(question, hash));
    const whole = await service.ok('a', 'get', question);
    const first = await ask('a', '');
    const hash = readKnown(first) as string;
    expect(first).toEqual(askedByWhoKnows(whole, hash));
    const known = await ask('a', hash);
    expect(childrenOf(known).map(({ name }) => name)).toEqual(['known']);
    expect(readKnown(known)).toBe(hash);
    if (question.ns === NS.PUBSUB) expect(readKnown(await ask('b', hash))).not.toBe(hash);
    await service.ok('admin', 'set', publishRequest(WELCOME, { id: `new-${n}`, text: 'New.' }));
    await service.ok(
      'admin',
      'set',
      setAffiliationRequest(WELCOME, 'a@example.org', roles[n] as string),
    );
    const next = await ask('a', hash);
    expect(readKnown(next)).not.toBe(hash);
    expect(childrenOf(next).length).toBeGreaterThan(1);
  }
});

test('the directory turns on indexes, says where channels are, and only what is asked', async () => {
  const service = await channelService();
  const geoloc = (name: string) => `x-buddycloud#geoloc-${name}`;
  const config = form('submit', NODE_CONFIG, {
    ...{ 'pubsub#title': 'Clinic', 'pubsub#description': 'Open at 8' },
    ...{ [geoloc('lat')]: '-29.8', [geoloc('lon')]: '31', [geoloc('text')]: 'Durban' },
  });
  const clinic = 'clinic@topics.example.org';
  await service.ok('admin', 'set', createRequest(clinic, config));
  await service.ok('admin', 'set', publishRequest(clinic, { id: 'a', text: 'a' }));
  const first = await service.ok('a', 'get', directoryRequest({ max: 1, index: 0 }));
  const item = childrenOf(first, 'item')[0] as Element;
  expect(item.attrs).toMatchObject({ jid: clinic, type: 'channel', description: 'Open at 8' });
  const place = child(item, 'geoloc') as Element;
  const parts = childrenOf(place).map((part) => [part.name, childText(place, part.name)]);
  expect(Object.fromEntries(parts)).toEqual({ lat: '-29.8', lon: '31', text: 'Durban' });
  expect(readPageInfo(first)).toEqual({ count: 2, first: '1', last: '1', index: 0 });
  const second = await service.ok('a', 'get', directoryRequest({ max: 1, index: 1 }));
  expect(childrenOf(second, 'item')[0]?.attrs.jid).toBe(WELCOME);

  const feature = el(NS.MOST_ACTIVE, 'feature', { var: 'title' });
  const options = el(NS.MOST_ACTIVE, 'options', {}, feature);
  const some = await service.ok('a', 'get', el(NS.MOST_ACTIVE, 'query', {}, options));
  const names = childrenOf(childrenOf(some, 'item')[0] as Element).map((part) => part.name);
  expect(names).toEqual(['title']);
});
