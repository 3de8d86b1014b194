/** Reports: who is told, and what comes of them. */
import { describe, expect, test } from 'vitest';
import { appealRequest, decideAppealRequest } from '../../src/protocol/appeal.ts';
import { archiveRequest, readStanzaSeq } from '../../src/protocol/archive.ts';
import { CASES_PAGE, casesRequest, decideCaseRequest, readCases } from '../../src/protocol/case.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { HIDE_AFTER } from '../../src/protocol/config-vars.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { noticesRequest } from '../../src/protocol/notice.ts';
import { ownReportsRequest, readOwnReports } from '../../src/protocol/own-reports.ts';
import {
  configureRequest,
  itemRequest,
  publishRequest,
  registerRequest,
  repliesRequest,
  retractRequest,
  subscribeRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  deleteRequest,
  setAffiliationRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { reportRequest } from '../../src/protocol/report.ts';
import { searchRequest } from '../../src/protocol/search.ts';
import { child, type Element, el, serialize } from '../../src/protocol/xml.ts';
import type { Concerned } from '../../src/server/service/context.ts';
import { countUndecided } from '../../src/server/service/who-decides.ts';
import { channelService, SERVICE } from './channel-service.ts';
import {
  actsOf,
  appealsFor,
  CHANNEL,
  commentsOf,
  INSULT,
  insulted,
  noticesOf,
  of,
  ofPost,
  read,
  type Service,
} from './insulted.ts';

const ofPerson = (token: string, channel = CHANNEL) =>
  reportRequest({ channel, person: of('rude'), token, rule: 'threat', reason: 'He follows me.' });
/** What a report is answered with. */
const numberIn = (answer: Element) => Number(child(answer, 'report', NS.OFFICE)?.attrs.number);
const casesFor = async (service: Service, who: string) =>
  readCases(await read(service, who, casesRequest())).cases;
const reportsOf = async (service: Service, who: string) =>
  readOwnReports(await read(service, who, ownReportsRequest()));

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

test('who runs the site hears of what is theirs to decide once its channel is no more', async () => {
  const service = await insulted();
  const told: string[] = [];
  const tellOffice = (concerned: Concerned) => {
    if ('jid' in concerned) told.push(concerned.jid);
  };
  Object.assign(service.ctx, { tellOffice, admins: new Set([of('boss')]) });
  await service.ok('mem', 'set', ofPost('r1'));
  const other = 'parks@topics.example.org';
  await service.ok('boss', 'set', createRequest(other, configChangeForm({})));
  await service.ok('boss', 'set', deleteRequest(other));
  expect(told).toEqual([]);
  await service.ok('admin', 'set', deleteRequest(CHANNEL));
  expect(told).toEqual([of('boss')]);
  expect(await casesFor(service, 'boss')).toMatchObject([{ item: 'c1', text: INSULT }]);
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
  expect(first).toMatchObject({ count: many, next: `${first.cases.at(-1)?.id}` });
  expect(first.cases.map(({ text }) => text)).toEqual(
    Array.from({ length: CASES_PAGE }, (_, n) => `${n}`),
  );
  const rest = readCases(await read(service, 'mod', casesRequest(first.next ?? '0')));
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
