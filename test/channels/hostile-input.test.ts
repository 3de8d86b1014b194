import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { archiveRequest } from '../../src/protocol/archive.ts';
import { readEntry } from '../../src/protocol/atom.ts';
import { nodeOf } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { form } from '../../src/protocol/data-form.ts';
import { xmlSafe } from '../../src/protocol/limits.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  configureRequest,
  itemRequest,
  metadataRequest,
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  deleteRequest,
  setAffiliationRequest,
  setSubscriptionRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { readRequest } from '../../src/protocol/reading.ts';
import { reportRequest } from '../../src/protocol/report.ts';
import { pageRequest } from '../../src/protocol/rsm.ts';
import { child, childrenOf, type Element, el, serialize } from '../../src/protocol/xml.ts';
import { lastChange } from '../../src/server/storage/changes.ts';
import { parseElement } from '../../src/server/stream/parser.ts';
import { reach } from '../harness/reach.ts';
import { channelService, WELCOME } from './channel-service.ts';

// PostgreSQL answers over a socket: in the short run a fifth of the runs takes as long.
const PARTS = inject('postgres') ? 250 : 50;
const runs = (full: number) => ({ numRuns: reach(full, PARTS) });
/** For what runs so often, in milliseconds. */
const LONG = 1_800_000;
const NODE = `/user/${WELCOME}/posts`;
const CLOSED = 'closed@topics.example.org';
const OTHER = 'other@topics.example.org';
const pubsub = (...children: (Element | undefined)[]) => el(NS.PUBSUB, 'pubsub', {}, ...children);

async function town() {
  const service = await channelService();
  for (const who of ['admin', 'thandi']) await service.ok(who, 'set', registerRequest());
  return service;
}

/** As a stanza reaches the service: written, sent and parsed. */
const overTheWire = (element: Element) => parseElement(serialize(element));

const unicode = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).map(xmlSafe);

test(
  'P5: any text is stored and given back to the letter, or refused',
  async () => {
    const service = await town();
    let n = 0;
    await fc.assert(
      fc.asyncProperty(unicode, unicode, async (text, title) => {
        n += 1;
        const request = overTheWire(publishRequest(WELCOME, { id: `p${n}`, title, text }));
        const answer = await service.refused('thandi', 'set', request);
        if (text.trim() === '') {
          expect(answer).toBe('modify/bad-request +content-element-required');
          return;
        }
        expect(answer).toBe('accepted');
        const stored = await service.ok('thandi', 'get', itemRequest(WELCOME, `p${n}`));
        const [item] = childrenOf(child(overTheWire(stored), 'items') as Element);
        const entry = child(item as Element, 'entry', NS.ATOM) as Element;
        const given = title.trim() === 'Post' ? '' : title.trim();
        expect(readEntry(entry, WELCOME)).toMatchObject({ text, title: given });
      }),
      runs(10_000),
    );
    expect(service.failures).toEqual([]);
  },
  LONG,
);

const nasty = fc.oneof(
  fc.constantFrom(
    "'",
    '"',
    '..',
    '//',
    '%2f',
    '%',
    '_',
    '\\',
    '$1',
    '?',
    ';--',
    '\u202e',
    '\u0000',
    '*',
    '{}',
    'NULL',
    '-1',
    '1e9',
    '٣',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(WELCOME, NODE, `tag:channels.example.org,${NODE},t1`, 't1', 'admin@example.org'),
);
const hostile = fc
  .array(nasty, { minLength: 1, maxLength: 4 })
  // PostgreSQL cannot hold U+0000, and no stanza can carry it.
  .map((parts) => xmlSafe(parts.join('')));

const attempts: readonly ((text: string) => { type: 'get' | 'set'; payload: Element })[] = [
  (node) => ({ type: 'get', payload: pubsub(el(NS.PUBSUB, 'items', { node })) }),
  (node) => ({ type: 'get', payload: el(NS.DISCO_INFO, 'query', { node }) }),
  (node) => ({
    type: 'set',
    payload: pubsub(el(NS.PUBSUB, 'publish', { node }, el(NS.PUBSUB, 'item'))),
  }),
  (node) => ({
    type: 'set',
    payload: pubsub(
      el(NS.PUBSUB, 'create', { node }),
      el(NS.PUBSUB, 'configure', {}, configChangeForm({})),
    ),
  }),
  (id) => ({ type: 'get', payload: itemRequest(WELCOME, id) }),
  (id) => ({ type: 'set', payload: retractRequest(WELCOME, id) }),
  (id) => ({ type: 'set', payload: publishRequest(WELCOME, { id, text: 'x' }) }),
  (parent) => ({
    type: 'set',
    payload: publishRequest(WELCOME, { id: 'fresh', text: 'x', parent }),
  }),
  (after) => ({
    type: 'get',
    payload: pubsub(el(NS.PUBSUB, 'items', { node: NODE }), pageRequest({ after })),
  }),
  (max) => ({
    type: 'get',
    payload: pubsub(el(NS.PUBSUB, 'items', { node: NODE, max_items: max })),
  }),
  (item_id) => ({
    type: 'get',
    payload: pubsub(el(NS.BUDDYCLOUD, 'replies', { node: NODE, item_id })),
  }),
  (since) => ({
    type: 'get',
    payload: pubsub(el(NS.BUDDYCLOUD, 'recent-items', { max: '5', since })),
  }),
  (after) => ({ type: 'set', payload: el(NS.MAM, 'query', {}, pageRequest({ after })) }),
  (jid) => ({ type: 'set', payload: subscribeRequest(WELCOME, jid) }),
  (content) => ({
    type: 'set',
    payload: el(NS.SEARCH, 'query', {}, form('submit', NS.SEARCH, { content })),
  }),
];

test(
  'R5: hostile names, ids, cursors and words mean themselves or are refused; nothing fails inside',
  async () => {
    const service = await town();
    await service.ok('thandi', 'set', publishRequest(WELCOME, { id: 't1', text: 'topic' }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...attempts), hostile, async (attempt, text) => {
        const { type, payload } = attempt(text);
        const answer = await service.refused('thandi', type, overTheWire(payload));
        expect(answer).not.toContain('internal-server-error');
      }),
      runs(10_000),
    );
    expect(service.failures).toEqual([]);
  },
  LONG,
);

/** Whatever an id can be named in: of a channel that is open to the asker, and of one that is not. */
function requestsWith(id: string): (readonly [type: 'get' | 'set', payload: Element])[] {
  const page = [pageRequest({ after: id }), pageRequest({ before: id })];
  const get = (...payloads: Element[]) => payloads.map((payload) => ['get', payload] as const);
  const set = (...payloads: Element[]) => payloads.map((payload) => ['set', payload] as const);
  const many = { since: '2000-01-01T00:00:00Z', max: '-1' };
  const commentsOf = (channel: string, topic: string) =>
    `urn:xmpp:microblog:0:comments/${channel}/${topic}`;
  const item = (name: string) => el(NS.PUBSUB, 'item', { id: name });
  const grounds = { rule: 'insult', reason: 'x' } as const;
  const ofOffice = (name: string, channel: string) =>
    el(NS.OFFICE, name, { node: nodeOf(channel), id });
  return [WELCOME, CLOSED].flatMap((channel) => {
    const node = nodeOf(channel);
    const comments = commentsOf(channel, 't1');
    const lists = [
      el(NS.PUBSUB, 'items', { node }),
      el(NS.PUBSUB, 'items', { node, 'parent-only': 'true' }),
      el(NS.PUBSUB, 'items', { node: comments }),
      el(NS.PUBSUB, 'threads', { node }),
      el(NS.BUDDYCLOUD, 'replies', { node, item_id: 't1' }),
      el(NS.BUDDYCLOUD, 'thread', { node, item_id: 't1' }),
      // Of all channels, whichever was named.
      el(NS.PUBSUB, 'items', { node: '/firehose' }),
      ...['recent-items', 'user-items'].map((name) => el(NS.BUDDYCLOUD, name, many)),
    ];
    return [
      ...get(itemRequest(channel, id)),
      ...get(pubsub(el(NS.PUBSUB, 'items', { node }, item('t1'), item(id)))),
      ...get(pubsub(el(NS.PUBSUB, 'items', { node: commentsOf(channel, id) }))),
      ...get(el(NS.DISCO_INFO, 'query', { node: commentsOf(channel, id) })),
      ...get(pubsub(el(NS.BUDDYCLOUD, 'replies', { node, item_id: id }))),
      ...get(pubsub(el(NS.BUDDYCLOUD, 'thread', { node, item_id: id }))),
      ...get(...lists.flatMap((list) => page.map((set) => pubsub(list, set)))),
      ...set(retractRequest(channel, id)),
      ...set(pubsub(el(NS.PUBSUB, 'retract', { node: comments }, item(id)))),
      ...set(publishRequest(channel, { id: 'mine', text: 'x', parent: id })),
      ...set(publishRequest(channel, { id: 'mine', text: 'x', parent: 't1', target: id })),
      ...set(publishRequest(channel, { id: 'mine', text: 'x', parent: id, target: id })),
      ...set(readRequest({ channel, topic: id, seq: 1 })),
      ...set(reportRequest({ channel, item: id, token: 'token', ...grounds })),
      ...set(...['approve', 'take-back'].map((name) => ofOffice(name, channel))),
      ...set(el(NS.MAM, 'query', { node }, pageRequest({ after: id }))),
    ];
  });
}

test('R4: ids of a channel that one may not read are answered as ids that nobody has', async () => {
  const service = await town();
  const config = configChangeForm({ accessModel: 'authorize' });
  await service.ok('admin', 'set', createRequest(CLOSED, config));
  await service.ok('waits', 'set', registerRequest());
  await service.ok('waits', 'set', subscribeRequest(CLOSED, 'waits@example.org'));
  const post = (channel: string, id: string, parent: string | null = null) =>
    service.ok('admin', 'set', publishRequest(channel, { id, text: 'hidden words', parent }));
  for (const id of ['secret', 't1']) await post(CLOSED, id);
  await post(CLOSED, 'answer', 'secret');
  await post(WELCOME, 't1');
  const foreign = (id: string) => `tag:channels.example.org,/user/${CLOSED}/posts,${id}`;
  const pairs = [
    ...['secret', 'answer'].map((id) => [id, 'nobody']),
    // The last by its local part is one that the asker may read, in another channel.
    ...['secret', 'answer', 't1'].map((id) => [foreign(id), foreign('nobody')]),
  ] as [string, string][];
  for (const who of ['thandi', 'waits', 'reader@anon.example.org']) {
    const told = async (id: string) => {
      const answers: string[] = [];
      for (const [type, payload] of requestsWith(id)) {
        const { reply, before } = await service.ask(who, type, payload);
        const text = [...before, reply].map((stanza) => serialize(stanza)).join('');
        answers.push(`${serialize(payload)} → ${text}`.replaceAll(id, 'ID'));
      }
      return answers;
    };
    for (const [known, unknown] of pairs) expect(await told(known)).toEqual(await told(unknown));
    for (const payload of [
      el(NS.SEARCH, 'query', {}, form('submit', NS.SEARCH, { content: 'hidden' })),
      el(NS.SEARCH, 'query', {}, form('submit', NS.SEARCH, { author: 'admin@example.org' })),
      el(NS.MAM, 'query', { node: nodeOf(CLOSED) }),
      archiveRequest({ queryId: 'q', page: {} }),
    ]) {
      const { reply, before } = await service.ask(who, 'set', payload);
      const text = [...before, reply].map((stanza) => serialize(stanza)).join('');
      for (const word of ['secret', 'answer', foreign('t1')]) expect(text).not.toContain(word);
    }
  }
  // Nor is an id taken here because it is one there.
  for (const id of ['secret', 'nobody']) {
    const mine = publishRequest(WELCOME, { id, text: 'mine' });
    expect(await service.refused('thandi', 'set', mine)).toBe('accepted');
  }
  expect(service.failures).toEqual([]);
});

test('R3: the same id again by its author is the same post; anything else under it is refused', async () => {
  const service = await town();
  for (let n = 0; n < reach(500); n += 1) {
    const send = (who: string, text: string, parent?: string) =>
      service.refused(
        who,
        'set',
        publishRequest(WELCOME, { id: `r${n}`, text, ...(parent && { parent }) }),
      );
    expect(await send('thandi', 'mine')).toBe('accepted');
    expect(await Promise.all([send('thandi', 'mine'), send('thandi', 'mine')])).toEqual([
      'accepted',
      'accepted',
    ]);
    expect(await send('admin', 'mine')).toBe('cancel/conflict');
    expect(await send('thandi', 'other words')).toBe('cancel/conflict');
    expect(await send('thandi', 'mine', 'r0')).toBe('cancel/conflict');
  }
}, 300_000);

/** Each with each, itself too, in both orders. */
const pairs = (parts: readonly Element[]) => parts.flatMap((a) => parts.map((b) => [a, b]));

test('R7: requests that say two things, or what nobody knows, are refused whole', async () => {
  const service = await town();
  const config = configChangeForm({ title: 'Another title' });
  await service.ok('admin', 'set', createRequest(OTHER, configChangeForm({ title: 'Other' })));
  await service.ok('thandi', 'set', publishRequest(WELCOME, { id: 'old', text: 'x' }));
  const verbs = (request: Element) => childrenOf(request) as [Element];
  const [publish] = verbs(publishRequest(WELCOME, { id: 'x', text: 'x' }));
  const [retract] = verbs(retractRequest(WELCOME, 'old'));
  const [subscribe] = verbs(subscribeRequest(OTHER, 'admin@example.org'));
  const creation = createRequest('new@topics.example.org', config);
  const [create, configured] = childrenOf(creation) as [Element, Element];
  const [options, conditions] = [el(NS.PUBSUB, 'options'), el(NS.PUBSUB, 'publish-options')];
  const [configure] = verbs(configureRequest(WELCOME, config));
  const strange = el('urn:x', 'x');
  const ofOwners = [
    ...verbs(deleteRequest(WELCOME)),
    ...[configure, ...verbs(configureRequest(OTHER, config))],
    ...verbs(setAffiliationRequest(WELCOME, 'thandi@example.org', 'moderator')),
    ...verbs(setSubscriptionRequest(WELCOME, ['thandi@example.org'], 'none')),
    ...[el(NS.PUBSUB_OWNER, 'purge', { node: NODE }), strange],
  ];
  const vectors = [
    ...pairs(ofOwners).map((parts) => el(NS.PUBSUB_OWNER, 'pubsub', {}, ...parts)),
    ...[
      ...pairs([publish, retract, subscribe, el(NS.PUBSUB, 'purge'), strange]),
      // Companions of other verbs, of none, of another namespace, and more than one.
      ...[
        [retract, configured],
        [publish, options],
        [publish, configured],
        [subscribe, conditions],
        [create, options],
        [create, configure],
      ],
      ...[
        [publish, el('urn:x', 'configure')],
        [publish, el(NS.BUDDYCLOUD, 'publish-options')],
        [create, configured, configured],
        [publish, conditions, conditions],
        [create, configured, options],
      ],
    ].map((parts) => pubsub(...parts)),
    el(NS.PUBSUB_OWNER, 'pubsub', {}, subscribe, options),
  ];
  const there = async () => {
    const asks = [WELCOME, OTHER].flatMap((channel) => [
      metadataRequest(channel),
      ...['affiliations', 'subscriptions'].map((name) =>
        pubsub(el(NS.PUBSUB, name, { node: nodeOf(channel) })),
      ),
    ]);
    const answers = await Promise.all(asks.map((asked) => service.ask('admin', 'get', asked)));
    const newest = await service.ctx.database.read(lastChange);
    return { newest, answers };
  };
  const before = await there();
  for (const vector of vectors) {
    const answer = await service.refused('admin', 'set', overTheWire(vector));
    expect(answer, serialize(vector)).toBe('modify/bad-request');
    expect(await there(), serialize(vector)).toEqual(before);
  }
  expect(service.failures).toEqual([]);
  // With its own one companion, before it or after it, a verb is done.
  await service.ok('admin', 'set', overTheWire(pubsub(conditions, publish)));
  await service.ok('admin', 'set', overTheWire(pubsub(configured, create)));
  await service.ok('admin', 'set', overTheWire(pubsub(subscribe, options)));
});
