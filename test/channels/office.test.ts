/** Making and keeping channels: names, who writes, closing, deleting, and the books. */
import { describe, expect, test } from 'vitest';
import { configChangeForm, readConfig } from '../../src/protocol/config-form.ts';
import {
  CLOSED,
  COMMENTS_BY,
  TOPICS_BY,
  WRITERS,
  type Writers,
} from '../../src/protocol/config-vars.ts';
import { readForm } from '../../src/protocol/data-form.ts';
import { readEvent } from '../../src/protocol/event.ts';
import { MAX_REASON } from '../../src/protocol/limits.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { noticesRequest, noticesSeenRequest, readNotices } from '../../src/protocol/notice.ts';
import { groundsElement, NO_OFFICE, readOffice } from '../../src/protocol/office.ts';
import { logRequest, readLog } from '../../src/protocol/office-log.ts';
import { ownChannelsRequest } from '../../src/protocol/own-channels.ts';
import { can, type Role } from '../../src/protocol/permissions.ts';
import {
  configureRequest,
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
import { el } from '../../src/protocol/xml.ts';
import { actsAfter } from '../../src/server/storage/audit.ts';
import { channelService } from './channel-service.ts';

const CHANNEL = 'water@topics.example.org';
const at = (name: string) => `${name}@topics.example.org`;

const PEOPLE = { owner: 'admin', moderator: 'mod', publisher: 'pub', member: 'mem' } as const;
const ROLES = Object.keys(PEOPLE) as (keyof typeof PEOPLE)[];

async function channelWith(vars: Readonly<Record<string, string>> = {}) {
  const service = await channelService();
  await service.ok('admin', 'set', createRequest(CHANNEL, configChangeForm({ title: 'Water' })));
  for (const role of ROLES.slice(1)) {
    const who = PEOPLE[role];
    await service.ok(who, 'set', subscribeRequest(CHANNEL, `${who}@example.org`));
    await service.ok('admin', 'set', setAffiliationRequest(CHANNEL, `${who}@example.org`, role));
  }
  await service.ok('admin', 'set', publishRequest(CHANNEL, { id: 't1', text: 'topic' }));
  await service.ok('admin', 'set', configureRequest(CHANNEL, configChangeForm({ vars })));
  return service;
}

type Service = Awaited<ReturnType<typeof channelService>>;

const booksOf = (service: Service) =>
  service.ctx.database.read(async (reader) =>
    (await actsAfter(reader, 0, 100)).map(
      ({ actor, office, channel, act, subject, detail, rule, reason }) =>
        [
          `${actor.split('@')[0]} (${office})`,
          act,
          channel.split('@')[0],
          subject,
          detail,
          rule,
          reason,
        ].join(' '),
    ),
  );

describe('names', () => {
  test.each([
    ['WATER', 'cancel/conflict +suggestion'],
    ['wa.ter', 'accepted'],
    ['ward-10', 'accepted'],
    ['ward-lo', 'cancel/conflict +suggestion'],
    ['ward.1O', 'cancel/conflict +suggestion'],
    ['rnarket', 'accepted'],
    ['market', 'cancel/conflict +suggestion'],
    ['wаter', 'modify/not-acceptable'],
    ['-x', 'modify/not-acceptable'],
    ['a_b', 'modify/not-acceptable'],
    ['x'.repeat(65), 'modify/not-acceptable'],
  ])('after water, and those above: %s is %s', async (name, answer) => {
    const service = await channelService();
    const made = name === 'market' ? ['rnarket'] : /^ward.(?:lo|1O)/.test(name) ? ['ward-10'] : [];
    for (const before of ['water', ...made]) {
      await service.ok('admin', 'set', createRequest(at(before), configChangeForm({})));
    }
    const request = createRequest(at(name), configChangeForm({}));
    expect(await service.refused('admin', 'set', request)).toBe(answer);
    // One that is gone gives its name back.
    if (!answer.startsWith('cancel/conflict')) return;
    for (const before of ['water', ...made]) {
      await service.ok('admin', 'set', deleteRequest(at(before), 'made by mistake'));
    }
    expect(await service.refused('admin', 'set', request)).toBe('accepted');
  });

  test('only who may create channels is told so', async () => {
    const service = await channelService();
    for (const [who, mayCreate] of [
      ['admin', true],
      ['thandi', false],
    ] as const) {
      const { reply } = await service.ask(who, 'get', ownChannelsRequest());
      const desk = mayCreate ? { desk: 0 } : {};
      expect(readOffice(reply)).toEqual({ ...NO_OFFICE, rulesDue: true, mayCreate, ...desk });
    }
  });
});

describe.each([...WRITERS, 'closed'] as const)('where %s may write', (writers) => {
  test.each(ROLES)('a %s starts topics and comments by that alone', async (role: Role) => {
    const who = PEOPLE[role as keyof typeof PEOPLE];
    const others: Writers = writers === 'officials' ? 'everyone' : 'officials';
    const choices =
      writers === 'closed'
        ? [{ [TOPICS_BY]: 'everyone', [COMMENTS_BY]: 'everyone', [CLOSED]: 'true' }]
        : [
            { [TOPICS_BY]: writers, [COMMENTS_BY]: others },
            { [TOPICS_BY]: others, [COMMENTS_BY]: writers },
          ];
    const service = await channelWith();
    for (const [n, vars] of choices.entries()) {
      await service.ok('admin', 'set', configureRequest(CHANNEL, configChangeForm({ vars })));
      const may = (action: 'start-topic' | 'comment') =>
        can(role, action, { accessModel: 'open', vars }, true) ? 'accepted' : 'auth/forbidden';
      const topic = publishRequest(CHANNEL, { id: `topic-${n}`, text: 'mine' });
      expect(await service.refused(who, 'set', topic)).toBe(may('start-topic'));
      const comment = publishRequest(CHANNEL, { id: `c-${n}`, text: 'mine', parent: 't1' });
      expect(await service.refused(who, 'set', comment)).toBe(may('comment'));
    }
    expect(service.failures).toEqual([]);
  });
});

test('the table says who may: checked by hand, since the rows above ask it', () => {
  const may = (role: Role, action: 'start-topic' | 'comment', vars: Record<string, string>) =>
    can(role, action, { accessModel: 'open', vars }, true);
  expect(may('member', 'comment', { [COMMENTS_BY]: 'everyone' })).toBe(true);
  expect(may('member', 'start-topic', { [COMMENTS_BY]: 'everyone' })).toBe(false);
  expect(may('publisher', 'comment', {})).toBe(true);
  expect(may('publisher', 'comment', { [COMMENTS_BY]: 'officials' })).toBe(false);
  expect(may('moderator', 'comment', { [COMMENTS_BY]: 'officials' })).toBe(true);
  expect(may('owner', 'comment', { [CLOSED]: 'true' })).toBe(false);
  expect(may('local', 'comment', { [COMMENTS_BY]: 'everyone' })).toBe(false);
});

test('what an owner chose comes with the channel, and bad words are refused by name', async () => {
  const service = await channelWith({ [TOPICS_BY]: 'officials', [CLOSED]: 'true' });
  const config = readForm(await service.ok('mem', 'get', metadataRequest(CHANNEL)));
  expect(readConfig(config?.values ?? new Map()).vars).toEqual({
    [TOPICS_BY]: 'officials',
    [CLOSED]: 'true',
  });
  for (const vars of [{ [TOPICS_BY]: 'nobody' }, { [CLOSED]: 'perhaps' }]) {
    const request = configureRequest(CHANNEL, configChangeForm({ vars }));
    expect(await service.refused('admin', 'set', request)).toBe('modify/bad-request');
  }
  const reopen = configureRequest(CHANNEL, configChangeForm({ vars: { [CLOSED]: '' } }));
  await service.ok('admin', 'set', reopen);
  const post = publishRequest(CHANNEL, { id: 't2', text: 'open again' });
  expect(await service.refused('mod', 'set', post)).toBe('accepted');
});

test('with its posts a channel goes as a whole, and its followers hear of it', async () => {
  const service = await channelWith();
  const status = el(NS.PUBSUB, 'create', { node: `/user/${CHANNEL}/status` });
  const form = el(NS.PUBSUB, 'configure', {}, configChangeForm({}));
  await service.ok('admin', 'set', el(NS.PUBSUB, 'pubsub', {}, status, form));
  await service.online('mem');
  const tooLong = deleteRequest(CHANNEL, 'x'.repeat(MAX_REASON + 1));
  expect(await service.refused('admin', 'set', tooLong)).toBe('modify/bad-request');
  expect(await service.refused('mod', 'set', deleteRequest(CHANNEL, 'no'))).toBe(
    'auth/not-authorized',
  );
  await service.ok('admin', 'set', deleteRequest(CHANNEL, 'the ward is no more'));
  const heard = (await service.pushes('mem')).map(readEvent);
  expect(heard).toContainEqual({ kind: 'deleted', channel: CHANNEL });
  const gone = el(NS.DISCO_INFO, 'query', { node: `/user/${CHANNEL}/status` });
  expect(await service.refused('mem', 'get', gone)).toBe('cancel/item-not-found');
});

describe('the books', () => {
  test('hold every act by office, with what was refused left out, and outlive the channel', async () => {
    const service = await channelWith();
    await service.ok('pub', 'set', publishRequest(CHANNEL, { id: 'p1', text: 'rude' }));
    await service.ok('pub', 'set', publishRequest(CHANNEL, { id: 'p2', text: 'mistake' }));
    await service.ok('pub', 'set', retractRequest(CHANNEL, 'p2'));
    await service.ok('mod', 'set', retractRequest(CHANNEL, 'p1'));
    await service.refused('mem', 'set', retractRequest(CHANNEL, 't1'));
    const authorize = configChangeForm({ accessModel: 'authorize' });
    await service.ok('admin', 'set', configureRequest(CHANNEL, authorize));
    await service.ok('new', 'set', subscribeRequest(CHANNEL, 'new@example.org'));
    const approve = setSubscriptionRequest(CHANNEL, 'new@example.org', 'subscribed');
    await service.ok('mod', 'set', approve);
    for (const closed of ['true', '']) {
      const form = configChangeForm({ vars: { [CLOSED]: closed } });
      await service.ok('admin', 'set', configureRequest(CHANNEL, form));
    }
    await service.ok('admin', 'set', deleteRequest(CHANNEL, 'the ward is no more'));
    expect(await booksOf(service)).toEqual([
      'admin (admin) create water    ',
      'admin (owner) set-role water mod@example.org moderator  ',
      'admin (owner) set-role water pub@example.org publisher  ',
      // What somebody or something is already is no act.
      'mod (moderator) remove water p1   ',
      'admin (owner) configure water    ',
      'mod (moderator) approve water new@example.org   ',
      'admin (owner) close water    ',
      'admin (owner) reopen water    ',
      'admin (owner) delete water    the ward is no more',
    ]);
  });

  test('cannot be changed', async () => {
    const { ctx } = await channelWith();
    for (const sql of ["UPDATE audit SET reason = 'nothing'", 'DELETE FROM audit']) {
      await expect(ctx.database.write((writer) => writer.run(sql))).rejects.toThrow(/only ever/);
    }
  });
});

describe('removing by office', () => {
  const grounds = { rule: 'insult', reason: 'Say it without names.' } as const;
  const noticesOf = async (service: Service, who: string) =>
    readNotices((await service.ask(who, 'get', noticesRequest())).reply);
  const logFor = async (service: Service, who: string, before?: number) =>
    readLog((await service.ask(who, 'get', logRequest(CHANNEL, before))).reply);

  async function removed() {
    const service = await channelWith({ [COMMENTS_BY]: 'everyone' });
    const rude = { id: 'c1', text: 'The councillor is a fool.', parent: 't1' };
    await service.ok('mem', 'set', publishRequest(CHANNEL, rude));
    await service.ok('mod', 'set', retractRequest(CHANNEL, 'c1', undefined, grounds));
    return service;
  }

  test('its author alone is told of it, with the grounds, until it is read', async () => {
    const service = await removed();
    const [notice, ...others] = await noticesOf(service, 'mem');
    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      ...grounds,
      channel: CHANNEL,
      channelTitle: 'Water',
      excerpt: 'The councillor is a fool.',
    });
    for (const who of ['mod', 'admin', 'pub']) expect(await noticesOf(service, who)).toEqual([]);
    const office = async () =>
      readOffice((await service.ask('mem', 'get', ownChannelsRequest())).reply).notices;
    expect(await office()).toBe(1);
    // Nobody reads them for somebody else.
    await service.ok('mod', 'set', noticesSeenRequest(notice?.id ?? 0));
    expect(await office()).toBe(1);
    await service.ok('mem', 'set', noticesSeenRequest(notice?.id ?? 0));
    expect(await office()).toBe(0);
    expect(await booksOf(service)).toContain(
      'mod (moderator) remove water c1  insult Say it without names.',
    );
  });

  test('of more than are told at once none is passed over, however often it is said that they are read', async () => {
    const service = await channelWith({ [COMMENTS_BY]: 'everyone' });
    const ids = Array.from({ length: 55 }, (_, n) => `c${n}`);
    for (const id of ids) {
      await service.ok('mem', 'set', publishRequest(CHANNEL, { id, text: id, parent: 't1' }));
      await service.ok('mod', 'set', retractRequest(CHANNEL, id, undefined, grounds));
    }
    const unread = async () =>
      (await noticesOf(service, 'mem')).flatMap(({ id, excerpt, seen }) =>
        seen ? [] : { id, excerpt },
      );
    const read: string[] = [];
    for (let now = await unread(); now.length > 0; now = await unread()) {
      expect(now.map(({ id }) => id)).toEqual(now.map(({ id }) => id).sort((a, b) => b - a));
      read.push(...now.map(({ excerpt }) => excerpt));
      const upTo = noticesSeenRequest(now[0]?.id ?? 0);
      for (const again of [upTo, upTo]) await service.ok('mem', 'set', again);
    }
    expect(read.sort()).toEqual(ids.sort());
  });

  test('one’s own post is nobody’s office, whatever is said with it', async () => {
    const service = await removed();
    await service.ok('mod', 'set', publishRequest(CHANNEL, { id: 'm1', text: 'mine' }));
    await service.ok('mod', 'set', retractRequest(CHANNEL, 'm1', undefined, grounds));
    expect(await noticesOf(service, 'mod')).toEqual([]);
    expect(await booksOf(service)).not.toContainEqual(expect.stringContaining(' m1 '));
  });

  test.each([
    ['a rule that is none', { rule: 'boredom', reason: 'x' }],
    ['too long a reason', { rule: 'other', reason: 'x'.repeat(MAX_REASON + 1) }],
  ])('%s is refused, and the post stays', async (_, bad) => {
    const service = await removed();
    const request = retractRequest(CHANNEL, 't1', undefined, bad as typeof grounds);
    expect(await service.refused('admin', 'set', request)).toBe('modify/bad-request');
    const again = retractRequest(CHANNEL, 't1', undefined, grounds);
    expect(await service.refused('mod', 'set', again)).toBe('accepted');
  });

  test('the log tells what, when, by which office and which rule; never the text or a name', async () => {
    const service = await removed();
    const [newest] = await logFor(service, 'stranger');
    expect(newest).toEqual({
      id: expect.any(Number),
      at: expect.stringMatching(/^2026-/),
      act: 'remove',
      office: 'moderator',
      rule: 'insult',
    });
    const { reply } = await service.ask('stranger', 'get', logRequest(CHANNEL));
    expect(JSON.stringify(reply)).not.toMatch(/fool|mem@|mod@|c1|without names/);
    const older = await logFor(service, 'stranger', newest?.id);
    expect(older.map(({ act }) => act)).toEqual([
      ...['configure', 'set-role', 'set-role', 'create'],
    ]);
    // Who may not read the channel learns nothing; nor do those who come to a new one of its name.
    const authorize = configChangeForm({ accessModel: 'authorize' });
    await service.ok('admin', 'set', configureRequest(CHANNEL, authorize));
    expect(await service.refused('stranger', 'get', logRequest(CHANNEL))).toBe(
      'auth/forbidden +closed-node',
    );
    await service.ok('admin', 'set', deleteRequest(CHANNEL, 'moved'));
    await service.ok('admin', 'set', createRequest(CHANNEL, configChangeForm({})));
    expect((await logFor(service, 'stranger')).map(({ act }) => act)).toEqual(['create']);
  });

  test('who leaves the site takes the notices along', async () => {
    const service = await removed();
    await service.ok('mem', 'set', registerRequest());
    const leave = el(NS.REGISTER, 'query', {}, el(NS.REGISTER, 'remove'));
    await service.ok('mem', 'set', leave);
    expect(await noticesOf(service, 'mem')).toEqual([]);
  });

  test('bad questions are refused', async () => {
    const service = await removed();
    const seen = el(NS.OFFICE, 'notices', { seen: 'all' });
    expect(await service.refused('mem', 'set', seen)).toBe('modify/bad-request');
    const before = el(NS.OFFICE, 'log', { node: `/user/${CHANNEL}/posts`, before: '-1' });
    expect(await service.refused('mem', 'get', before)).toBe('modify/bad-request');
    expect(groundsElement({ reason: 'x' }).attrs.rule).toBeUndefined();
  });
});
