/** The people of a channel for its moderators, and bans that end by themselves. */
import { expect, test } from 'vitest';
import { nodeOf } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { readEvent } from '../../src/protocol/event.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { noticesRequest, readNotices } from '../../src/protocol/notice.ts';
import {
  PEOPLE_PAGE,
  type PeopleQuery,
  peopleRequest,
  readPeople,
} from '../../src/protocol/people.ts';
import {
  configureRequest,
  registerRequest,
  subscribeRequest,
  topicsRequest,
  unsubscribeRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  deleteRequest,
  setAffiliationRequest,
  setSubscriptionRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { reportRequest } from '../../src/protocol/report.ts';
import { child, childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { endBans } from '../../src/server/service/end-bans.ts';
import { actsAfter } from '../../src/server/storage/audit.ts';
import { lastChange } from '../../src/server/storage/changes.ts';
import { channelService } from './channel-service.ts';

const CHANNEL = 'water@topics.example.org';
const jidOf = (who: string) => `${who}@example.org`;
const role = (who: string, affiliation: string, more = {}) =>
  setAffiliationRequest(CHANNEL, jidOf(who), affiliation, more);

async function town(accessModel: 'open' | 'authorize' = 'open') {
  const service = await channelService();
  await service.ok('admin', 'set', createRequest(CHANNEL, configChangeForm({})));
  for (const who of ['mod', 'thandi', 'pieter']) {
    await service.ok(who, 'set', subscribeRequest(CHANNEL, jidOf(who)));
  }
  await service.ok('admin', 'set', role('mod', 'moderator'));
  const config = configChangeForm({ accessModel });
  await service.ok('admin', 'set', configureRequest(CHANNEL, config));
  const people = async (query: PeopleQuery = {}) => {
    const { reply } = await service.ask('mod', 'get', peopleRequest(CHANNEL, query));
    return readPeople(reply);
  };
  const names = async (query: PeopleQuery) =>
    (await people(query)).people.map(({ jid }) => jid.split('@')[0]);
  return { service, people, names };
}

test('they are found by what they are, by a part of their name, and page by page', async () => {
  const { service, people, names } = await town('authorize');
  for (const who of ['sipho', 'zola']) {
    await service.ok(who, 'set', subscribeRequest(CHANNEL, jidOf(who)));
  }
  await service.ok('mod', 'set', role('pieter', 'outcast'));
  expect(await names({})).toEqual(['admin', 'mod', 'thandi']);
  expect(await names({ who: 'office' })).toEqual(['admin', 'mod']);
  expect(await names({ who: 'waiting' })).toEqual(['sipho', 'zola']);
  expect(await names({ who: 'banned' })).toEqual(['pieter']);
  expect(await names({ words: 'HAND' })).toEqual(['thandi']);
  expect(await names({ words: '%' })).toEqual([]);
  expect(await names({ person: jidOf('pieter') })).toEqual(['pieter']);
  expect(await people()).toMatchObject({ waiting: 2, banned: 1, more: false });

  await service.ok(
    'mod',
    'set',
    setSubscriptionRequest(CHANNEL, ['sipho', 'zola'].map(jidOf), 'subscribed'),
  );
  expect(await names({})).toEqual(['admin', 'mod', 'sipho', 'thandi', 'zola']);
  for (let n = 0; n < PEOPLE_PAGE; n += 1) {
    await service.ok(`a${n}`, 'set', subscribeRequest(CHANNEL, jidOf(`a${n}`)));
  }
  const first = await people({ who: 'waiting' });
  expect(first).toMatchObject({ more: false, waiting: PEOPLE_PAGE });
  await service.ok('zz', 'set', subscribeRequest(CHANNEL, jidOf('zz')));
  const again = await people({ who: 'waiting' });
  expect(again.more).toBe(true);
  expect(await names({ who: 'waiting', after: again.people.at(-1)?.jid })).toEqual(['zz']);
});

test('who is no moderator of it learns nothing of them', async () => {
  const { service } = await town();
  for (const who of ['thandi', 'nobody']) {
    for (const query of [{}, { who: 'banned' }, { person: jidOf('mod') }] as const) {
      expect(await service.refused(who, 'get', peopleRequest(CHANNEL, query))).toBe(
        'auth/forbidden',
      );
    }
  }
});

test('a ban ends by itself, is told, and stands in the books with its reason', async () => {
  const { service, people } = await town();
  const until = '2026-01-02T00:00:00.000Z';
  const grounds = { rule: 'insult', reason: 'Three times' } as const;
  for (const who of ['thandi', 'pieter', 'mod']) await service.online(who);
  await service.ok('mod', 'set', role('thandi', 'outcast', { until, grounds }));
  for (const who of ['thandi', 'pieter', 'mod']) await service.pushes(who);
  expect((await people({ who: 'banned' })).people).toEqual([
    { jid: jidOf('thandi'), affiliation: 'outcast', subscription: 'none', bannedUntil: until },
  ]);
  await endBans(service.ctx);
  const read = topicsRequest(CHANNEL, {});
  expect(await service.refused('thandi', 'get', read)).toBe('auth/forbidden');
  expect(await service.refused('thandi', 'set', subscribeRequest(CHANNEL, jidOf('thandi')))).toBe(
    'auth/forbidden',
  );

  await endBans({ ...service.ctx, now: () => until });
  expect((await service.pushes('thandi')).map(readEvent)).toEqual([
    expect.objectContaining({ kind: 'membership', jid: jidOf('thandi'), affiliation: 'none' }),
  ]);
  // Other followers do not learn that there was a ban.
  expect(await service.pushes('pieter')).toEqual([]);
  expect(await service.pushes('mod')).toHaveLength(1);
  expect(await service.refused('thandi', 'get', read)).toBe('accepted');
  await service.ok('thandi', 'set', subscribeRequest(CHANNEL, jidOf('thandi')));
  expect(await people({ who: 'banned' })).toMatchObject({ people: [], banned: 0 });
  const acts = await service.ctx.database.read((reader) => actsAfter(reader, 0, 100));
  expect(acts.at(-1)).toMatchObject({
    ...{ act: 'set-role', subject: jidOf('thandi'), detail: `outcast until ${until}`, ...grounds },
  });
});

test('a ban ends where the posts of its channel were deleted, too', async () => {
  const { service } = await town();
  for (const who of ['thandi', 'pieter']) await service.ok(who, 'set', registerRequest());
  const own = jidOf('thandi');
  await service.ok('pieter', 'set', subscribeRequest(own, jidOf('pieter')));
  const until = '2026-01-02T00:00:00Z';
  await service.ok(
    'thandi',
    'set',
    setAffiliationRequest(own, jidOf('pieter'), 'outcast', { until }),
  );
  await service.ok('thandi', 'set', deleteRequest(own));
  await service.online('pieter');
  await endBans({ ...service.ctx, now: () => '2026-01-03T00:00:00.000Z' });
  const [told] = await service.pushes('pieter');
  expect(childrenOf(child(told as Element, 'event', NS.PUBSUB_EVENT) as Element)).toMatchObject([
    {
      ...{ name: 'affiliations', attrs: { node: nodeOf(own, 'status') } },
      children: [{ attrs: { jid: jidOf('pieter'), affiliation: 'none' } }],
    },
  ]);
  const read = el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'items', { node: nodeOf(own, 'status') }));
  expect(await service.refused('pieter', 'get', read)).toBe('accepted');
});

test('a ban that was made longer, or for good, does not end with the first one', async () => {
  const { service, people } = await town();
  await service.ok('mod', 'set', role('thandi', 'outcast', { until: '2026-01-02T00:00:00Z' }));
  await service.ok('mod', 'set', role('thandi', 'outcast'));
  await service.ok('mod', 'set', role('pieter', 'outcast', { until: '2026-01-02T00:00:00Z' }));
  await service.ok('mod', 'set', role('pieter', 'outcast', { until: '2026-01-09T00:00:00Z' }));
  await endBans({ ...service.ctx, now: () => '2026-01-03T00:00:00.000Z' });
  expect((await people({ who: 'banned' })).banned).toBe(2);
  // Taken back early, it leaves nothing behind that could end later.
  await service.ok('mod', 'set', role('pieter', 'none'));
  await service.ok('pieter', 'set', subscribeRequest(CHANNEL, jidOf('pieter')));
  await endBans({ ...service.ctx, now: () => '2026-01-10T00:00:00.000Z' });
  expect((await people({ person: jidOf('pieter') })).people).toMatchObject([
    { subscription: 'subscribed' },
  ]);
});

test('what somebody is already changes nothing: no act, no push, no notice, no number', async () => {
  const { service } = await town();
  await service.ok('thandi', 'set', registerRequest());
  for (const who of ['admin', 'mod', 'thandi', 'pieter']) await service.online(who);
  const until = '2026-01-02T00:00:00Z';
  const grounds = { rule: 'insult', reason: 'Again.' } as const;
  const state = async () => {
    const { acts, seq } = await service.ctx.database.read(async (reader) => ({
      ...{ acts: await actsAfter(reader, 0, 100), seq: await lastChange(reader) },
    }));
    const notices = readNotices((await service.ask('thandi', 'get', noticesRequest())).reply);
    return { acts: acts.length, seq, notices: notices.length };
  };
  for (const [affiliation, more] of [
    ['publisher', {}],
    ['outcast', { until }],
    ['outcast', {}],
    ['none', {}],
  ] as const) {
    const before = await state();
    await service.ok('mod', 'set', role('thandi', affiliation, more));
    const once = await state();
    expect(once.acts, affiliation).toBe(before.acts + 1);
    for (const who of ['admin', 'mod', 'thandi', 'pieter']) await service.pushes(who);
    if (affiliation === 'none') break;
    for (const who of ['mod', 'admin']) {
      await service.ok(who, 'set', role('thandi', affiliation, { ...more, grounds }));
    }
    expect(await state(), affiliation).toEqual(once);
    for (const who of ['admin', 'mod', 'thandi', 'pieter']) {
      expect(await service.pushes(who), `${affiliation} told to ${who}`).toEqual([]);
    }
  }
});

test('a ban of a week from now on, pressed twice, is one; a longer one is another', async () => {
  const { service, people } = await town();
  await service.ok('thandi', 'set', registerRequest());
  const ban = (until: string) => service.ok('mod', 'set', role('thandi', 'outcast', { until }));
  const bans = async () => {
    const acts = await service.ctx.database.read((reader) => actsAfter(reader, 0, 100));
    const notices = readNotices((await service.ask('thandi', 'get', noticesRequest())).reply);
    const ends = (await people({ who: 'banned' })).people.map(({ bannedUntil }) => bannedUntil);
    return [acts.filter(({ detail }) => detail.startsWith('outcast')).length, notices.length, ends];
  };
  await ban('2026-01-08T00:00:00Z');
  await ban('2026-01-08T00:00:40Z');
  expect(await bans()).toEqual([1, 1, ['2026-01-08T00:00:00.000Z']]);
  await ban('2026-01-08T00:02:00Z');
  expect(await bans()).toEqual([2, 2, ['2026-01-08T00:02:00.000Z']]);
  // Pressed again where no answer came, by a form that knows nothing of the ban.
  const late = { until: '2026-01-08T00:12:00Z', was: 'publisher' } as const;
  await service.ok('mod', 'set', role('thandi', 'outcast', late));
  expect(await bans()).toEqual([2, 2, ['2026-01-08T00:02:00.000Z']]);
});

test('a ban that stands answers who reported its person since, and is no second one', async () => {
  const { service } = await town();
  for (const who of ['thandi', 'pieter']) await service.ok(who, 'set', registerRequest());
  await service.ok('mod', 'set', role('thandi', 'outcast'));
  const report = {
    channel: CHANNEL,
    person: jidOf('thandi'),
    token: 'r1',
    rule: 'threat',
  } as const;
  await service.ok('pieter', 'set', reportRequest({ ...report, reason: '' }));
  await service.ok('mod', 'set', role('thandi', 'outcast'));
  const told = async (who: string) =>
    readNotices((await service.ask(who, 'get', noticesRequest())).reply).map(({ act }) => act);
  expect([await told('pieter'), await told('thandi')]).toEqual([['report'], ['banned']]);
  const acts = await service.ctx.database.read((reader) => actsAfter(reader, 0, 100));
  expect(acts.slice(-2)).toMatchObject([
    { act: 'set-role', subject: jidOf('thandi') },
    { act: 'answer-reports', subject: jidOf('thandi'), detail: 'acted' },
  ]);
});

test('who posts and leaves at once can be banned, and nothing else', async () => {
  const { service, people } = await town();
  await service.ok('thandi', 'set', unsubscribeRequest(CHANNEL, jidOf('thandi')));
  expect((await people({ person: jidOf('thandi') })).people).toEqual([
    { jid: jidOf('thandi'), affiliation: 'none', subscription: 'none', bannedUntil: null },
  ]);
  expect(await service.refused('mod', 'set', role('thandi', 'member'))).toBe(
    'modify/unexpected-request',
  );
  await service.ok('mod', 'set', role('thandi', 'outcast'));
  expect(await service.refused('thandi', 'get', topicsRequest(CHANNEL, {}))).toBe('auth/forbidden');
  const subscribe = subscribeRequest(CHANNEL, jidOf('thandi'));
  expect(await service.refused('thandi', 'set', subscribe)).toBe('auth/forbidden');
});

test.each([
  ['a time that is over', 'outcast', '2025-12-31T00:00:00Z'],
  ['no time', 'outcast', 'tomorrow'],
  ['a time that nobody means', 'outcast', '2036-01-01T00:00:00Z'],
  ['a time for what is no ban', 'member', '2026-01-02T00:00:00Z'],
])('%s is refused', async (_what, affiliation, until) => {
  const { service } = await town();
  const request = role('thandi', affiliation, { until });
  expect(await service.refused('mod', 'set', request)).toBe('modify/bad-request');
});

test('a role that was decided about what somebody is no more is refused: it would lift the ban that another moderator gave meanwhile', async () => {
  const { service, people } = await town();
  const was = 'member';
  const what = async () => {
    const [one] = (await people({ person: jidOf('thandi') })).people;
    return one?.affiliation;
  };
  await service.ok('mod', 'set', role('thandi', 'outcast', { was }));
  expect(await service.refused('admin', 'set', role('thandi', 'publisher', { was }))).toBe(
    'cancel/conflict',
  );
  expect(await what()).toBe('outcast');
  // What both wanted is done, and who knows what they decide about decides it.
  await service.ok('admin', 'set', role('thandi', 'outcast', { was }));
  await service.ok('admin', 'set', role('thandi', 'none', { was: 'outcast' }));
  expect(await what()).toBe('none');
  expect(await service.refused('admin', 'set', role('pieter', 'publisher', { was: 'x' }))).toBe(
    'modify/bad-request',
  );
});
