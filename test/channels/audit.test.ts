/** Every act by office is in the books, with the act or not at all. */
import { expect, test } from 'vitest';
import {
  appealRequest,
  appealsRequest,
  decideAppealRequest,
  readAppeals,
} from '../../src/protocol/appeal.ts';
import { casesRequest, decideCaseRequest, readCases } from '../../src/protocol/case.ts';
import { nodeOf } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import {
  CLOSED,
  COMMENTS_BY,
  FIRST_WAITS,
  HIDE_AFTER,
  TOPICS_BY,
} from '../../src/protocol/config-vars.ts';
import { readIncidents, reportIncidentRequest } from '../../src/protocol/incident.ts';
import { answerRequest } from '../../src/protocol/incident-office.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { noticesRequest, readNotices } from '../../src/protocol/notice.ts';
import { appointRequest } from '../../src/protocol/place-moderators.ts';
import {
  configureRequest,
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
import { reportRequest } from '../../src/protocol/report.ts';
import { approveRequest, refuseRequest } from '../../src/protocol/withheld-queue.ts';
import { type Element, el } from '../../src/protocol/xml.ts';
import { routeKey } from '../../src/server/component/router.ts';
import { CHANNELS_ROUTES } from '../../src/server/component/routes.ts';
import { addMedia, describeMedia, removeMedia } from '../../src/server/service/media.ts';
import { ACTS, actsAfter } from '../../src/server/storage/audit.ts';
import type { Database, Writer } from '../../src/server/storage/database.ts';
import { channelService } from './channel-service.ts';

const CHANNEL = 'water@topics.example.org';
const OTHER = 'fire@topics.example.org';
const GROUNDS = { rule: 'insult', reason: 'Why.' } as const;
const of = (who: string) => `${who}@example.org`;
const createNews = createRequest(CHANNEL, configChangeForm({}), 'news');
const deleteNews = el(
  NS.PUBSUB_OWNER,
  'pubsub',
  {},
  el(NS.PUBSUB_OWNER, 'delete', { node: nodeOf(CHANNEL, 'news') }),
);

type Service = Awaited<ReturnType<typeof channelService>>;

/** A channel with somebody of each kind, and something for each office to do. */
async function furnished(): Promise<Service> {
  const desk = { channel: CHANNEL, recipients: [], wake: () => undefined };
  const service = await channelService({ desk });
  const set = (who: string, request: Element) => service.ok(who, 'set', request);
  const vars = {
    ...{ [TOPICS_BY]: 'everyone', [COMMENTS_BY]: 'everyone' },
    ...{ [FIRST_WAITS]: 'true', [HIDE_AFTER]: '1' },
  };
  await set('admin', registerRequest());
  await set('admin', createRequest(CHANNEL, configChangeForm({ title: 'Water', vars })));
  const roles = { mod: 'moderator', pub: 'publisher', pub2: 'publisher', mem: 'member' };
  for (const [who, role] of Object.entries(roles)) {
    await set(who, registerRequest());
    await set(who, subscribeRequest(CHANNEL, of(who)));
    await set('admin', setAffiliationRequest(CHANNEL, of(who), role));
  }
  await set('admin', configureRequest(CHANNEL, configChangeForm({ accessModel: 'authorize' })));
  for (const who of ['new', 'old']) await set(who, subscribeRequest(CHANNEL, of(who)));
  for (const id of ['p1', 'p2', 'p3', 'p4', 'p5']) {
    await set('pub', publishRequest(CHANNEL, { id, text: `post ${id}` }));
  }
  for (const id of ['w1', 'w2']) await set('mem', publishRequest(CHANNEL, { id, text: id }));
  for (const id of ['p4', 'p5']) await set('mod', retractRequest(CHANNEL, id, undefined, GROUNDS));
  for (const { about } of readNotices((await service.ask('pub', 'get', noticesRequest())).reply)) {
    await set('pub', appealRequest(about ?? 0, 'Please.'));
  }
  const report = {
    about: 'roads',
    text: 'A hole.',
    where: 'Here',
    channel: '',
    account: '',
  } as const;
  await set('mem', reportIncidentRequest('i1', { ...report, open: false }));
  return service;
}

const reported = (item: string) =>
  reportRequest({ channel: CHANNEL, item, token: `r-${item}`, ...GROUNDS });
const actorOf = (who: string) => ({ jid: of(who), fullJid: `${of(who)}/x`, isLocal: true });

/** An act by office: who does what, and the line that it leaves in the books. */
interface Doing {
  readonly who: string;
  /** The stanza, where there is one; else what is called in its place. */
  readonly ask?: (service: Service) => Element | Promise<Element>;
  readonly call?: (service: Service) => Promise<unknown>;
  readonly books: string;
}

const ask = (who: string, request: Doing['ask'] | Element, books: string): Doing => ({
  who,
  ask: typeof request === 'function' ? request : () => request as Element,
  books,
});
const configure = (vars: Record<string, string>) =>
  configureRequest(CHANNEL, configChangeForm({ vars }));
const decideCase = (item: string, state: 'kept' | 'acted') => async (service: Service) => {
  const { cases } = readCases((await service.ask('mod', 'get', casesRequest())).reply);
  return decideCaseRequest(cases.find((one) => one.item === item)?.id ?? 0, state, GROUNDS);
};
const decideAppeal = (state: 'granted' | 'refused') => async (service: Service) => {
  const { appeals } = readAppeals((await service.ask('admin', 'get', appealsRequest())).reply);
  return decideAppealRequest(appeals[0]?.id ?? 0, state, 'So be it.');
};
const answerIncident = async (service: Service) => {
  const asked = el(NS.OFFICE, 'incidents', { who: 'desk' });
  const [incident] = readIncidents((await service.ask('admin', 'get', asked)).reply);
  return answerRequest(incident?.reference ?? '', 'done', 'Filled.');
};
const picture = (who: string, kind: 'avatar' | 'photo') => (service: Service) =>
  addMedia(
    service.ctx,
    actorOf(who),
    CHANNEL,
    {
      id: kind === 'avatar' ? 'avatar' : 'photo',
      kind,
      files: [],
      fileName: '',
      title: '',
      description: '',
    },
    { site: 1, person: 1 },
  );

const P = (name: string) => routeKey('set', NS.PUBSUB, name);
const PO = (name: string) => routeKey('set', NS.PUBSUB_OWNER, name);
const O = (name: string) => routeKey('set', NS.OFFICE, name);

/** In this order, each by the verb that does it. */
const DOINGS: readonly (readonly [verb: string, Doing])[] = [
  [
    P('create'),
    ask('admin', createRequest(OTHER, configChangeForm({})), 'admin (admin) create fire'),
  ],
  [P('create'), ask('admin', createNews, 'admin (owner) configure water news')],
  [PO('delete'), ask('admin', deleteNews, 'admin (owner) configure water news')],
  [
    PO('delete'),
    ask('admin', deleteRequest(OTHER, 'No more.'), 'admin (owner) delete fire No more.'),
  ],
  [
    PO('configure'),
    ask(
      'admin',
      configureRequest(CHANNEL, configChangeForm({ title: 'W' })),
      'admin (owner) configure water',
    ),
  ],
  [PO('configure'), ask('admin', configure({ [CLOSED]: 'true' }), 'admin (owner) close water')],
  [PO('configure'), ask('admin', configure({ [CLOSED]: '' }), 'admin (owner) reopen water')],
  [
    PO('subscriptions'),
    ask(
      'mod',
      setSubscriptionRequest(CHANNEL, of('new'), 'subscribed'),
      'mod (moderator) approve water new@example.org',
    ),
  ],
  [
    PO('subscriptions'),
    ask(
      'mod',
      setSubscriptionRequest(CHANNEL, of('old'), 'none'),
      'mod (moderator) deny water old@example.org',
    ),
  ],
  [
    PO('affiliations'),
    ask(
      'mod',
      setAffiliationRequest(CHANNEL, of('new'), 'publisher'),
      'mod (moderator) set-role water new@example.org publisher',
    ),
  ],
  [
    PO('affiliations'),
    ask(
      'mod',
      setAffiliationRequest(CHANNEL, of('old'), 'outcast', { grounds: GROUNDS }),
      'mod (moderator) set-role water old@example.org outcast insult Why.',
    ),
  ],
  [
    O('approve'),
    ask('mod', approveRequest(CHANNEL, 'w1'), 'mod (moderator) approve-post water w1'),
  ],
  [
    O('refuse'),
    ask(
      'mod',
      refuseRequest(CHANNEL, 'w2', GROUNDS),
      'mod (moderator) refuse-post water w2 insult Why.',
    ),
  ],
  [
    P('publish'),
    ask(
      'mod',
      publishRequest(CHANNEL, { id: 'for1', text: 'My roof leaks.', onBehalf: 'Gogo' }),
      'mod (moderator) speak-for water for1',
    ),
  ],
  [
    P('retract'),
    ask(
      'mod',
      retractRequest(CHANNEL, 'p1', undefined, GROUNDS),
      'mod (moderator) remove water p1 insult Why.',
    ),
  ],
  [O('report'), ask('pub2', reported('p2'), 'channels.example.org (site) hide water p2')],
  [
    O('case'),
    ask(
      'mod',
      decideCase('p2', 'kept'),
      'mod (moderator) answer-reports water p2 kept insult Why.',
    ),
  ],
  [O('report'), ask('pub2', reported('p3'), 'channels.example.org (site) hide water p3')],
  [O('case'), ask('mod', decideCase('p3', 'acted'), 'mod (moderator) remove water p3 insult Why.')],
  [
    O('appeals'),
    ask(
      'admin',
      decideAppeal('granted'),
      'admin (owner) grant-appeal water pub@example.org remove So be it.',
    ),
  ],
  [
    O('appeals'),
    ask(
      'admin',
      decideAppeal('refused'),
      'admin (owner) refuse-appeal water pub@example.org remove So be it.',
    ),
  ],
  [
    O('answer'),
    ask('admin', answerIncident, 'admin (admin) answer-incident water REF done Filled.'),
  ],
  [
    routeKey('set', NS.PLACE, 'moderators'),
    ask(
      'admin',
      appointRequest('tshwane', of('mem'), true),
      'admin (admin) appoint mem@example.org tshwane',
    ),
  ],
  [
    routeKey('set', NS.PLACE, 'moderators'),
    ask(
      'admin',
      appointRequest('tshwane', of('mem'), false),
      'admin (admin) dismiss mem@example.org tshwane',
    ),
  ],
  [
    'picture',
    {
      who: 'admin',
      call: picture('admin', 'avatar'),
      books: 'admin (owner) configure water avatar',
    },
  ],
  [
    'picture',
    {
      who: 'admin',
      call: ({ ctx }) => removeMedia(ctx, actorOf('admin'), CHANNEL, 'avatar'),
      books: 'admin (owner) configure water avatar',
    },
  ],
  [
    'picture',
    {
      who: 'mod',
      call: ({ ctx }) => describeMedia(ctx, actorOf('mod'), CHANNEL, 'photo', { title: 'A hole' }),
      books: 'mod (moderator) configure water photo',
    },
  ],
  [
    'picture',
    {
      who: 'mod',
      call: ({ ctx }) => removeMedia(ctx, actorOf('mod'), CHANNEL, 'photo'),
      books: 'mod (moderator) remove-picture water photo',
    },
  ],
];

/** What people do for themselves. */
const OWN = [
  ...[P('publish'), P('subscribe'), P('unsubscribe')],
  ...['notices', 'take-back', 'incident', 'incidents', 'appeal'].map(O),
  ...[
    [NS.REGISTER, 'query'],
    [NS.SEARCH, 'query'],
    [NS.MAM, 'query'],
    [NS.READ, 'read'],
    [NS.ACCOUNT, 'rules'],
  ].map(([ns, name]) => routeKey('set', ns as string, name as string)),
];

test('every verb of the service that changes something is somebody’s own, or by office', () => {
  const verbs = Object.keys(CHANNELS_ROUTES).filter((key) => key.startsWith('set'));
  const known = new Set([...OWN, ...DOINGS.map(([verb]) => verb)]);
  known.delete('picture');
  expect([...known].sort()).toEqual([...verbs].sort());
  const acts = new Set(DOINGS.map(([, { books }]) => books.split(' ')[2]));
  expect([...acts].sort()).toEqual([...ACTS].sort());
});

test('each act by office is in the books, and where the books cannot be written it is not done', async () => {
  const service = await furnished();
  await picture('pub', 'photo')(service);
  const cut = { isArmed: false };
  Object.assign(service.ctx, { database: cutting(service.ctx.database, cut) });
  for (const [verb, { who, ask: request, call, books }] of DOINGS) {
    const written = (await booksOf(service)).length;
    const payload = await request?.(service);
    const act = () => (payload ? service.ok(who, 'set', payload) : call?.(service));
    const before = await everythingIn(service.ctx.database);
    cut.isArmed = true;
    await expect(act(), books).rejects.toThrow(CUT);
    cut.isArmed = false;
    service.failures.length = 0;
    expect(await everythingIn(service.ctx.database), `${verb}, cut short`).toEqual(before);
    await act();
    expect((await booksOf(service)).slice(written), verb).toEqual([books]);
  }
});

const CUT = 'the books could not be written';

/** The same database; while it is armed, what writes into the books fails at its end. */
function cutting(database: Database, cut: { readonly isArmed: boolean }): Database {
  return {
    read: (work) => database.read(work),
    close: () => database.close(),
    write: (work) =>
      database.write(async (writer) => {
        let isInBooks = false;
        const watched: Writer = {
          dialect: writer.dialect,
          get: (sql, ...params) => {
            isInBooks ||= sql.includes('INTO audit');
            return writer.get(sql, ...params);
          },
          all: (sql, ...params) => writer.all(sql, ...params),
          run: (sql, ...params) => writer.run(sql, ...params),
          onCommit: (effect) => writer.onCommit(effect),
        };
        const result = await work(watched);
        if (isInBooks && cut.isArmed) throw new Error(CUT);
        return result;
      }),
  };
}

/** All rows of all tables but the index of words, which its own tests look at. */
function everythingIn(database: Database): Promise<Record<string, readonly string[]>> {
  return database.read(async (reader) => {
    const named =
      reader.dialect === 'sqlite'
        ? `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
        : `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`;
    const tables = await reader.all<{ name: string }>(named);
    const found: Record<string, readonly string[]> = {};
    for (const { name } of tables) {
      if (name.startsWith('item_words')) continue;
      const rows = await reader.all(`SELECT * FROM ${name}`);
      found[name] = rows.map((row) => JSON.stringify(row)).sort();
    }
    return found;
  });
}

/** The books, but for times; a reference is drawn by chance. */
const booksOf = (service: Service) =>
  service.ctx.database.read(async (reader) =>
    (await actsAfter(reader, 0, 100)).map(
      ({ actor, office, channel, act, subject, detail, rule, reason }) =>
        [
          ...[actor.replace('@example.org', ''), `(${office})`, act, channel.split('@')[0]],
          ...[subject.replace(/^\d{4}-\d{4}$/, 'REF'), detail, rule, reason],
        ]
          .filter((part) => part !== '')
          .join(' '),
    ),
  );
