/** First posts that wait for a moderator: held back from everybody, approved, refused, taken back. */
import { describe, expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { FIRST_WAITS, TOPICS_BY } from '../../src/protocol/config-vars.ts';
import { readEvent } from '../../src/protocol/event.ts';
import { readItemsAnswer } from '../../src/protocol/items-answer.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { noticesRequest, readNotices } from '../../src/protocol/notice.ts';
import { isOfficeNews, readOffice } from '../../src/protocol/office.ts';
import { ownChannelsRequest } from '../../src/protocol/own-channels.ts';
import {
  configureRequest,
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
import { searchRequest } from '../../src/protocol/search.ts';
import {
  MOST_WAITING,
  OWN_WITHHELD_PAGE,
  ownWithheldRequest,
  readOwnWithheld,
  readWithheldMark,
  takeBackRequest,
} from '../../src/protocol/withheld.ts';
import {
  approveRequest,
  queueRequest,
  readQueue,
  refuseRequest,
} from '../../src/protocol/withheld-queue.ts';
import { el } from '../../src/protocol/xml.ts';
import { actsAfter } from '../../src/server/storage/audit.ts';
import { findNode } from '../../src/server/storage/nodes.ts';
import { insertWithheld } from '../../src/server/storage/withheld.ts';
import { channelService } from './channel-service.ts';

const CHANNEL = 'water@topics.example.org';
const jidOf = (who: string) => `${who}@example.org`;
const WAITS = {
  [FIRST_WAITS]: 'true',
  [TOPICS_BY]: 'everyone',
  'x-buddycloud#comments_by': 'everyone',
};
const FIRST = { id: 'c1', text: 'no water in ward ten', parent: 't1' };
const RUDE = { rule: 'insult' as const, reason: 'Names nobody.' };

/** Admin owns, mod moderates, mem and other follow: what they write first waits. */
async function channelThatWaits() {
  const service = await channelService();
  const form = configChangeForm({ title: 'Water', vars: WAITS });
  await service.ok('admin', 'set', createRequest(CHANNEL, form));
  for (const who of ['mod', 'mem', 'other']) {
    await service.ok(who, 'set', subscribeRequest(CHANNEL, jidOf(who)));
  }
  await service.ok('admin', 'set', setAffiliationRequest(CHANNEL, jidOf('mod'), 'moderator'));
  await service.ok('admin', 'set', publishRequest(CHANNEL, { id: 't1', text: 'Pipes' }));
  return service;
}

type Service = Awaited<ReturnType<typeof channelService>>;

async function held(service: Service, draft: Parameters<typeof publishRequest>[1] = FIRST) {
  return (await service.ask('mem', 'set', publishRequest(CHANNEL, draft))).reply;
}

/** Ids of all posts that somebody gets to see, by whatever way there is. */
async function seenBy(service: Service, who: string): Promise<string> {
  const asked = [
    topicsRequest(CHANNEL, {}),
    repliesRequest(CHANNEL, 't1', {}),
    el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'items', { node: `/user/${CHANNEL}/posts` })),
    el(
      NS.PUBSUB,
      'pubsub',
      {},
      el(NS.BUDDYCLOUD, 'recent-items', { since: '2020-01-01', max: '50' }),
    ),
    el(
      NS.PUBSUB,
      'pubsub',
      {},
      el(NS.BUDDYCLOUD, 'thread', { node: `/user/${CHANNEL}/posts`, item_id: 't1' }),
    ),
  ];
  const answers = [];
  for (const request of asked) answers.push((await service.ask(who, 'get', request)).reply);
  const archive = await service.ask(who, 'set', el(NS.MAM, 'query', { queryid: 'a' }));
  const found = await service.ok(
    who,
    'set',
    searchRequest({ words: 'water', page: 1, perPage: 9 }),
  );
  return JSON.stringify([answers, archive.before, found, await service.pushes(who)]);
}

const own = async (service: Service, who = 'mem') =>
  readOwnWithheld((await service.ask(who, 'get', ownWithheldRequest())).reply);
const queue = async (service: Service, who = 'mod', after?: string) =>
  readQueue((await service.ask(who, 'get', queueRequest(after))).reply);
const officeOf = async (service: Service, who: string) =>
  readOffice((await service.ask(who, 'get', ownChannelsRequest())).reply);

test('a first post is held back from everybody, its author told, its resend answered alike', async () => {
  const service = await channelThatWaits();
  for (const who of ['mod', 'mem', 'mem@example.org/tablet', 'other']) await service.online(who);
  const answer = await held(service);
  expect(readWithheldMark(answer)).toBe('first');
  expect(await held(service)).toEqual(answer);
  expect(
    await service.refused('mem', 'set', publishRequest(CHANNEL, { ...FIRST, text: 'else' })),
  ).toBe('cancel/conflict');
  expect(await service.refused('mod', 'set', publishRequest(CHANNEL, FIRST))).toBe(
    'cancel/conflict',
  );
  // Who has to do with it is told that there is news; what it is, they ask.
  expect((await service.pushes('mod')).map(isOfficeNews)).toEqual([true]);
  expect((await service.pushes('mem@example.org/tablet')).map(isOfficeNews)).toEqual([true]);
  for (const who of ['mem', 'other', 'mod', 'admin']) {
    expect(await seenBy(service, who), who).not.toContain('c1');
  }
  expect(await own(service)).toMatchObject([
    {
      channel: CHANNEL,
      channelTitle: 'Water',
      id: 'c1',
      parent: 't1',
      why: 'first',
      text: FIRST.text,
    },
  ]);
  expect(await queue(service)).toMatchObject({
    count: 1,
    next: null,
    posts: [{ id: 'c1', author: jidOf('mem') }],
  });
  expect(await officeOf(service, 'mem')).toMatchObject({ withheld: 1, toDo: 0 });
  expect(await officeOf(service, 'mod')).toMatchObject({ withheld: 0, toDo: 1 });
});

test('approved, it is published as if it were written now, and what its author writes next is there at once', async () => {
  const service = await channelThatWaits();
  await held(service);
  await service.ok('admin', 'set', publishRequest(CHANNEL, { id: 't2', text: 'later' }));
  for (const who of ['mem', 'other']) await service.online(who);
  await service.ok('mod', 'set', approveRequest(CHANNEL, 'c1'));
  for (const who of ['mem', 'other']) {
    const events = (await service.pushes(who)).map(readEvent);
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'published',
        items: [expect.objectContaining({ id: 'c1', replies: 0, author: jidOf('mem') })],
      }),
    );
    expect(events).toContainEqual({
      kind: 'membership',
      channel: CHANNEL,
      jid: jidOf('mem'),
      affiliation: 'publisher',
    });
  }
  const topics = readItemsAnswer(
    (await service.ask('other', 'get', topicsRequest(CHANNEL, {}))).reply,
    CHANNEL,
  );
  expect(topics.items.map(({ id, replies }) => [id, replies])).toEqual([
    ['t1', 1],
    ['t2', 0],
  ]);
  // The lost answer of a phone is given again: it is there.
  expect(readWithheldMark(await held(service))).toBeNull();
  expect(
    readWithheldMark(await held(service, { id: 'c2', text: 'thanks', parent: 't1' })),
  ).toBeNull();
  expect(await own(service)).toEqual([]);
  expect(await service.refused('mod', 'set', approveRequest(CHANNEL, 'c1'))).toBe(
    'cancel/item-not-found',
  );
  const books = await service.ctx.database.read((reader) => actsAfter(reader, 0, 100));
  expect(books.at(-1)).toMatchObject({
    act: 'approve-post',
    actor: jidOf('mod'),
    office: 'moderator',
    subject: 'c1',
  });
});

test('refused, its author is told why and keeps the text; nobody else ever sees it', async () => {
  const service = await channelThatWaits();
  await held(service);
  await service.online('mem');
  await service.ok('mod', 'set', refuseRequest(CHANNEL, 'c1', RUDE));
  expect((await service.pushes('mem')).map(isOfficeNews)).toEqual([true]);
  expect(await own(service)).toMatchObject([
    { id: 'c1', why: 'refused', text: FIRST.text, grounds: RUDE },
  ]);
  expect(readWithheldMark(await held(service))).toBe('refused');
  const notices = readNotices((await service.ask('mem', 'get', noticesRequest())).reply);
  expect(notices).toMatchObject([
    { act: 'refused', excerpt: FIRST.text, channelTitle: 'Water', ...RUDE },
  ]);
  expect(await queue(service)).toMatchObject({ count: 0, posts: [] });
  expect(await service.refused('mod', 'set', approveRequest(CHANNEL, 'c1'))).toBe(
    'cancel/item-not-found',
  );
  expect(await seenBy(service, 'other')).not.toContain('c1');
  const books = await service.ctx.database.read((reader) => actsAfter(reader, 0, 100));
  expect(books.at(-1)).toMatchObject({ act: 'refuse-post', subject: 'c1', ...RUDE });
  // Written anew it waits anew; what was refused goes when its author has done with it.
  expect(readWithheldMark(await held(service, { ...FIRST, id: 'c2' }))).toBe('first');
  await service.ok('mem', 'set', takeBackRequest(CHANNEL, 'c1'));
  expect((await own(service)).map(({ id }) => id)).toEqual(['c2']);
});

test('taken back it is gone, and no late resend brings it back', async () => {
  const service = await channelThatWaits();
  await held(service);
  await service.ok('mem', 'set', takeBackRequest(CHANNEL, 'c1'));
  expect(await own(service)).toEqual([]);
  expect(await queue(service)).toMatchObject({ count: 0 });
  expect(await service.refused('mem', 'set', publishRequest(CHANNEL, FIRST))).toBe('cancel/gone');
});

describe('who may', () => {
  const verbs = {
    approve: () => approveRequest(CHANNEL, 'c1'),
    refuse: () => refuseRequest(CHANNEL, 'c1', RUDE),
    'take back': () => takeBackRequest(CHANNEL, 'c1'),
  };
  test.each([
    ['admin', 'approve', 'accepted'],
    ['mod', 'refuse', 'accepted'],
    ['mem', 'approve', 'auth/forbidden'],
    ['mem', 'refuse', 'auth/forbidden'],
    ['mem', 'take back', 'accepted'],
    ['other', 'approve', 'auth/forbidden'],
    ['other', 'take back', 'cancel/item-not-found'],
    ['mod', 'take back', 'cancel/item-not-found'],
    ['x1@anon.example.org', 'approve', 'auth/forbidden'],
  ] as const)('%s may %s: %s', async (who, verb, answer) => {
    const service = await channelThatWaits();
    await held(service);
    expect(await service.refused(who, 'set', verbs[verb]())).toBe(answer);
    expect(await queue(service, 'other')).toMatchObject({ count: 0, posts: [] });
    expect(await own(service, 'mod')).toEqual([]);
    expect(service.failures).toEqual([]);
  });

  test.each([
    [
      'without id',
      el(NS.OFFICE, 'approve', { node: `/user/${CHANNEL}/posts` }),
      'modify/bad-request +item-required',
    ],
    [
      'of no channel',
      el(NS.OFFICE, 'approve', { id: 'c1' }),
      'modify/bad-request +nodeid-required',
    ],
    ['without grounds', refuseRequest(CHANNEL, 'c1', { reason: '' }), 'modify/bad-request'],
    [
      'by a rule of nobody',
      el(
        NS.OFFICE,
        'refuse',
        { node: `/user/${CHANNEL}/posts`, id: 'c1' },
        el(NS.OFFICE, 'reason', { rule: 'x' }),
      ),
      'modify/bad-request',
    ],
    ['of another id', approveRequest(CHANNEL, 'c9'), 'cancel/item-not-found'],
    ['of what is shown', approveRequest(CHANNEL, 't1'), 'cancel/item-not-found'],
  ])('%s it is refused', async (_, request, answer) => {
    const service = await channelThatWaits();
    await held(service);
    expect(await service.refused('mod', 'set', request)).toBe(answer);
    expect(await queue(service)).toMatchObject({ count: 1 });
  });

  test('a page after something that is none', async () => {
    const service = await channelService();
    expect(await service.refused('mod', 'get', el(NS.OFFICE, 'queue', { after: 'x' }))).toBe(
      'modify/bad-request',
    );
  });
});

test('nobody waits who is trusted, nor where first posts do not wait', async () => {
  const service = await channelThatWaits();
  await service.ok('admin', 'set', setAffiliationRequest(CHANNEL, jidOf('mem'), 'publisher'));
  expect(readWithheldMark(await held(service))).toBeNull();
  await service.ok(
    'admin',
    'set',
    configureRequest(CHANNEL, configChangeForm({ vars: { [FIRST_WAITS]: '' } })),
  );
  expect(
    await service.refused('other', 'set', publishRequest(CHANNEL, { id: 'o1', text: 'x' })),
  ).toBe('accepted');
  expect(await own(service, 'other')).toEqual([]);
  const bad = configureRequest(CHANNEL, configChangeForm({ vars: { [FIRST_WAITS]: 'perhaps' } }));
  expect(await service.refused('admin', 'set', bad)).toBe('modify/bad-request');
});

test('so many wait of one person, and no more', async () => {
  const service = await channelThatWaits();
  const post = (n: number) => publishRequest(CHANNEL, { id: `n${n}`, text: 'again' });
  for (let n = 0; n < MOST_WAITING.person; n += 1) await service.ok('mem', 'set', post(n));
  expect(await service.refused('mem', 'set', post(99))).toBe(
    'cancel/resource-constraint +too-many-waiting',
  );
  expect(
    await service.refused('other', 'set', publishRequest(CHANNEL, { id: 'o1', text: 'x' })),
  ).toBe('accepted');
  await service.ok('mod', 'set', refuseRequest(CHANNEL, 'n0', RUDE));
  expect(await service.refused('mem', 'set', post(99))).toBe('accepted');
});

test('of very many of one’s own the newest are told, in one answer', async () => {
  const service = await channelThatWaits();
  await service.ctx.database.write(async (writer) => {
    const node = await findNode(writer, CHANNEL, 'posts');
    const row = {
      nodeId: node?.id ?? 0,
      author: jidOf('mem'),
      why: 'first',
      since: 'now',
    } as const;
    for (let n = 0; n < OWN_WITHHELD_PAGE + 20; n += 1) {
      const draft = { parent: 't1', title: '', text: 'again', target: 't1' };
      await insertWithheld(writer, { ...row, id: `n${n}`, draft });
    }
  });
  const ids = (await own(service, 'mem')).map(({ id }) => id);
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([
    OWN_WITHHELD_PAGE,
    'n20',
    `n${OWN_WITHHELD_PAGE + 19}`,
  ]);
});

test('the queue comes in pages, oldest first', async () => {
  const service = await channelThatWaits();
  for (let n = 0; n < 25; n += 1) {
    const who = `p${n}`;
    await service.ok(who, 'set', subscribeRequest(CHANNEL, jidOf(who)));
    await service.ok(who, 'set', publishRequest(CHANNEL, { id: who, text: 'first' }));
  }
  const first = await queue(service);
  const second = await queue(service, 'mod', first.next ?? undefined);
  const ids = [...first.posts, ...second.posts].map(({ id }) => id);
  expect(ids).toEqual(Array.from({ length: 25 }, (_, n) => `p${n}`));
  expect([first.count, first.posts.length, second.next]).toEqual([25, 20, null]);
});

describe('what waits goes with', () => {
  test.each([
    [
      'a ban',
      (s: Service) => s.ok('mod', 'set', setAffiliationRequest(CHANNEL, jidOf('mem'), 'outcast')),
    ],
    [
      'the account',
      async (s: Service) => {
        await s.ok('mem', 'set', registerRequest());
        await s.ok('mem', 'set', el(NS.REGISTER, 'query', {}, el(NS.REGISTER, 'remove')));
      },
    ],
    ['the channel', (s: Service) => s.ok('admin', 'set', deleteRequest(CHANNEL, 'no more'))],
  ] as const)('%s', async (_, end) => {
    const service = await channelThatWaits();
    await held(service);
    await service.online('admin');
    await end(service);
    // Who has the queue on their screen hears that it is not as it was.
    const heard = await service.pushes('admin');
    expect(heard.some((push) => isOfficeNews(push) || readEvent(push)?.kind === 'deleted')).toBe(
      true,
    );
    expect(await own(service)).toEqual([]);
    expect(await queue(service, 'admin')).toMatchObject({ count: 0, posts: [] });
    expect(service.failures).toEqual([]);
  });

  test('its topic, but for its author', async () => {
    const service = await channelThatWaits();
    await held(service);
    for (const who of ['mod', 'mem']) await service.online(who);
    await service.ok('admin', 'set', retractRequest(CHANNEL, 't1'));
    for (const who of ['mod', 'mem']) {
      expect((await service.pushes(who)).some(isOfficeNews), who).toBe(true);
    }
    expect(await queue(service)).toMatchObject({ count: 0 });
    expect(await own(service)).toMatchObject([{ id: 'c1', why: 'refused', text: FIRST.text }]);
  });

  test('nothing where its author leaves: a moderator decides, and it brings nobody back', async () => {
    const service = await channelThatWaits();
    await held(service);
    await service.ok('mem', 'set', unsubscribeRequest(CHANNEL, jidOf('mem')));
    await service.ok('mod', 'set', approveRequest(CHANNEL, 'c1'));
    expect(await seenBy(service, 'other')).toContain('c1');
    const again = publishRequest(CHANNEL, { id: 'c2', text: 'more', parent: 't1' });
    expect(await service.refused('mem', 'set', again)).toBe('auth/forbidden');
  });
});

test('an answer to a comment that was removed meanwhile is approved as a comment like any other', async () => {
  const service = await channelThatWaits();
  const answered = { id: 'm1', text: 'Which pipes?', parent: 't1' };
  await service.ok('mod', 'set', publishRequest(CHANNEL, answered));
  await held(service, { ...FIRST, target: 'm1' });
  await service.ok('mod', 'set', retractRequest(CHANNEL, 'm1'));
  await service.ok('mod', 'set', approveRequest(CHANNEL, 'c1'));
  const answer = (await service.ask('other', 'get', repliesRequest(CHANNEL, 't1', {}))).reply;
  const [comment] = readItemsAnswer(answer, CHANNEL).items;
  expect(comment).toMatchObject({ id: 'c1', text: FIRST.text });
  expect(comment?.target).toBeUndefined();
});

test('in a channel that was closed meanwhile nothing is approved', async () => {
  const service = await channelThatWaits();
  await held(service);
  const close = configChangeForm({ vars: { 'x-buddycloud#closed': 'true' } });
  await service.ok('admin', 'set', configureRequest(CHANNEL, close));
  expect(await service.refused('mod', 'set', approveRequest(CHANNEL, 'c1'))).toBe('auth/forbidden');
  expect(await queue(service)).toMatchObject({ count: 1 });
});
