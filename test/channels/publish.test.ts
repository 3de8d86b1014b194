import { describe, expect, test } from 'vitest';
import { readEntry } from '../../src/protocol/atom.ts';
import type { Item } from '../../src/protocol/channel.ts';
import { readEvent } from '../../src/protocol/event.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  itemRequest,
  publishRequest,
  registerRequest,
  repliesRequest,
  retractRequest,
  topicsRequest,
  watchRequest,
} from '../../src/protocol/pubsub.ts';
import { setAffiliationRequest } from '../../src/protocol/pubsub-owner.ts';
import { pageRequest, readPageInfo } from '../../src/protocol/rsm.ts';
import { child, childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { channelService, SERVICE, WELCOME } from './channel-service.ts';

async function town() {
  const service = await channelService();
  for (const who of ['admin', 'thandi', 'piet']) await service.ok(who, 'set', registerRequest());
  return service;
}

const NODE = `/user/${WELCOME}/posts`;

const itemsOf = (pubsub: Element): Item[] =>
  childrenOf(child(pubsub, 'items') as Element).map(
    (item) => readEntry(child(item, 'entry', NS.ATOM) as Element, WELCOME) as Item,
  );

const published = (pubsub: Element): Item => {
  const item = child(child(pubsub, 'publish') as Element, 'item') as Element;
  return readEntry(child(item, 'entry', NS.ATOM) as Element, WELCOME) as Item;
};

describe('publishing', () => {
  test.each(['new', 'settings', 'log', 'for', 'people', '.', '..'])(
    'an id that means something else in an address is refused: %s',
    async (id) => {
      const service = await town();
      const topic = publishRequest(WELCOME, { id, title: 'Taps', text: 'x' });
      expect(await service.refused('thandi', 'set', topic)).toBe(
        'modify/bad-request +invalid-item-id',
      );
    },
  );

  test('who does not ask for what was stored is told its name alone', async () => {
    const service = await town();
    const { children } = publishRequest(WELCOME, { id: 't1', title: 'Taps', text: 'x' });
    const plain = el(NS.PUBSUB, 'pubsub', {}, ...children.slice(0, 1));
    const answer = await service.ok('thandi', 'set', plain);
    const item = el(NS.PUBSUB, 'item', { id: `tag:${SERVICE},${NODE},t1` });
    expect(answer).toEqual(
      el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'publish', { node: NODE }, item)),
    );
  });

  test('a topic and a comment come back as they were written', async () => {
    const service = await town();
    const text = 'Water is off <b>since</b> Monday & nobody says why 💧\n\n  "quoted"\t\'too\'';
    const topic = { id: 't1', title: 'No water', text };
    const stored = published(await service.ok('thandi', 'set', publishRequest(WELCOME, topic)));
    expect(stored).toMatchObject({
      id: 't1',
      title: 'No water',
      text,
      author: 'thandi@example.org',
    });
    await service.ok(
      'piet',
      'set',
      publishRequest(WELCOME, { id: 'c1', text: 'Here too', parent: 't1' }),
    );

    const [listed] = itemsOf(await service.ok('piet', 'get', topicsRequest(WELCOME, { max: 20 })));
    expect(listed).toMatchObject({ id: 't1', text, replies: 1, parent: null });
    const [comment] = itemsOf(await service.ok('piet', 'get', repliesRequest(WELCOME, 't1', {})));
    expect(comment).toMatchObject({ id: 'c1', parent: 't1', author: 'piet@example.org' });
    expect(listed?.activity).toBe(comment?.seq);
  });

  test('line ends are line feeds, whatever wrote them: a resend through any server is the same', async () => {
    const service = await town();
    const send = (text: string) =>
      service.ok('thandi', 'set', publishRequest(WELCOME, { id: 't1', text }));
    expect(published(await send('one\r\ntwo\rthree')).text).toBe('one\ntwo\nthree');
    expect(published(await send('one\ntwo\nthree')).text).toBe('one\ntwo\nthree');
  });

  test('the same id sent again is stored once and answered alike', async () => {
    const service = await town();
    await service.online('piet');
    const request = publishRequest(WELCOME, { id: 't1', title: 'Once', text: 'only once' });
    const first = await service.ok('thandi', 'set', request);
    const second = await service.ok('thandi', 'set', request);
    expect(second).toEqual(first);
    expect(await service.pushes('piet')).toHaveLength(1);
    const page = await service.ok('thandi', 'get', topicsRequest(WELCOME, { max: 20 }));
    expect(readPageInfo(page)?.count).toBe(1);
  });

  test('an id is never taken twice', async () => {
    const service = await town();
    const send = (who: string, text: string) =>
      service.refused(who, 'set', publishRequest(WELCOME, { id: 't1', text }));
    expect(await send('thandi', 'mine')).toBe('accepted');
    expect(await send('thandi', 'mine, edited')).toBe('cancel/conflict');
    expect(await send('piet', 'mine')).toBe('cancel/conflict');
    await service.ok('thandi', 'set', retractRequest(WELCOME, 't1'));
    expect(await send('thandi', 'mine')).toBe('cancel/gone');
  });

  test('who lost the right to post still learns that an earlier post was taken', async () => {
    const service = await town();
    const request = publishRequest(WELCOME, { id: 't1', text: 'taken' });
    await service.ok('thandi', 'set', request);
    await service.ok(
      'admin',
      'set',
      setAffiliationRequest(WELCOME, 'thandi@example.org', 'member'),
    );
    expect(await service.refused('thandi', 'set', request)).toBe('accepted');
    const other = publishRequest(WELCOME, { id: 't2', text: 'not taken' });
    expect(await service.refused('thandi', 'set', other)).toBe('auth/forbidden');
  });

  test('followers and watchers hear of it, in order; strangers do not', async () => {
    const service = await town();
    const reader = 'x1@anon.example.org/web';
    for (const who of ['piet', 'thandi', 'stranger', reader]) await service.online(who);
    await service.ok(reader, 'set', watchRequest(WELCOME, reader));
    for (const n of [1, 2, 3]) {
      await service.ok('thandi', 'set', publishRequest(WELCOME, { id: `t${n}`, text: `${n}` }));
    }
    for (const who of ['piet', 'thandi', reader]) {
      const events = (await service.pushes(who)).map(readEvent);
      const ids = events.flatMap((e) => (e?.kind === 'published' ? e.items.map((i) => i.id) : []));
      expect(ids, who).toEqual(['t1', 't2', 't3']);
    }
    expect(await service.pushes('stranger')).toEqual([]);
  });

  const entry = (...children: Element[]) => el(NS.ATOM, 'entry', {}, ...children);
  const content = (text: string, type?: string) => el(NS.ATOM, 'content', { type }, text);
  const reply = (ref: string) => el(NS.THREAD, 'in-reply-to', { ref });
  const publish = (node: string | undefined, ...items: Element[]) =>
    el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'publish', { node }, ...items));
  const item = (...children: Element[]) => el(NS.PUBSUB, 'item', {}, ...children);

  test.each([
    ['no node', undefined, [item(entry(content('x')))], 'modify/bad-request +nodeid-required'],
    ['malformed node', 'posts', [item(entry(content('x')))], 'modify/bad-request'],
    ['unknown node', '/user/no@topics.example.org/posts', [], 'cancel/item-not-found'],
    ['no item', NODE, [], 'modify/bad-request +item-required'],
    ['two items', NODE, [item(), item()], 'modify/bad-request +item-required'],
    ['no entry', NODE, [item()], 'modify/bad-request +entry-element-required'],
    ['no content', NODE, [item(entry())], 'modify/bad-request +content-element-required'],
    [
      'empty content',
      NODE,
      [item(entry(content(' \n ')))],
      'modify/bad-request +content-element-required',
    ],
    [
      'html',
      NODE,
      [item(entry(content('x', 'html')))],
      'modify/bad-request +unsupported-content-type',
    ],
    [
      'unknown parent',
      NODE,
      [item(entry(content('x'), reply('no')))],
      'modify/bad-request +parent-item-not-found',
    ],
    [
      '5,000 characters',
      NODE,
      [item(entry(content('x'.repeat(5_000))))],
      'modify/not-acceptable +payload-too-big',
    ],
  ])('refuses: %s', async (_, node, items, expected) => {
    const service = await town();
    expect(await service.refused('thandi', 'set', publish(node, ...items))).toBe(expected);
    expect(service.failures).toEqual([]);
  });

  test('an answer to a comment, a stranger and a reader without an account are refused', async () => {
    const service = await town();
    await service.ok('thandi', 'set', publishRequest(WELCOME, { id: 't1', text: 'topic' }));
    await service.ok(
      'thandi',
      'set',
      publishRequest(WELCOME, { id: 'c1', text: 'c', parent: 't1' }),
    );
    const deep = publishRequest(WELCOME, { id: 'c2', text: 'deeper', parent: 'c1' });
    expect(await service.refused('piet', 'set', deep)).toBe(
      'modify/bad-request +max-thread-depth-exceeded',
    );
    const plain = publishRequest(WELCOME, { id: 'x', text: 'hi' });
    expect(await service.refused('stranger', 'set', plain)).toBe('auth/forbidden');
    expect(await service.refused('x@anon.example.org', 'set', plain)).toBe(
      'auth/registration-required',
    );
  });

  test('two verbs in one request are refused and nothing is stored', async () => {
    const service = await town();
    const two = el(
      NS.PUBSUB,
      'pubsub',
      {},
      ...childrenOf(publishRequest(WELCOME, { id: 't1', text: 'x' })),
      ...childrenOf(retractRequest(WELCOME, 't1')),
    );
    expect(await service.refused('thandi', 'set', two)).toBe('modify/bad-request');
    expect(await service.refused('thandi', 'get', itemRequest(WELCOME, 't1'))).toBe(
      'cancel/item-not-found',
    );
  });
});

describe('paging', () => {
  test('topics page by activity, newest first; a removed cursor still turns the page', async () => {
    const service = await town();
    for (let n = 1; n <= 7; n += 1) {
      await service.ok('thandi', 'set', publishRequest(WELCOME, { id: `t${n}`, text: `${n}` }));
    }
    await service.ok(
      'piet',
      'set',
      publishRequest(WELCOME, { id: 'c', text: 'bump', parent: 't2' }),
    );
    const ids = async (page: { max?: number; after?: string }) =>
      itemsOf(await service.ok('piet', 'get', topicsRequest(WELCOME, page))).map((i) => i.id);
    expect(await ids({ max: 3 })).toEqual(['t2', 't7', 't6']);
    await service.ok('thandi', 'set', retractRequest(WELCOME, 't6'));
    expect(await ids({ max: 3, after: 't6' })).toEqual(['t5', 't4', 't3']);
    expect(await service.refused('piet', 'get', topicsRequest(WELCOME, { after: 'never' }))).toBe(
      'cancel/item-not-found',
    );
  });

  test('a topic and its newest comment share their activity, and no page loses either', async () => {
    const service = await town();
    for (const n of [1, 2, 3]) {
      await service.ok('thandi', 'set', publishRequest(WELCOME, { id: `t${n}`, text: 'topic' }));
      const draft = { id: `c${n}`, text: 'comment', parent: `t${n}` };
      await service.ok('piet', 'set', publishRequest(WELCOME, draft));
    }
    const seen: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      const page = pageRequest({ max: 1, after: seen.at(-1) });
      const request = el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'items', { node: NODE }), page);
      seen.push(...itemsOf(await service.ok('piet', 'get', request)).map((item) => item.id));
    }
    expect(seen).toEqual(['c3', 't3', 'c2', 't2', 'c1', 't1']);
  });

  test('replies: ascending, the newest page first, older by before, count always', async () => {
    const service = await town();
    await service.ok('thandi', 'set', publishRequest(WELCOME, { id: 't', text: 'topic' }));
    const none = await service.ok('piet', 'get', repliesRequest(WELCOME, 't', { max: 1 }));
    expect(readPageInfo(none)).toEqual({ count: 0 });
    for (let n = 1; n <= 5; n += 1) {
      const draft = { id: `c${n}`, text: `${n}`, parent: 't' };
      await service.ok('piet', 'set', publishRequest(WELCOME, draft));
    }
    const page = async (request: { max?: number; before?: string; after?: string }) => {
      const answer = await service.ok('piet', 'get', repliesRequest(WELCOME, 't', request));
      return { ids: itemsOf(answer).map((i) => i.id), count: readPageInfo(answer)?.count };
    };
    expect(await page({ max: 2 })).toEqual({ ids: ['c4', 'c5'], count: 5 });
    expect(await page({ max: 2, before: 'c4' })).toEqual({ ids: ['c2', 'c3'], count: 5 });
    expect(await page({ max: 2, before: '' })).toEqual({ ids: ['c4', 'c5'], count: 5 });
    expect(await page({ max: 2, after: 'c1' })).toEqual({ ids: ['c4', 'c5'], count: 5 });
    expect(await page({ max: 0 })).toEqual({ ids: [], count: 5 });
  });
});

describe('removing', () => {
  test('comments go with their topic, one event each, and stay gone', async () => {
    const service = await town();
    await service.online('piet');
    await service.ok('thandi', 'set', publishRequest(WELCOME, { id: 't', text: 'topic' }));
    await service.ok('piet', 'set', publishRequest(WELCOME, { id: 'c', text: 'c', parent: 't' }));
    await service.pushes('piet');
    expect(await service.refused('piet', 'set', retractRequest(WELCOME, 't'))).toBe(
      'auth/forbidden',
    );
    await service.ok('admin', 'set', retractRequest(WELCOME, 't'));
    const events = (await service.pushes('piet')).map(readEvent);
    expect(events).toEqual([
      { kind: 'retracted', channel: WELCOME, ids: ['c'] },
      { kind: 'retracted', channel: WELCOME, ids: ['t'] },
    ]);
    for (const id of ['t', 'c']) {
      expect(await service.refused('piet', 'get', itemRequest(WELCOME, id))).toBe(
        'cancel/item-not-found',
      );
    }
  });
});

describe('on behalf of somebody who cannot write', () => {
  const spoken = (channel: string, onBehalf: string, text = 'My roof leaks.') =>
    publishRequest(channel, { id: 'for1', text, onBehalf });

  test('officials write, and it says for whom wherever it is told', async () => {
    const service = await town();
    await service.ok(
      'admin',
      'set',
      setAffiliationRequest(WELCOME, 'piet@example.org', 'moderator'),
    );
    await service.online('thandi');
    const stored = published(await service.ok('piet', 'set', spoken(WELCOME, ' Gogo\n  Dlamini ')));
    expect(stored).toMatchObject({ author: 'piet@example.org', onBehalf: 'Gogo Dlamini' });
    const [pushed] = (await service.pushes('thandi')).map(readEvent);
    expect(pushed).toMatchObject({ items: [{ onBehalf: 'Gogo Dlamini' }] });
    const [listed] = itemsOf(await service.ok('thandi', 'get', topicsRequest(WELCOME, {})));
    expect(listed).toEqual(stored);
    // Sent again it is the same; said of somebody else, or of nobody, it is not.
    expect(await service.refused('piet', 'set', spoken(WELCOME, 'Gogo Dlamini'))).toBe('accepted');
    for (const name of ['Gogo Zulu', '']) {
      expect(await service.refused('piet', 'set', spoken(WELCOME, name))).toBe('cancel/conflict');
    }
  });

  test('nobody else does, nor anybody in a channel of their own', async () => {
    const service = await town();
    for (const [who, channel, name, refusal] of [
      ['thandi', WELCOME, 'Gogo', 'auth/forbidden'],
      ['admin', 'admin@example.org', 'Gogo', 'auth/forbidden'],
      ['admin', WELCOME, 'x'.repeat(101), 'modify/not-acceptable'],
      ['admin', WELCOME, 'x'.repeat(100), 'accepted'],
    ] as const) {
      expect(await service.refused(who, 'set', spoken(channel, name))).toContain(refusal);
    }
  });
});
