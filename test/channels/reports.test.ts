/** Reports, removals that can be appealed against, and bans that are told. */
import { describe, expect, test } from 'vitest';
import { unregisterRequest } from '../../src/protocol/account.ts';
import {
  appealRequest,
  appealsRequest,
  decideAppealRequest,
  KEPT_DAYS,
  readAppeals,
} from '../../src/protocol/appeal.ts';
import { archiveRequest, readStanzaSeq } from '../../src/protocol/archive.ts';
import { CASES_PAGE, casesRequest, decideCaseRequest, readCases } from '../../src/protocol/case.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { COMMENTS_BY, HIDE_AFTER, TOPICS_BY } from '../../src/protocol/config-vars.ts';
import { readItemsAnswer } from '../../src/protocol/items-answer.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { noticesRequest, readNotices } from '../../src/protocol/notice.ts';
import { logRequest, readLog } from '../../src/protocol/office-log.ts';
import { ownReportsRequest, readOwnReports } from '../../src/protocol/own-reports.ts';
import {
  configureRequest,
  itemRequest,
  publishRequest,
  registerRequest,
  repliesRequest,
  retractRequest,
  subscribeRequest,
  topicsRequest,
  unsubscribeRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  deleteRequest,
  setAffiliationRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { type NewReport, reportRequest } from '../../src/protocol/report.ts';
import { searchRequest } from '../../src/protocol/search.ts';
import { child, type Element, el, serialize } from '../../src/protocol/xml.ts';
import type { Concerned } from '../../src/server/service/context.ts';
import { forgetOld } from '../../src/server/service/forget-old.ts';
import { countUndecided } from '../../src/server/service/who-decides.ts';
import { actsAfter } from '../../src/server/storage/audit.ts';
import { findChannel } from '../../src/server/storage/channels.ts';
import { saveMembership } from '../../src/server/storage/memberships.ts';
import { channelService, SERVICE } from './channel-service.ts';

const CHANNEL = 'water@topics.example.org';
const INSULT = 'The councillor is a fool.';
const of = (who: string) => `${who}@example.org`;

/** A channel with two moderators, in which `rude` insulted somebody; `pub…` are trusted. */
async function insulted(moderators: readonly string[] = ['mod', 'mod2']) {
  const service = await channelService();
  const { ok } = service;
  const vars = { [TOPICS_BY]: 'everyone', [COMMENTS_BY]: 'everyone' };
  await ok('admin', 'set', createRequest(CHANNEL, configChangeForm({ title: 'Water', vars })));
  const people = { ...Object.fromEntries(moderators.map((who) => [who, 'moderator'])) };
  const roles = { ...people, pub: 'publisher', pub2: 'publisher', pub3: 'publisher' };
  for (const who of ['rude', 'mem', ...Object.keys(roles)]) {
    await ok(who, 'set', registerRequest());
    await ok(who, 'set', subscribeRequest(CHANNEL, of(who)));
  }
  for (const [who, role] of Object.entries(roles)) {
    await ok('admin', 'set', setAffiliationRequest(CHANNEL, of(who), role as 'moderator'));
  }
  await ok('mem', 'set', publishRequest(CHANNEL, { id: 't1', title: 'Taps', text: 'topic' }));
  await ok('rude', 'set', publishRequest(CHANNEL, { id: 'c1', text: INSULT, parent: 't1' }));
  return service;
}

type Service = Awaited<ReturnType<typeof insulted>>;

const ofPost = (token: string, more: Partial<NewReport> = {}) =>
  reportRequest({
    channel: CHANNEL,
    item: 'c1',
    token,
    rule: 'insult',
    reason: 'He is rude.',
    ...more,
  });
const ofPerson = (token: string, channel = CHANNEL) =>
  reportRequest({ channel, person: of('rude'), token, rule: 'threat', reason: 'He follows me.' });

const read = async (service: Service, who: string, request: Element) =>
  (await service.ask(who, 'get', request)).reply;
/** What a report is answered with. */
const numberIn = (answer: Element) => Number(child(answer, 'report', NS.OFFICE)?.attrs.number);

const casesFor = async (service: Service, who: string) =>
  readCases(await read(service, who, casesRequest())).cases;
const appealsFor = async (service: Service, who: string) =>
  readAppeals(await read(service, who, appealsRequest())).appeals;
const reportsOf = async (service: Service, who: string) =>
  readOwnReports(await read(service, who, ownReportsRequest()));
const noticesOf = async (service: Service, who: string) =>
  readNotices(await read(service, who, noticesRequest()));
const commentsOf = async (service: Service, who = 'mem') =>
  readItemsAnswer(await read(service, who, repliesRequest(CHANNEL, 't1', {})), CHANNEL).items;
const actsOf = (service: Service) =>
  service.ctx.database.read(async (reader) =>
    (await actsAfter(reader, 0, 100)).map(
      ({ actor, office, act, subject, detail, rule, reason }) =>
        `${actor.split('@')[0]} (${office}) ${act} ${subject} ${detail} ${rule} ${reason}`,
    ),
  );

describe('reporting', () => {
  test('each report has a number; the same once more, or by the same person, is the same', async () => {
    const service = await insulted();
    const send = async (who: string, request: Element) =>
      numberIn((await service.ask(who, 'set', request)).reply);
    const first = await send('mem', ofPost('r1'));
    expect(first).toBeGreaterThan(0);
    expect(await send('mem', ofPost('r1'))).toBe(first);
    expect(await send('mem', ofPost('r2', { reason: 'again' }))).toBe(first);
    expect(await send('pub', ofPost('r1'))).toBeGreaterThan(first);
    expect(await send('mem', ofPerson('r3'))).not.toBe(first);
    const [person, post] = await reportsOf(service, 'mem');
    expect(post).toMatchObject({ number: first, state: 'open', channelTitle: 'Water', person: '' });
    expect(person).toMatchObject({ person: of('rude'), reason: 'He follows me.' });
    // What was in the post is kept from those who only reported it.
    expect(serialize(await read(service, 'mem', ownReportsRequest()), '')).not.toContain('fool');
  });

  test('moderators see it with the text as it was and who reported; nobody else sees anything', async () => {
    const service = await insulted();
    for (const [at, who] of ['mem', 'pub'].entries())
      await service.ok(who, 'set', ofPost(`r${at}`));
    for (const who of ['admin', 'mod', 'mod2']) {
      expect(await casesFor(service, who)).toMatchObject([
        {
          ...{ channel: CHANNEL, item: 'c1', person: of('rude'), text: INSULT, count: 2 },
          reports: [
            { reporter: of('mem'), rule: 'insult', reason: 'He is rude.' },
            { reporter: of('pub'), rule: 'insult' },
          ],
        },
      ]);
    }
    for (const who of ['rude', 'mem', 'pub', 'stranger', 'x@anon.example.org']) {
      expect(await casesFor(service, who), who).toEqual([]);
    }
    const id = (await casesFor(service, 'mod'))[0]?.id ?? 0;
    for (const who of ['rude', 'mem', 'stranger', 'x@anon.example.org']) {
      const close = decideCaseRequest(id, 'kept', { reason: '' });
      expect(await service.refused(who, 'set', close), who).toBe('cancel/item-not-found');
    }
  });

  const report = (attrs: Record<string, string>, rule = 'insult') =>
    el(NS.OFFICE, 'report', attrs, el(NS.OFFICE, 'reason', { rule }, 'words'));
  const node = `/user/${CHANNEL}/posts`;
  test.each([
    [
      'a reader without an account',
      'x@anon.example.org',
      ofPost('r1'),
      'auth/registration-required',
    ],
    ['one’s own post', 'rude', ofPost('r1'), 'cancel/not-allowed'],
    ['oneself', 'rude', ofPerson('r1'), 'cancel/not-allowed'],
    ['a post that is not there', 'mem', ofPost('r1', { item: 'c9' }), 'cancel/item-not-found'],
    [
      'nobody’s rule',
      'mem',
      report({ node, item: 'c1', id: 'r' }, 'boredom'),
      'modify/bad-request',
    ],
    ['too many words', 'mem', ofPost('r1', { reason: 'x'.repeat(501) }), 'modify/bad-request'],
    ['neither post nor person', 'mem', report({ node, id: 'r' }), 'modify/bad-request'],
    [
      'both post and person',
      'mem',
      report({ node, item: 'c1', jid: of('rude'), id: 'r' }),
      'modify/bad-request',
    ],
    ['without an id', 'mem', report({ node, item: 'c1' }), 'modify/bad-request'],
    [
      'a node that is none',
      'mem',
      report({ node: 'x', jid: of('rude'), id: 'r' }),
      'modify/bad-request',
    ],
    ['nobody', 'mem', report({ jid: of('nobody'), id: 'r' }), 'cancel/item-not-found'],
    ['as one who is banned', 'out', ofPost('r1'), 'auth/forbidden'],
  ])('%s is refused', async (_, who, request, answer) => {
    const service = await insulted();
    await service.ok('out', 'set', subscribeRequest(CHANNEL, of('out')));
    await service.ok('mod', 'set', setAffiliationRequest(CHANNEL, of('out'), 'outcast'));
    expect(await service.refused(who, 'set', request)).toBe(answer);
    expect(await casesFor(service, 'mod')).toEqual([]);
  });

  test('a flood of reports waits, and publishing does not', async () => {
    const service = await channelService({ limits: true });
    await service.ok('rude', 'set', registerRequest());
    const answers: string[] = [];
    for (let n = 0; n < 22; n += 1)
      answers.push(await service.refused('mem', 'set', ofPerson(`r${n}`, '')));
    expect(new Set(answers.slice(0, 20))).toEqual(new Set(['accepted']));
    expect(answers.at(-1)).toBe('wait/resource-constraint +retry-after');
    expect(await service.refused('mem', 'set', registerRequest())).toBe('accepted');
  });

  test.each([
    ['a person met in a channel', CHANNEL, ['admin', 'mod', 'mod2']],
    ['a person of the site', '', ['admin']],
    ['a person in their own channel', of('rude'), ['admin']],
  ])('%s is told of to those who can judge', async (_, channel, judges) => {
    const service = await insulted();
    await service.ok('mem', 'set', ofPerson('r1', channel));
    const seen: string[] = [];
    for (const who of ['admin', 'mod', 'mod2', 'rude', 'mem', 'pub']) {
      if ((await casesFor(service, who)).length > 0) seen.push(who);
    }
    expect(seen).toEqual(judges);
  });

  test('a moderator who is reported never sees it: the others do, without any the administrators', async () => {
    const service = await insulted(['mod']);
    await service.ok('mod', 'set', publishRequest(CHANNEL, { id: 'm1', text: 'x', parent: 't1' }));
    await service.ok(
      'admin',
      'set',
      publishRequest(CHANNEL, { id: 'a1', text: 'x', parent: 't1' }),
    );
    await service.ok('mem', 'set', ofPost('r1', { item: 'm1' }));
    await service.ok('mem', 'set', ofPost('r2', { item: 'a1' }));
    expect((await casesFor(service, 'mod')).map(({ item }) => item)).toEqual(['a1']);
    expect((await casesFor(service, 'admin')).map(({ item }) => item)).toEqual(['m1']);
  });
});

test('who runs the site hears of what no other moderator decides; where nobody is left, the operator does', async () => {
  const service = await insulted(['mod']);
  const left: number[] = [];
  const nobodyLeft = async () => left.push(await countUndecided(service.ctx));
  const told: string[] = [];
  const tellOffice = (concerned: Concerned) => {
    if ('jid' in concerned) told.push(concerned.jid);
  };
  Object.assign(service.ctx, { nobodyLeft, tellOffice });
  const report = (token: string, person: string, channel = CHANNEL) => {
    const words = { token, rule: 'insult' as const, reason: '' };
    return service.ok('mem', 'set', reportRequest({ channel, person: of(person), ...words }));
  };
  await service.ok('admin', 'set', registerRequest());
  await report('r1', 'rude');
  expect(told).toEqual([]);
  // The channel's other moderator decides about its owner, the site's administrator about others.
  await report('r2', 'admin');
  expect(told).toEqual([]);
  await report('r3', 'rude', '');
  expect(told).toEqual([of('admin')]);
  // Counted before the next one is there.
  await expect.poll(() => left).toEqual([0]);
  await report('r4', 'admin', '');
  await expect.poll(() => left).toEqual([0, 1]);
  expect((await casesFor(service, 'admin')).map(({ person }) => person)).not.toContain(of('admin'));
  // Another one is named by the operator.
  Object.assign(service.ctx, { admins: new Set([of('admin'), of('second')]) });
  expect(await countUndecided(service.ctx)).toBe(0);
  expect(await casesFor(service, 'second')).toMatchObject([
    { person: of('rude') },
    { person: of('admin') },
  ]);
});

test('a queue comes in pages, oldest first, and says how many there are', async () => {
  const service = await insulted();
  const many = CASES_PAGE + 5;
  for (let n = 0; n < many; n += 1) {
    const id = `c${n + 10}`;
    await service.ok('rude', 'set', publishRequest(CHANNEL, { id, text: `${n}`, parent: 't1' }));
    await service.ok('mem', 'set', ofPost(`r${n}`, { item: id }));
  }
  const first = readCases(await read(service, 'mod', casesRequest()));
  expect(first).toMatchObject({ count: many, next: first.cases.at(-1)?.id });
  expect(first.cases.map(({ text }) => text)).toEqual(
    Array.from({ length: CASES_PAGE }, (_, n) => `${n}`),
  );
  const rest = readCases(await read(service, 'mod', casesRequest(first.next ?? 0)));
  expect(rest).toMatchObject({ count: many, next: null });
  expect(rest.cases).toHaveLength(5);
});

describe('deciding', () => {
  test('one act closes all reports of a post: it is removed, its author and each reporter told', async () => {
    const service = await insulted();
    for (const [at, who] of ['mem', 'pub'].entries())
      await service.ok(who, 'set', ofPost(`r${at}`));
    const id = (await casesFor(service, 'mod'))[0]?.id ?? 0;
    const grounds = { rule: 'insult', reason: 'Say it without names.' } as const;
    await service.ok('mod', 'set', decideCaseRequest(id, 'acted', grounds));
    expect(await commentsOf(service)).toEqual([]);
    expect(await casesFor(service, 'mod')).toEqual([]);
    for (const who of ['mem', 'pub']) {
      const [own] = await reportsOf(service, who);
      expect(own).toMatchObject({ state: 'acted', answer: grounds.reason });
      const told = { act: 'report', about: own?.number, outcome: 'acted', reason: grounds.reason };
      expect(await noticesOf(service, who)).toMatchObject([told]);
    }
    expect(await noticesOf(service, 'rude')).toMatchObject([
      { act: 'removed', ...grounds, appeal: '' },
    ]);
    // Of those who reported, the one who is reported hears nothing.
    const heard = serialize(await read(service, 'rude', noticesRequest()), '');
    expect(heard).not.toMatch(/mem@|pub@|He is rude/);
    expect(await actsOf(service)).toContain(
      'mod (moderator) remove c1  insult Say it without names.',
    );
    const again = decideCaseRequest(id, 'kept', { reason: '' });
    expect(await service.refused('mod2', 'set', again)).toBe('cancel/item-not-found');
  });

  test('a post that may stand stays, and its author never hears of it', async () => {
    const service = await insulted();
    await service.ok('mem', 'set', ofPost('r1'));
    const id = (await casesFor(service, 'mod'))[0]?.id ?? 0;
    await service.ok('mod', 'set', decideCaseRequest(id, 'kept', { reason: 'He may say so.' }));
    expect((await commentsOf(service)).map(({ text }) => text)).toEqual([INSULT]);
    expect(await reportsOf(service, 'mem')).toMatchObject([
      { state: 'kept', answer: 'He may say so.' },
    ]);
    expect(await noticesOf(service, 'rude')).toEqual([]);
    expect(await actsOf(service)).toContain(
      'mod (moderator) answer-reports c1 kept  He may say so.',
    );
  });

  test.each([
    ['removing it', retractRequest(CHANNEL, 'c1', undefined, { reason: 'No.' }), ofPost('r1')],
    [
      'banning them',
      setAffiliationRequest(CHANNEL, of('rude'), 'outcast', { grounds: { reason: 'No.' } }),
      ofPerson('r1'),
    ],
  ])('%s elsewhere answers its reports, too', async (_, act, request) => {
    const service = await insulted();
    await service.ok('mem', 'set', request);
    await service.ok('mod', 'set', act);
    expect(await casesFor(service, 'mod')).toEqual([]);
    expect(await reportsOf(service, 'mem')).toMatchObject([{ state: 'acted' }]);
  });

  test('what its author took back can still be looked at', async () => {
    const service = await insulted();
    await service.ok('mem', 'set', ofPost('r1'));
    await service.ok('rude', 'set', retractRequest(CHANNEL, 'c1'));
    const [one] = await casesFor(service, 'mod');
    expect(one?.text).toBe(INSULT);
    await service.ok('mod', 'set', decideCaseRequest(one?.id ?? 0, 'acted', { reason: 'Gone.' }));
    expect(await reportsOf(service, 'mem')).toMatchObject([{ state: 'acted', answer: 'Gone.' }]);
  });

  test('who leaves the site is forgotten as a reporter; what they reported is not', async () => {
    const service = await insulted();
    await service.ok('pub', 'set', ofPost('r1'));
    const leave = el(NS.REGISTER, 'query', {}, el(NS.REGISTER, 'remove'));
    await service.ok('pub', 'set', leave);
    expect(await casesFor(service, 'mod')).toMatchObject([
      { count: 1, reports: [{ reporter: '' }] },
    ]);
    expect(await reportsOf(service, 'pub')).toEqual([]);
  });
});

describe('hiding', () => {
  const TRUSTED = ['pub', 'pub2', 'pub3'];
  const reportAll = async (service: Service, who: readonly string[] = TRUSTED) => {
    for (const [at, by] of who.entries()) await service.ok(by, 'set', ofPost(`r${at}`));
  };
  const search = async (service: Service) => {
    const request = searchRequest({ words: 'councillor', page: 1, perPage: 10 });
    return serialize((await service.ask('mem', 'set', request)).reply, '');
  };

  test('reported by three trusted people it says nothing any more, anywhere, and is pushed so', async () => {
    const service = await insulted();
    expect(await search(service)).toContain('fool');
    await service.online('mem');
    await reportAll(service, ['mem', 'pub', 'pub2']);
    expect(await commentsOf(service)).toMatchObject([{ text: INSULT }]);
    await service.ok('pub3', 'set', ofPost('r9'));
    const [stub] = await commentsOf(service);
    expect(stub).toMatchObject({ id: 'c1', author: of('rude'), text: '', hidden: true });
    const [push, ...others] = await service.pushes('mem');
    expect(others).toEqual([]);
    expect(serialize(push as Element, '')).toMatch(/<hidden xmlns=.urn:wifi-chat:office:0.\/>/);
    expect(stub?.changed).toBe(readStanzaSeq(push as Element, SERVICE));
    // Whoever asks whatever, in whatever way.
    const asked = [
      repliesRequest(CHANNEL, 't1', {}),
      itemRequest(CHANNEL, 'c1'),
      el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'items', { node: `/user/${CHANNEL}/posts` })),
      archiveRequest({ queryId: 'q', page: {}, node: `/user/${CHANNEL}/posts` }),
      ownReportsRequest(),
    ];
    for (const who of ['mem', 'pub', 'stranger']) {
      for (const request of asked) {
        const type = request.name === 'query' ? 'set' : 'get';
        const { reply, before } = await service.ask(who, type, request);
        const heard = [reply, ...before].map((stanza) => serialize(stanza, '')).join();
        expect(heard).not.toContain('fool');
      }
    }
    expect(await search(service)).not.toContain('fool');
    expect(await casesFor(service, 'mod')).toMatchObject([
      { text: INSULT, hidden: true, count: 4 },
    ]);
    expect(await actsOf(service)).toContain('channels.example.org (site) hide c1   ');
    // Its author's phone, which was not told that it was taken, sends it once more.
    const again = publishRequest(CHANNEL, { id: 'c1', text: INSULT, parent: 't1' });
    expect(await service.refused('rude', 'set', again)).toBe('accepted');
    expect(await commentsOf(service)).toMatchObject([{ hidden: true }]);
  });

  test('a moderator shows it again, for good: with its words, found again, pushed as a later change', async () => {
    const service = await insulted();
    await reportAll(service);
    const hidden = (await commentsOf(service))[0]?.changed ?? 0;
    await service.online('mem');
    const id = (await casesFor(service, 'mod'))[0]?.id ?? 0;
    await service.ok('mod', 'set', decideCaseRequest(id, 'kept', { reason: 'He may.' }));
    const [shown] = await commentsOf(service);
    expect(shown).toMatchObject({ text: INSULT, id: 'c1' });
    expect(shown?.hidden).toBeUndefined();
    expect(shown?.changed).toBeGreaterThan(hidden);
    expect(serialize((await service.pushes('mem'))[0] as Element, '')).toContain('fool');
    expect(await search(service)).toContain('fool');
    for (const who of ['mem', 'mod2', 'admin']) await service.ok(who, 'set', ofPost('r5'));
    expect(await commentsOf(service)).toMatchObject([{ text: INSULT }]);
  });

  test('removed while it is hidden, it is kept and told of with its words', async () => {
    const service = await insulted();
    await reportAll(service);
    const id = (await casesFor(service, 'mod'))[0]?.id ?? 0;
    const grounds = { rule: 'insult', reason: 'No.' } as const;
    await service.ok('mod', 'set', decideCaseRequest(id, 'acted', grounds));
    expect(await commentsOf(service)).toEqual([]);
    const [notice] = await noticesOf(service, 'rude');
    expect(notice).toMatchObject({ act: 'removed', excerpt: INSULT });
    await service.ok('rude', 'set', appealRequest(notice?.about ?? 0, 'Why?'));
    const [appeal] = await appealsFor(service, 'mod2');
    await service.ok('mod2', 'set', decideAppealRequest(appeal?.id ?? 0, 'granted', ''));
    expect(await commentsOf(service)).toMatchObject([{ text: INSULT, author: of('rude') }]);
  });

  test.each([
    ['never, where its owner wants that', '0', TRUSTED, false],
    ['by two, where its owner wants that', '2', ['pub', 'pub2'], true],
    ['not by people whom nobody trusts', '', ['mem', 'new1', 'new2', 'new3'], false],
  ])('%s', async (_, wanted, who, isHidden) => {
    const service = await insulted();
    const vars = { [HIDE_AFTER]: wanted };
    await service.ok('admin', 'set', configureRequest(CHANNEL, configChangeForm({ vars })));
    await reportAll(service, who);
    expect((await commentsOf(service))[0]?.hidden === true).toBe(isHidden);
  });

  test('what a moderator wrote is not hidden by those whom it is written to', async () => {
    const service = await insulted();
    await service.ok('mod', 'set', publishRequest(CHANNEL, { id: 'm1', text: 'x', parent: 't1' }));
    for (const [at, by] of TRUSTED.entries()) {
      await service.ok(by, 'set', ofPost(`r${at}`, { item: 'm1' }));
    }
    expect((await commentsOf(service)).map(({ text }) => text)).toEqual([INSULT, 'x']);
  });

  test('who leaves it here without a name leaves it hidden', async () => {
    const service = await insulted();
    await reportAll(service);
    const keep = el(NS.ACCOUNT, 'keep');
    const leave = el(NS.REGISTER, 'query', {}, el(NS.REGISTER, 'remove'), keep);
    await service.ok('rude', 'set', leave);
    const [stub] = await commentsOf(service);
    expect(stub).toMatchObject({ hidden: true, author: 'gone@channels.example.org' });
    const id = (await casesFor(service, 'mod'))[0]?.id ?? 0;
    await service.ok('mod', 'set', decideCaseRequest(id, 'kept', { reason: '' }));
    expect(await commentsOf(service)).toMatchObject([{ text: INSULT, author: stub?.author }]);
  });
});

describe('appeals', () => {
  const grounds = { rule: 'insult', reason: 'Say it without names.' } as const;
  const remove = (id: string) => retractRequest(CHANNEL, id, undefined, grounds);
  const actOf = async (service: Service, who = 'rude') =>
    (await noticesOf(service, who))[0]?.about ?? 0;

  test('a channel that was made since under the same name gets nothing back', async () => {
    const service = await insulted();
    await service.ok('mod', 'set', remove('c1'));
    await service.ok('rude', 'set', appealRequest(await actOf(service), 'Why?'));
    await service.ok('admin', 'set', deleteRequest(CHANNEL));
    await service.ok('admin', 'set', createRequest(CHANNEL, configChangeForm({})));
    await service.ok('admin', 'set', publishRequest(CHANNEL, { id: 't1', text: 'Anew' }));
    const [open] = await appealsFor(service, 'admin');
    await service.ok('admin', 'set', decideAppealRequest(open?.id ?? 0, 'granted', ''));
    expect(await commentsOf(service)).toEqual([]);
  });

  test('nor does one that was made after its owner had left the site', async () => {
    const service = await insulted(['mod']);
    await service.ok('mod', 'set', remove('c1'));
    await service.ok('rude', 'set', appealRequest(await actOf(service), 'Why?'));
    await service.ok('admin', 'set', setAffiliationRequest(CHANNEL, of('mod'), 'owner'));
    await service.ctx.database.write(async (writer) => {
      const { id } = (await findChannel(writer, CHANNEL)) as { id: number };
      const gone = { affiliation: 'none', subscription: 'none' } as const;
      await saveMembership(writer, id, of('admin'), gone);
    });
    for (const who of ['rude', 'mem', 'pub', 'pub2', 'pub3']) {
      await service.ok(who, 'set', unsubscribeRequest(CHANNEL, of(who)));
    }
    await service.ok('mod', 'set', unregisterRequest());
    await service.ok('admin', 'set', createRequest(CHANNEL, configChangeForm({})));
    await service.ok('admin', 'set', publishRequest(CHANNEL, { id: 't1', text: 'Anew' }));
    const [open] = await appealsFor(service, 'admin');
    expect(open?.act).toBe('remove');
    await service.ok('admin', 'set', decideAppealRequest(open?.id ?? 0, 'granted', ''));
    expect(await commentsOf(service)).toEqual([]);
  });

  test('put up again, it says again for whom it was written', async () => {
    const service = await insulted();
    const draft = { id: 'gogo', text: 'The tap is dry', parent: 't1', onBehalf: 'Gogo Dlamini' };
    await service.ok('mod', 'set', publishRequest(CHANNEL, draft));
    await service.ok('admin', 'set', remove('gogo'));
    const [notice] = await noticesOf(service, 'mod');
    await service.ok('mod', 'set', appealRequest(notice?.about ?? 0, 'Hers.'));
    const [appeal] = await appealsFor(service, 'mod2');
    await service.ok('mod2', 'set', decideAppealRequest(appeal?.id ?? 0, 'granted', ''));
    expect(await commentsOf(service)).toContainEqual(
      expect.objectContaining({ author: of('mod'), text: draft.text, onBehalf: draft.onBehalf }),
    );
  });

  test('the author appeals once, and another moderator than the one who removed it decides', async () => {
    const service = await insulted();
    await service.ok('mod', 'set', remove('c1'));
    const act = await actOf(service);
    await service.ok('rude', 'set', appealRequest(act, 'It is only true.'));
    // Sent again it is the same; another one is one too many.
    expect(await service.refused('rude', 'set', appealRequest(act, 'It is only true.'))).toBe(
      'accepted',
    );
    expect(await service.refused('rude', 'set', appealRequest(act, 'Please!'))).toBe(
      'cancel/conflict',
    );
    expect(await noticesOf(service, 'rude')).toMatchObject([{ appeal: 'open' }]);
    const seen = { person: of('rude'), words: 'It is only true.', text: INSULT, grounds };
    for (const who of ['mod2', 'admin'])
      expect(await appealsFor(service, who)).toMatchObject([seen]);
    for (const who of ['mod', 'rude', 'mem', 'stranger']) {
      expect(await appealsFor(service, who), who).toEqual([]);
    }
    const id = (await appealsFor(service, 'mod2'))[0]?.id ?? 0;
    for (const who of ['mod', 'rude', 'mem']) {
      const refused = await service.refused(who, 'set', decideAppealRequest(id, 'granted', ''));
      expect(refused, who).toBe('cancel/item-not-found');
    }
    await service.ok('mod2', 'set', decideAppealRequest(id, 'refused', 'It stays away.'));
    expect(await noticesOf(service, 'rude')).toMatchObject([
      { act: 'appeal', about: act, outcome: 'refused', reason: 'It stays away.' },
      { act: 'removed', appeal: 'refused' },
    ]);
    expect(await commentsOf(service)).toEqual([]);
    expect(await service.refused('rude', 'set', appealRequest(act, 'Once more'))).toBe(
      'cancel/conflict',
    );
    expect(await actsOf(service)).toContain(
      'mod2 (moderator) refuse-appeal rude@example.org remove  It stays away.',
    );
  });

  test('what is restored is an ordinary new post by its author; the old id stays gone', async () => {
    const service = await insulted();
    const draft = { id: 'c2', text: 'Quite so.', parent: 't1', target: 'c1' };
    await service.ok('pub', 'set', publishRequest(CHANNEL, draft));
    await service.ok('mod', 'set', remove('t1'));
    await service.ok('mem', 'set', appealRequest(await actOf(service, 'mem'), 'Why?'));
    await service.online('pub');
    const id = (await appealsFor(service, 'admin'))[0]?.id ?? 0;
    await service.ok('mod2', 'set', decideAppealRequest(id, 'granted', 'A mistake.'));
    const topics = readItemsAnswer(await read(service, 'pub', topicsRequest(CHANNEL, {})), CHANNEL);
    const [topic] = topics.items;
    expect(topic).toMatchObject({ author: of('mem'), title: 'Taps', replies: 2 });
    expect(topic?.id).not.toBe('t1');
    const replies = await read(service, 'mem', repliesRequest(CHANNEL, topic?.id ?? '', {}));
    const [insult, answer] = readItemsAnswer(replies, CHANNEL).items;
    expect(insult).toMatchObject({ author: of('rude'), text: INSULT });
    expect(answer).toMatchObject({ text: 'Quite so.', target: insult?.id });
    expect((await service.pushes('pub')).length).toBe(3);
    const resent = publishRequest(CHANNEL, { id: 't1', title: 'Taps', text: 'topic' });
    expect(await service.refused('mem', 'set', resent)).toBe('cancel/gone');
  });

  test('a comment whose topic is gone meanwhile is not put back anywhere', async () => {
    const service = await insulted();
    await service.ok('mod', 'set', remove('c1'));
    await service.ok('rude', 'set', appealRequest(await actOf(service), 'Why?'));
    await service.ok('mem', 'set', retractRequest(CHANNEL, 't1'));
    const id = (await appealsFor(service, 'mod2'))[0]?.id ?? 0;
    await service.ok('mod2', 'set', decideAppealRequest(id, 'granted', ''));
    expect((await noticesOf(service, 'rude'))[0]).toMatchObject({ outcome: 'granted' });
    const topics = readItemsAnswer(await read(service, 'pub', topicsRequest(CHANNEL, {})), CHANNEL);
    expect(topics.items).toEqual([]);
  });

  test.each([
    ['remove', []],
    ['keep', ['gone@channels.example.org']],
  ] as const)(
    'one brings nothing back of who deleted their account (%s)',
    async (fate, authors) => {
      const service = await insulted();
      await service.ok(
        'pub',
        'set',
        publishRequest(CHANNEL, { id: 'c2', text: 'Mine.', parent: 't1' }),
      );
      await service.ok(
        'mod',
        'set',
        retractRequest(CHANNEL, 't1', 'posts', { reason: 'All of it.' }),
      );
      await service.ok('pub', 'set', unregisterRequest(fate));
      await service.ok('mem', 'set', appealRequest(await actOf(service, 'mem'), 'Why?'));
      const id = (await appealsFor(service, 'mod2'))[0]?.id ?? 0;
      await service.ok('mod2', 'set', decideAppealRequest(id, 'granted', ''));
      const request = el(NS.PUBSUB, 'items', { node: `/user/${CHANNEL}/posts` });
      const reply = await read(service, 'mem', el(NS.PUBSUB, 'pubsub', {}, request));
      const { items } = readItemsAnswer(reply, CHANNEL);
      expect(items.map(({ author }) => author).sort()).toEqual(
        [...authors, of('mem'), of('rude')].sort(),
      );
      expect(serialize(reply)).not.toContain(of('pub'));
    },
  );

  test('who is banned is told why and until when, and a granted appeal lets them in again', async () => {
    const service = await insulted();
    const until = '2026-01-02T00:00:00.000Z';
    const ban = setAffiliationRequest(CHANNEL, of('rude'), 'outcast', { until, grounds });
    await service.ok('mod', 'set', ban);
    const [notice] = await noticesOf(service, 'rude');
    expect(notice).toMatchObject({ act: 'banned', outcome: until, ...grounds });
    await service.ok('rude', 'set', appealRequest(notice?.about ?? 0, 'I am sorry.'));
    const [open] = await appealsFor(service, 'mod2');
    expect(open).toMatchObject({ act: 'set-role', words: 'I am sorry.', text: '' });
    expect(await service.refused('rude', 'set', subscribeRequest(CHANNEL, of('rude')))).toBe(
      'auth/forbidden',
    );
    await service.ok('mod2', 'set', decideAppealRequest(open?.id ?? 0, 'granted', 'Well then.'));
    await service.ok('rude', 'set', subscribeRequest(CHANNEL, of('rude')));
  });

  test('a granted appeal against one ban does not end a later one', async () => {
    const service = await insulted();
    const ban = setAffiliationRequest(CHANNEL, of('rude'), 'outcast', { grounds });
    await service.ok('mod', 'set', ban);
    const [first] = await noticesOf(service, 'rude');
    await service.ok('rude', 'set', appealRequest(first?.about ?? 0, 'I am sorry.'));
    await service.ok('admin', 'set', setAffiliationRequest(CHANNEL, of('rude'), 'none'));
    await service.ok('admin', 'set', ban);
    const [open] = await appealsFor(service, 'mod2');
    await service.ok('mod2', 'set', decideAppealRequest(open?.id ?? 0, 'granted', ''));
    const follow = subscribeRequest(CHANNEL, of('rude'));
    expect(await service.refused('rude', 'set', follow)).toBe('auth/forbidden');
    const [second] = (await noticesOf(service, 'rude')).filter(({ act }) => act === 'banned');
    await service.ok('rude', 'set', appealRequest(second?.about ?? 0, 'Again.'));
    const [again] = await appealsFor(service, 'mod2');
    await service.ok('mod2', 'set', decideAppealRequest(again?.id ?? 0, 'granted', ''));
    await service.ok('rude', 'set', follow);
  });

  test.each([
    ['with another moderator, never an administrator of the site', ['mod', 'mod2'], ['mod2']],
    ['with none, an administrator of the site', ['mod'], ['chief', 'boss']],
  ])('a removal %s', async (_, moderators, judges) => {
    const service = await insulted(moderators);
    // The channel's maker leaves it to its moderators, of whom one owns it now.
    (service.ctx.admins as Set<string>).clear();
    for (const who of ['chief', 'boss']) (service.ctx.admins as Set<string>).add(of(who));
    await service.ok('admin', 'set', setAffiliationRequest(CHANNEL, of('mod'), 'owner'));
    await service.ok('mod', 'set', remove('c1'));
    await service.ok('rude', 'set', appealRequest(await actOf(service), 'Why?'));
    await service.ok(
      'admin',
      'set',
      el(
        NS.PUBSUB,
        'pubsub',
        {},
        el(NS.PUBSUB, 'unsubscribe', {
          node: `/user/${CHANNEL}/posts`,
          jid: of('admin'),
        }),
      ),
    );
    const seen: string[] = [];
    for (const who of ['mod', 'mod2', 'chief', 'boss', 'rude']) {
      if ((await appealsFor(service, who)).length > 0) seen.push(who);
    }
    expect(seen).toEqual(judges);
  });

  test('where one person is all there is, they look at it once more themselves', async () => {
    const service = await insulted([]);
    await service.ok('admin', 'set', remove('c1'));
    await service.ok('rude', 'set', appealRequest(await actOf(service), 'Why?'));
    expect(await appealsFor(service, 'admin')).toHaveLength(1);
  });

  test('what was removed is in the log for those who moderate, and for nobody else', async () => {
    const service = await insulted();
    await service.ok('mod', 'set', remove('c1'));
    const logFor = async (who: string) => readLog(await read(service, who, logRequest(CHANNEL)))[0];
    for (const who of ['mod', 'mod2', 'admin']) {
      expect(await logFor(who)).toMatchObject({ act: 'remove', removed: INSULT });
    }
    for (const who of ['rude', 'mem', 'pub', 'stranger']) {
      expect(await logFor(who)).toMatchObject({ act: 'remove' });
      expect((await logFor(who))?.removed, who).toBeUndefined();
    }
    await forgetOld({ ...service.ctx, now: () => '2026-04-15T00:00:00.000Z' });
    expect((await logFor('mod'))?.removed).toBeUndefined();
  });

  test.each([
    ['an act of which one was not told', 'mem', 'Why?', 'cancel/item-not-found'],
    ['no words', 'rude', ' ', 'modify/bad-request +content-element-required'],
    ['too many words', 'rude', 'x'.repeat(501), 'modify/not-acceptable +payload-too-big'],
  ])('an appeal with %s is refused', async (_, who, words, answer) => {
    const service = await insulted();
    await service.ok('mod', 'set', remove('c1'));
    const act = await actOf(service);
    expect(await service.refused(who, 'set', appealRequest(act, words))).toBe(answer);
  });

  test(`after ${KEPT_DAYS} days the text is gone, but while an appeal is open`, async () => {
    const service = await insulted();
    const later = { ...service.ctx, now: () => '2026-04-15T00:00:00.000Z' };
    const texts = () =>
      service.ctx.database.read((reader) =>
        reader.all<{ text: string }>(
          `SELECT text FROM removed UNION ALL SELECT text FROM cases WHERE text <> ''
           UNION ALL SELECT excerpt FROM notices WHERE excerpt <> ''`,
        ),
      );
    await service.ok('mem', 'set', ofPost('r1'));
    await service.ok('mod', 'set', remove('c1'));
    expect((await texts()).map(({ text }) => text)).toEqual([INSULT, INSULT, INSULT]);
    await forgetOld(service.ctx);
    expect(await texts()).toHaveLength(3);
    await service.ok('rude', 'set', appealRequest(await actOf(service), 'Why?'));
    await forgetOld(later);
    expect(await texts()).toHaveLength(1);
    const id = (await appealsFor(service, 'mod2'))[0]?.id ?? 0;
    await service.ok('mod2', 'set', decideAppealRequest(id, 'refused', ''));
    await forgetOld(later);
    expect(await texts()).toEqual([]);
  });
});
