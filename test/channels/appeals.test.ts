/** Removals and bans that are told to whom they concern, and can be appealed against. */
import { describe, expect, test } from 'vitest';
import { unregisterRequest } from '../../src/protocol/account.ts';
import { appealRequest, decideAppealRequest, KEPT_DAYS } from '../../src/protocol/appeal.ts';
import { casesRequest, decideCaseRequest, readCases } from '../../src/protocol/case.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { readItemsAnswer } from '../../src/protocol/items-answer.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { isOfficeNews } from '../../src/protocol/office.ts';
import { logRequest, readLog } from '../../src/protocol/office-log.ts';
import {
  configureRequest,
  publishRequest,
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
import { el, serialize } from '../../src/protocol/xml.ts';
import type { Concerned } from '../../src/server/service/context.ts';
import { endBans } from '../../src/server/service/end-bans.ts';
import { forgetOld } from '../../src/server/service/forget-old.ts';
import { findChannel } from '../../src/server/storage/channels.ts';
import { saveMembership } from '../../src/server/storage/memberships.ts';
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

/** More than those days after all that is done here. */
const LATER = '2026-04-15T00:00:00.000Z';

const grounds = { rule: 'insult', reason: 'Say it without names.' } as const;
const remove = (id: string) => retractRequest(CHANNEL, id, undefined, grounds);
const actOf = async (service: Service, who = 'rude') =>
  (await noticesOf(service, who))[0]?.about ?? 0;
const logFor = async (service: Service, who: string) =>
  readLog(await read(service, who, logRequest(CHANNEL)))[0];
/** Against the last thing that they were told of. */
const appeal = async (service: Service, who = 'rude') =>
  service.ok(who, 'set', appealRequest(await actOf(service, who), 'Why?'));
/** What becomes of the oldest appeal that waits for that judge. */
async function decide(
  service: Service,
  outcome: 'granted' | 'refused',
  judge = 'mod2',
  reason = '',
) {
  const [open] = await appealsFor(service, judge);
  await service.ok(judge, 'set', decideAppealRequest(open?.id ?? 0, outcome, reason));
}

test('a channel that was made since under the same name gets nothing back', async () => {
  const service = await insulted();
  await service.ok('mod', 'set', remove('c1'));
  await appeal(service);
  await service.ok('admin', 'set', deleteRequest(CHANNEL));
  await service.ok('admin', 'set', createRequest(CHANNEL, configChangeForm({})));
  await service.ok('admin', 'set', publishRequest(CHANNEL, { id: 't1', text: 'Anew' }));
  await decide(service, 'granted', 'admin');
  expect(await commentsOf(service)).toEqual([]);
});

test('nor does one that was made after its owner had left the site', async () => {
  const service = await insulted(['mod']);
  await service.ok('mod', 'set', remove('c1'));
  await appeal(service);
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
  // What was removed in the old one is nothing of this one's log.
  const log = readLog(await read(service, 'admin', logRequest(CHANNEL)));
  expect(log.map(({ act }) => act)).toEqual(['create']);
  const [open] = await appealsFor(service, 'admin');
  expect(open?.act).toBe('remove');
  await service.ok('admin', 'set', decideAppealRequest(open?.id ?? 0, 'granted', ''));
  expect(await commentsOf(service)).toEqual([]);
});

test('who moderates one that was made since under the same name sees nothing of the old one', async () => {
  const service = await insulted();
  const admins = service.ctx.admins as Set<string>;
  await service.ok('mem', 'set', ofPost('r1'));
  await service.ok('mod', 'set', publishRequest(CHANNEL, { id: 'm1', text: 'Old', parent: 't1' }));
  await service.ok('admin', 'set', remove('m1'));
  await appeal(service, 'mod');
  await service.ok('admin', 'set', deleteRequest(CHANNEL));
  admins.add(of('maker'));
  await service.ok('maker', 'set', createRequest(CHANNEL, configChangeForm({})));
  admins.delete(of('maker'));
  await service.ok('maker', 'set', publishRequest(CHANNEL, { id: 'c1', text: 'Anew' }));
  const casesFor = async (who: string) => readCases(await read(service, who, casesRequest())).cases;
  expect([await casesFor('maker'), await appealsFor(service, 'maker')]).toEqual([[], []]);
  // Who runs the site decides, and nothing is done to what has that id by now.
  expect(await appealsFor(service, 'admin')).toHaveLength(1);
  const [one] = await casesFor('admin');
  expect(one).toMatchObject({ item: 'c1', text: INSULT, channelTitle: '' });
  await service.ok('admin', 'set', decideCaseRequest(one?.id ?? 0, 'acted', grounds));
  const there = readItemsAnswer(await read(service, 'maker', topicsRequest(CHANNEL, {})), CHANNEL);
  expect(there.items).toMatchObject([{ id: 'c1', text: 'Anew' }]);
});

test('who runs the site hears of appeals that are theirs, though another channel has that name by now', async () => {
  const service = await insulted();
  await service.ok('mod', 'set', remove('c1'));
  await service.ok('admin', 'set', deleteRequest(CHANNEL));
  (service.ctx.admins as Set<string>).add(of('boss'));
  await service.ok('admin', 'set', createRequest(CHANNEL, configChangeForm({})));
  const told: Concerned[] = [];
  const tellOffice = (concerned: Concerned) => {
    if ('jid' in concerned && concerned.jid === of('boss')) told.push(concerned);
  };
  Object.assign(service.ctx, { tellOffice });
  await appeal(service);
  expect(await appealsFor(service, 'boss')).toMatchObject([{ act: 'remove' }]);
  expect(told).toHaveLength(1);
  await decide(service, 'refused', 'admin');
  expect(told).toHaveLength(2);
});

test('put up again, it says again for whom it was written', async () => {
  const service = await insulted();
  const draft = { id: 'gogo', text: 'The tap is dry', parent: 't1', onBehalf: 'Gogo Dlamini' };
  await service.ok('mod', 'set', publishRequest(CHANNEL, draft));
  await service.ok('admin', 'set', remove('gogo'));
  const [notice] = await noticesOf(service, 'mod');
  await service.ok('mod', 'set', appealRequest(notice?.about ?? 0, 'Hers.'));
  await decide(service, 'granted');
  expect(await commentsOf(service)).toContainEqual(
    expect.objectContaining({ author: of('mod'), text: draft.text, onBehalf: draft.onBehalf }),
  );
});

test('the author appeals once: the same again is the same, another one is one too many', async () => {
  const service = await insulted();
  await service.ok('mod', 'set', remove('c1'));
  const act = await actOf(service);
  const first = appealRequest(act, 'It is only true.');
  await service.ok('rude', 'set', first);
  expect(await service.refused('rude', 'set', first)).toBe('accepted');
  const second = appealRequest(act, 'Please!');
  expect(await service.refused('rude', 'set', second)).toBe('cancel/conflict');
  expect(await noticesOf(service, 'rude')).toMatchObject([{ appeal: 'open' }]);
  await decide(service, 'refused');
  expect(await service.refused('rude', 'set', second)).toBe('cancel/conflict');
});

test('those see it who decide, and nobody else: another moderator than the one who removed it', async () => {
  const service = await insulted();
  await service.ok('mod', 'set', remove('c1'));
  await appeal(service);
  const seen = { person: of('rude'), words: 'Why?', text: INSULT, grounds };
  for (const who of ['mod2', 'admin']) expect(await appealsFor(service, who)).toMatchObject([seen]);
  for (const who of ['mod', 'rude', 'mem', 'stranger']) {
    expect(await appealsFor(service, who), who).toEqual([]);
  }
  const id = (await appealsFor(service, 'mod2'))[0]?.id ?? 0;
  for (const who of ['mod', 'rude', 'mem']) {
    const refused = await service.refused(who, 'set', decideAppealRequest(id, 'granted', ''));
    expect(refused, who).toBe('cancel/item-not-found');
  }
});

test('what was refused stays away; its author is told why, and it is written down', async () => {
  const service = await insulted();
  await service.ok('mod', 'set', remove('c1'));
  const act = await actOf(service);
  await appeal(service);
  await decide(service, 'refused', 'mod2', 'It stays away.');
  expect(await noticesOf(service, 'rude')).toMatchObject([
    { act: 'appeal', about: act, outcome: 'refused', reason: 'It stays away.' },
    { act: 'removed', appeal: 'refused' },
  ]);
  expect(await commentsOf(service)).toEqual([]);
  expect(await actsOf(service)).toContain(
    'mod2 (moderator) refuse-appeal rude@example.org remove  It stays away.',
  );
});

test('what is restored are ordinary new posts by their authors, one thread as before', async () => {
  const service = await insulted();
  const draft = { id: 'c2', text: 'Quite so.', parent: 't1', target: 'c1' };
  await service.ok('pub', 'set', publishRequest(CHANNEL, draft));
  await service.ok('mod', 'set', remove('t1'));
  await appeal(service, 'mem');
  await service.online('pub');
  await decide(service, 'granted', 'mod2', 'A mistake.');
  const topics = readItemsAnswer(await read(service, 'pub', topicsRequest(CHANNEL, {})), CHANNEL);
  const [topic] = topics.items;
  expect(topic).toMatchObject({ author: of('mem'), title: 'Taps', replies: 2 });
  expect(topic?.id).not.toBe('t1');
  const replies = await read(service, 'mem', repliesRequest(CHANNEL, topic?.id ?? '', {}));
  const [insult, answer] = readItemsAnswer(replies, CHANNEL).items;
  expect(insult).toMatchObject({ author: of('rude'), text: INSULT });
  expect(answer).toMatchObject({ text: 'Quite so.', target: insult?.id });
  expect((await service.pushes('pub')).length).toBe(3);
});

test('a comment that was hidden when its topic was removed comes back hidden, and what is decided about it is done to it', async () => {
  const service = await insulted();
  for (const who of ['pub', 'pub2', 'pub3']) await service.ok(who, 'set', ofPost('r'));
  await service.ok('mod', 'set', remove('t1'));
  await appeal(service, 'mem');
  await service.online('mem');
  await decide(service, 'granted');
  const heard = (await service.pushes('mem')).map((push) => serialize(push, '')).join();
  expect(heard).toContain('topic');
  expect(heard).not.toContain('fool');
  const posts = await read(service, 'mem', topicsRequest(CHANNEL, {}));
  const topic = readItemsAnswer(posts, CHANNEL).items[0]?.id ?? '';
  const comments = async () =>
    readItemsAnswer(await read(service, 'mem', repliesRequest(CHANNEL, topic, {})), CHANNEL).items;
  expect(await comments()).toMatchObject([{ author: of('rude'), text: '', hidden: true }]);
  const [open] = readCases(await read(service, 'mod', casesRequest())).cases;
  expect(open).toMatchObject({ text: INSULT, hidden: true });
  await service.ok('mod', 'set', decideCaseRequest(open?.id ?? 0, 'acted', grounds));
  expect(await comments()).toEqual([]);
  expect(await noticesOf(service, 'rude')).toMatchObject([{ act: 'removed', excerpt: INSULT }]);
});

test('the id of what was restored stays gone', async () => {
  const service = await insulted();
  await service.ok('mod', 'set', remove('t1'));
  await appeal(service, 'mem');
  await decide(service, 'granted');
  const resent = publishRequest(CHANNEL, { id: 't1', title: 'Taps', text: 'topic' });
  expect(await service.refused('mem', 'set', resent)).toBe('cancel/gone');
});

test('a comment whose topic is gone meanwhile is not put back anywhere', async () => {
  const service = await insulted();
  await service.ok('mod', 'set', remove('c1'));
  await appeal(service);
  await service.ok('mem', 'set', retractRequest(CHANNEL, 't1'));
  await decide(service, 'granted');
  expect((await noticesOf(service, 'rude'))[0]).toMatchObject({ outcome: 'granted' });
  const topics = readItemsAnswer(await read(service, 'pub', topicsRequest(CHANNEL, {})), CHANNEL);
  expect(topics.items).toEqual([]);
});

test.each([
  ['remove', []],
  ['keep', ['gone@channels.example.org']],
] as const)(
  'an appeal brings nothing back of who deleted their account (%s)',
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
    await appeal(service, 'mem');
    await decide(service, 'granted');
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
  const until = '2026-02-01T00:00:00.000Z';
  const later = setAffiliationRequest(CHANNEL, of('rude'), 'outcast', { until, grounds });
  await service.ok('admin', 'set', later);
  await decide(service, 'granted');
  const follow = subscribeRequest(CHANNEL, of('rude'));
  expect(await service.refused('rude', 'set', follow)).toBe('auth/forbidden');
  const [second] = (await noticesOf(service, 'rude')).filter(({ act }) => act === 'banned');
  await service.ok('rude', 'set', appealRequest(second?.about ?? 0, 'Again.'));
  await decide(service, 'granted');
  await service.ok('rude', 'set', follow);
});

test.each([
  ['by another moderator, never by an administrator of the site', ['mod', 'mod2'], ['mod2']],
  ['where there is none, by an administrator of the site', ['mod'], ['chief', 'boss']],
])('a removal is judged %s', async (_, moderators, judges) => {
  const service = await insulted(moderators);
  // The channel's maker leaves it to its moderators, of whom one owns it now.
  (service.ctx.admins as Set<string>).clear();
  for (const who of ['chief', 'boss']) (service.ctx.admins as Set<string>).add(of(who));
  await service.ok('admin', 'set', setAffiliationRequest(CHANNEL, of('mod'), 'owner'));
  await service.ok('mod', 'set', remove('c1'));
  await appeal(service);
  await service.ok('admin', 'set', unsubscribeRequest(CHANNEL, of('admin')));
  const seen: string[] = [];
  for (const who of ['mod', 'mod2', 'chief', 'boss', 'rude']) {
    if ((await appealsFor(service, who)).length > 0) seen.push(who);
  }
  expect(seen).toEqual(judges);
});

test('where one person is all there is, they look at it once more themselves', async () => {
  const service = await insulted([]);
  await service.ok('admin', 'set', remove('c1'));
  await appeal(service);
  expect(await appealsFor(service, 'admin')).toHaveLength(1);
});

test('what was removed is in the log for those who moderate, and for nobody else', async () => {
  const service = await insulted();
  await service.ok('mod', 'set', remove('c1'));
  for (const who of ['mod', 'mod2', 'admin']) {
    expect(await logFor(service, who)).toMatchObject({ act: 'remove', removed: INSULT });
  }
  for (const who of ['rude', 'mem', 'pub', 'stranger']) {
    expect(await logFor(service, who)).toMatchObject({ act: 'remove' });
    expect((await logFor(service, who))?.removed, who).toBeUndefined();
  }
});

test(`after ${KEPT_DAYS} days it is in the log for nobody`, async () => {
  const service = await insulted();
  await service.ok('mod', 'set', remove('c1'));
  await forgetOld({ ...service.ctx, now: () => LATER });
  expect(await logFor(service, 'mod')).toMatchObject({ act: 'remove' });
  expect((await logFor(service, 'mod'))?.removed).toBeUndefined();
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
  const later = { ...service.ctx, now: () => LATER };
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
  await appeal(service);
  await forgetOld(later);
  expect(await texts()).toHaveLength(1);
  await decide(service, 'refused');
  await forgetOld(later);
  expect(await texts()).toEqual([]);
});

test('who leaves the site waits for no answer, and those who would give it hear of that', async () => {
  const service = await insulted();
  await service.ok('mod', 'set', remove('c1'));
  await appeal(service);
  await service.online('mod2');
  await service.ok('rude', 'set', unregisterRequest());
  expect((await service.pushes('mod2')).some(isOfficeNews)).toBe(true);
  expect(await appealsFor(service, 'mod2')).toEqual([]);
});

test('a ban from a person’s own channel is no office’s act: whom it concerns is sent no words', async () => {
  const service = await insulted();
  const posing = configChangeForm({ title: 'City of Tshwane' });
  await service.ok('mem', 'set', configureRequest(of('mem'), posing));
  for (const until of [undefined, '2026-01-02T00:00:00.000Z', '2026-01-03T00:00:00.000Z']) {
    const ban = setAffiliationRequest(of('mem'), of('rude'), 'outcast', { until, grounds });
    await service.ok('mem', 'set', ban);
  }
  expect(await noticesOf(service, 'rude')).toEqual([]);
  const reading = topicsRequest(of('mem'), {});
  expect(await service.refused('rude', 'get', reading)).toBe('auth/forbidden');
});

describe('an appeal against a ban waits no more', () => {
  /** Rude is banned by one moderator until tomorrow, and appeals. */
  async function appealed() {
    const service = await insulted();
    const until = '2026-01-02T00:00:00.000Z';
    const ban = setAffiliationRequest(CHANNEL, of('rude'), 'outcast', { until, grounds });
    await service.ok('mod', 'set', ban);
    await appeal(service);
    await service.online('mod2');
    return service;
  }
  test.each([
    [
      'which is lifted',
      (service: Service) =>
        service.ok('mod', 'set', setAffiliationRequest(CHANNEL, of('rude'), 'none')),
    ],
    ['whose time is over', (service: Service) => endBans({ ...service.ctx, now: () => LATER })],
  ])(
    '%s: those who would decide hear of it, and nobody appeals against what is over',
    async (_, end) => {
      const service = await appealed();
      expect(await appealsFor(service, 'mod2')).toHaveLength(1);
      await end(service);
      expect((await service.pushes('mod2')).some(isOfficeNews)).toBe(true);
      expect(await appealsFor(service, 'mod2')).toEqual([]);
      const [ban] = await noticesOf(service, 'rude');
      expect(ban).toMatchObject({ act: 'banned', appeal: 'over' });
      await service.ok('rude', 'set', subscribeRequest(CHANNEL, of('rude')));
    },
  );

  test('nor is there one against a ban that is over', async () => {
    const service = await insulted();
    await service.ok('mod', 'set', setAffiliationRequest(CHANNEL, of('rude'), 'outcast'));
    expect(await noticesOf(service, 'rude')).toMatchObject([{ act: 'banned', appeal: '' }]);
    await service.ok('mod', 'set', setAffiliationRequest(CHANNEL, of('rude'), 'none'));
    expect(await noticesOf(service, 'rude')).toMatchObject([{ act: 'banned', appeal: 'over' }]);
    const late = appealRequest(await actOf(service), 'Why?');
    expect(await service.refused('rude', 'set', late)).toBe('cancel/item-not-found');
    // Nor where there is another one since, which has a notice of its own.
    await service.ok('mod', 'set', setAffiliationRequest(CHANNEL, of('rude'), 'outcast'));
    expect((await noticesOf(service, 'rude')).map((ban) => ban.appeal)).toEqual(['', 'over']);
    expect(await service.refused('rude', 'set', late)).toBe('cancel/item-not-found');
  });

  test('whose channel ends: nothing is left of the ban, and who runs the site has nothing to decide', async () => {
    const service = await appealed();
    await service.ok('mod', 'set', remove('c1'));
    await service.ok('rude', 'set', appealRequest(await actOf(service), 'That was a question.'));
    await service.ok('admin', 'set', deleteRequest(CHANNEL));
    expect((await appealsFor(service, 'admin')).map(({ act }) => act)).toEqual(['remove']);
    expect((await noticesOf(service, 'rude')).map((one) => one.appeal)).toEqual(['open', 'over']);
  });
});
