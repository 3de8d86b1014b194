/** The Buddycloud directory's questions beside `most_active`; how their pages turn: `every-list.test.ts`. */
import { describe, expect, test } from 'vitest';
import { nodeOf } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { ADVERTISE, PLACE, SHOWS_FOLLOWED } from '../../src/protocol/config-vars.ts';
import { form } from '../../src/protocol/data-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  configureRequest,
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
  unsubscribeRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  deleteRequest,
  setAffiliationRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { readError } from '../../src/protocol/stanza.ts';
import { child, childrenOf, childText, type Element, el } from '../../src/protocol/xml.ts';
import { likeness } from '../../src/server/service/likeness.ts';
import { channelService, SERVICE, WELCOME } from './channel-service.ts';

const READER = 'x@anon.example.org';
const topic = (name: string) => `${name}@topics.example.org`;
const person = (name: string) => `${name}@example.org`;
const at = (lat: string, lon: string) => ({
  ...{ 'x-buddycloud#geoloc-lat': lat, 'x-buddycloud#geoloc-lon': lon },
});
const DURBAN = at('-29.86', '31.02');

const ask = (ns: string, name: string, text: string) => el(ns, 'query', {}, el(ns, name, {}, text));
const metadata = (text: string) => ask(NS.METADATA_QUERY, 'search', text);
const content = (text: string) => ask(NS.CONTENT_QUERY, 'search', text);
const nearby = (attrs: Record<string, string>) =>
  el(NS.NEARBY_QUERY, 'query', {}, el(NS.NEARBY_QUERY, 'point', attrs));
const similar = (channel: string) => ask(NS.SIMILAR_CHANNELS, 'channel-jid', channel);
const recommended = (who: string) => ask(NS.RECOMMENDATION_QUERY, 'user-jid', person(who));

const CHANNELS: Readonly<Record<string, Parameters<typeof configChangeForm>[0]>> = {
  water: { title: 'Leaks', vars: DURBAN },
  dams: { title: 'Water of the dams', vars: at('-25.75', '28.19') },
  roads: { title: 'Roads', description: 'Potholes, wáter', vars: at('51.5', '-0.12') },
  parks: { title: 'Parks', vars: { 'x-buddycloud#geoloc-text': 'Waterkloof' } },
  shut: { title: 'Water', accessModel: 'authorize', vars: DURBAN },
  hidden: { title: 'Water', vars: { ...DURBAN, [ADVERTISE]: 'false' } },
};

/** Who follows what beside the default channel; of eve and ann nobody may know. */
const FOLLOWED: Readonly<Record<string, readonly string[]>> = {
  ben: ['water', 'dams', 'roads', 'hidden'],
  cleo: ['water', 'dams'],
  dan: ['roads', 'parks'],
  eve: ['water', 'parks'],
  ann: ['water'],
};
const SHOWN = ['ben', 'cleo', 'dan'];

async function town() {
  const service = await channelService();
  await service.ok('admin', 'set', registerRequest());
  const set = (who: string, channel: string, config: Element) =>
    service.ok(who, 'set', configureRequest(channel, config));
  const post = (channel: string, id: string, text: string, who = 'admin') =>
    service.ok(who, 'set', publishRequest(channel, { id, text }));
  for (const [name, config] of Object.entries(CHANNELS).toReversed()) {
    await service.ok('admin', 'set', createRequest(topic(name), configChangeForm(config)));
    await post(topic(name), `of-${name}`, `A burst pipe in ${name}`);
  }
  for (const [who, names] of Object.entries(FOLLOWED)) {
    await service.ok(who, 'set', registerRequest());
    for (const name of names) {
      await service.ok(who, 'set', subscribeRequest(topic(name), person(who)));
    }
    await post(person(who), `of-${who}`, 'A burst pipe at home, water', who);
  }
  for (const who of SHOWN) {
    await set(who, person(who), configChangeForm({ vars: { [SHOWS_FOLLOWED]: 'true' } }));
  }
  const found = async (who: string, question: Element) => {
    const answer = await service.ok(who, 'get', question);
    expect([answer.ns, answer.name]).toEqual([question.ns, 'query']);
    return childrenOf(answer, 'item').map(({ attrs }) =>
      (attrs.jid ?? attrs.id ?? '').replace(/@.*|^.*,of-/g, ''),
    );
  };
  return { service, set, post, found };
}

test('the service says that it is a directory, and what can be asked of it', async () => {
  const service = await channelService();
  const info = await service.ok(READER, 'get', el(NS.DISCO_INFO, 'query'));
  const identities = childrenOf(info, 'identity').map((i) => `${i.attrs.category}/${i.attrs.type}`);
  expect(identities).toContain('Search/Directory');
  const features = childrenOf(info, 'feature').map((f) => f.attrs.var);
  for (const { ns } of [metadata(''), content(''), nearby({}), similar(''), recommended('')]) {
    expect(features).toContain(ns);
  }
});

test.each<[string, string, Element, readonly string[]]>([
  // By address, title, description, place: in this order.
  ['words', READER, metadata('WATER'), ['water', 'dams', 'roads', 'parks']],
  ['more words', READER, metadata('water pothole'), ['roads']],
  ['an address', READER, metadata('Water@topics.example.org'), ['water']],
  ['the domain that all have', READER, metadata('topics'), []],
  ['words that no channel has', READER, metadata('water electricity'), []],
  ['words of posts', READER, content('PIPE bur'), ['water', 'dams', 'roads', 'parks']],
  ['words of one post', READER, content('pipe in dams'), ['dams']],
  ['words that no post has', READER, content('pipe electricity'), []],
  ['a point', READER, nearby({ lat: '-29.9', lon: '31' }), ['water', 'dams']],
  ['another point', READER, nearby({ lat: '-26', lon: '28' }), ['dams', 'water']],
  ['a point over the date line', READER, nearby({ lat: '89.9', lon: '180' }), []],
  // All follow the default channel: that says little. Eve's parks are hers to tell.
  ['a channel', READER, similar(topic('water')), ['dams', 'welcome', 'roads']],
  ['its resource', READER, similar(`${topic('water')}/phone`), ['dams', 'welcome', 'roads']],
  ['a person', 'ann', recommended('ann'), ['dams', 'roads', 'parks']],
  ['who lets others see', 'ann', recommended('ben'), ['parks']],
  ['the same, asked by a reader', READER, recommended('ben'), ['parks']],
  ['who follows nothing', 'admin', recommended('admin'), []],
])('asked about %s, %s is told what is there, in its order', async (_, who, question, names) => {
  const { service, found } = await town();
  if (who === 'admin') {
    for (const name of ['welcome', ...Object.keys(CHANNELS)]) {
      await service.ask('admin', 'set', unsubscribeRequest(topic(name), person('admin')));
    }
  }
  expect(await found(who, question)).toEqual(names);
});

/** Each question finds `water` as long as everybody may know of it. */
const FINDING_WATER: Readonly<Record<string, [string, Element]>> = {
  metadata_query: [READER, metadata('water')],
  content_query: [READER, content('pipe')],
  nearby_query: [READER, nearby({ lat: '-29.9', lon: '31' })],
  similar_channels: [READER, similar(topic('dams'))],
  recommendation_query: ['dan', recommended('dan')],
};

describe.each(Object.entries(FINDING_WATER))('%s', (_, [who, question]) => {
  test.each<[string, Element]>([
    ['closed', configureRequest(topic('water'), configChangeForm({ accessModel: 'authorize' }))],
    ['for locals', configureRequest(topic('water'), configChangeForm({ accessModel: 'local' }))],
    [
      'not advertised',
      configureRequest(topic('water'), configChangeForm({ vars: { [ADVERTISE]: 'false' } })),
    ],
    ['deleted', deleteRequest(topic('water'))],
  ])('tells no channel that is %s, not its own people either', async (_, change) => {
    const { service, found } = await town();
    expect(await found(who, question)).toContain('water');
    await service.ok('admin', 'set', change);
    for (const asker of [who, 'admin']) {
      const mine = asker === who || question.ns !== NS.RECOMMENDATION_QUERY;
      if (mine) expect(await found(asker, question)).not.toContain('water');
    }
    if (question.ns !== NS.SIMILAR_CHANNELS) return;
    expect(await service.refused('admin', 'get', similar(topic('water')))).toBe(
      'cancel/item-not-found',
    );
  });
});

test.each<[string, Element]>([
  ['no words', el(NS.METADATA_QUERY, 'query')],
  ['empty words', metadata(' ')],
  ['signs alone', metadata('?!')],
  ['too many words', metadata('a b c d e f g h i j k l m n o p q')],
  ['no words of posts', el(NS.CONTENT_QUERY, 'query')],
  ['signs of posts', content('* " %')],
  ['too many words of posts', content('a b c d e f g h i j k l m n o p q')],
  ['no point', el(NS.NEARBY_QUERY, 'query')],
  ['half a point', nearby({ lat: '1' })],
  ['a point beside the earth', nearby({ lat: '90.5', lon: '0' })],
  ['a longitude that is none', nearby({ lat: '0', lon: 'east' })],
  ['an infinite one', nearby({ lat: '0', lon: 'Infinity' })],
  ['no channel', el(NS.SIMILAR_CHANNELS, 'query')],
  ['no address', similar('@')],
  ['nobody', el(NS.RECOMMENDATION_QUERY, 'query')],
  ['no person’s address', ask(NS.RECOMMENDATION_QUERY, 'user-jid', 'a@')],
])('refuses in a sentence: %s', async (_, question) => {
  const service = await channelService();
  const { reply } = await service.ask('thandi', 'get', question);
  const error = readError(reply);
  expect(`${error.type}/${error.condition}`).toBe('modify/bad-request');
  expect(error.text).toMatch(/^[A-Z].*\.$/);
});

test('what somebody follows, and keeps to themselves, is told to nobody and changes no answer', async () => {
  const { service, set, found } = await town();
  for (const who of ['ann', READER, 'admin']) {
    expect(await service.refused(who, 'get', recommended('eve'))).toBe('auth/forbidden');
  }
  expect(await service.refused('ann', 'get', recommended('nobody'))).toBe('cancel/item-not-found');
  const shut = similar(topic('shut'));
  expect(await service.refused('admin', 'get', shut)).toBe('cancel/item-not-found');

  const questions: [string, Element][] = [
    [READER, similar(topic('parks'))],
    ['ann', recommended('ann')],
    ['ann', recommended('ben')],
  ];
  const answers = async () => {
    const all: unknown[] = [];
    for (const [who, question] of questions) all.push(await found(who, question));
    return all;
  };
  const before = await answers();
  for (const name of ['dams', 'roads']) {
    await service.ok('eve', 'set', subscribeRequest(topic(name), person('eve')));
  }
  expect(await answers()).toEqual(before);
  const shows = (is: string) => configChangeForm({ vars: { [SHOWS_FOLLOWED]: is } });
  await set('eve', person('eve'), shows('1'));
  expect(await answers()).not.toEqual(before);
  expect(await found('ann', recommended('eve'))).toEqual([]);
  // Nobody may read her channel any more, where she let others see it.
  await set('eve', person('eve'), configChangeForm({ accessModel: 'authorize' }));
  expect(await answers()).toEqual(before);
  expect(await service.refused('ann', 'get', recommended('eve'))).toBe(
    'auth/forbidden +closed-node',
  );
});

test('of a channel from which somebody is banned they find no post, and none recommends it to them', async () => {
  const { service, found } = await town();
  const ban = (who: string) =>
    service.ok('admin', 'set', setAffiliationRequest(topic('dams'), person(who), 'outcast'));
  await ban('ann');
  expect(await found('ann', content('pipe'))).toEqual(['water', 'roads', 'parks']);
  expect(await found('ann', recommended('ann'))).not.toContain('dams');
  expect(await found(READER, content('pipe'))).toContain('dams');
  // Of others it is not told: to whoever asks, it is a channel that Ben does not follow.
  await ban('ben');
  expect(await found('ann', recommended('ben'))).toContain('dams');
});

test('what was removed is not found', async () => {
  const { service, found } = await town();
  await service.ok('admin', 'set', retractRequest(topic('dams'), 'of-dams'));
  expect(await found(READER, content('pipe'))).toEqual(['water', 'roads', 'parks']);
});

test('a channel of a place is found by the place’s name', async () => {
  const { set, found } = await town();
  await set('admin', topic('parks'), configChangeForm({ vars: { [PLACE]: 'temba' } }));
  expect(await found(READER, metadata('temba tshwane'))).toEqual(['parks']);
});

test('posts come with where they stand; of both kinds only what is asked for', async () => {
  const { service } = await town();
  const [item] = childrenOf(await service.ok(READER, 'get', content('pipe water')), 'item');
  const node = nodeOf(topic('water'));
  expect(item?.attrs).toEqual({ id: `tag:${SERVICE},${node},of-water`, type: 'post' });
  const entry = child(item, 'entry', NS.ATOM);
  expect(childText(entry, 'content')).toBe('A burst pipe in water');
  expect(childText(entry, 'parent_fullid')).toBe(node);
  expect(childText(entry, 'parent_simpleid')).toBe(topic('water'));
  for (const name of ['author', 'updated', 'published']) {
    expect(childrenOf(entry).map((part) => part.name)).toContain(name);
  }

  const namesOf = async (question: Element, names: readonly string[]) => {
    const features = names.map((name) => el(question.ns, 'feature', { var: name }));
    const options = el(question.ns, 'options', {}, ...features);
    const asked = el(question.ns, 'query', {}, ...childrenOf(question), options);
    const [first] = childrenOf(await service.ok(READER, 'get', asked), 'item');
    return childrenOf(child(first, 'entry', NS.ATOM) ?? first).map(({ name }) => name);
  };
  expect(await namesOf(content('pipe'), ['content', 'author'])).toEqual(['author', 'content']);
  expect(await namesOf(metadata('water'), ['title'])).toEqual(['title']);
  expect(await namesOf(nearby({ lat: '-29', lon: '31' }), ['geoloc'])).toEqual(['geoloc']);
});

test('of a word that more than 5,000 posts have, the newest are looked at, and from when they are is told', async () => {
  const { service, found } = await town();
  const { ctx } = service;
  await ctx.database.write(async (writer) => {
    // In a channel that nobody may find.
    await writer.run(
      `WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 5001)
       INSERT INTO items (seq, node_id, id, author, title, text, published_at, activity)
       SELECT 1000 + m.n, d.id, 'n' || m.n, 'a@example.org', '', 'pipe', '2025-01-01T00:00:00.000Z', m.n
       FROM many m, nodes d JOIN channels c ON c.id = d.channel_id
       WHERE c.jid = ? AND d.name = 'posts'`,
      topic('shut'),
    );
  });
  // Those who may be found are few: all of them were looked at.
  expect(await found(READER, content('pipe'))).toEqual(['water', 'dams', 'roads', 'parks']);
  const since = async () => {
    const answer = await service.ok(READER, 'get', content('pipe'));
    return child(answer, 'searched', NS.SEARCHED)?.attrs.since;
  };
  expect(await since()).toBeUndefined();
  const open = form('submit', `${NS.PUBSUB}#node_config`, { 'pubsub#access_model': 'open' });
  await service.ok('admin', 'set', configureRequest(topic('shut'), open));
  expect(await since()).toBe('2025-01-01T00:00:00.000Z');
  expect((await found(READER, content('pipe'))).length).toBe(50);
});

test('what is alike by more than chance is above 0, by less below, by chance alone 0', () => {
  expect(likeness(2, 2, 2, 3)).toBeGreaterThan(0);
  expect(likeness(1, 2, 2, 3)).toBeLessThan(0);
  expect(likeness(1, 2, 2, 4)).toBe(0);
  expect(likeness(3, 3, 3, 3)).toBe(0);
  // The more there is of it, the surer.
  expect(likeness(20, 20, 20, 30)).toBeGreaterThan(likeness(2, 2, 2, 3));
});

test('the default channel is what everybody follows', async () => {
  const { found } = await town();
  expect(await found(READER, similar(WELCOME))).toHaveLength(4);
});
