import { expect, onTestFinished, test } from 'vitest';
import { unregisterRequest } from '../../src/protocol/account.ts';
import { nodeOf } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { form } from '../../src/protocol/data-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  nextPage,
  OWN_CHANNELS_PAGE,
  ownChannelsRequest,
} from '../../src/protocol/own-channels.ts';
import {
  affiliationsRequest,
  publishRequest,
  registerRequest,
  subscribeRequest,
  topicsRequest,
  unsubscribeRequest,
} from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { pageRequest } from '../../src/protocol/rsm.ts';
import { readError, retryAfter } from '../../src/protocol/stanza.ts';
import { childrenOf, childText, type Element, el } from '../../src/protocol/xml.ts';
import { onMessage } from '../../src/server/component/authorization.ts';
import { onPresence } from '../../src/server/component/presence.ts';
import { Pusher } from '../../src/server/component/push.ts';
import { onSpoken } from '../../src/server/component/spoken.ts';
import type { ServiceContext } from '../../src/server/service/context.ts';
import { insertWithOwner } from '../../src/server/service/create-channel.ts';
import { publish } from '../../src/server/service/publish.ts';
import { RATES } from '../../src/server/service/rates.ts';
import { unlessRefused } from '../../src/server/service/refusal.ts';
import { MOST_WRITES } from '../../src/server/storage/bounded-writes.ts';
import { findChannel } from '../../src/server/storage/channels.ts';
import { StorageError } from '../../src/server/storage/database.ts';
import { saveMembership } from '../../src/server/storage/memberships.ts';
import { findNode } from '../../src/server/storage/nodes.ts';
import { allSessions } from '../../src/server/storage/sessions.ts';
import { channelService, SERVICE, WELCOME } from './channel-service.ts';
import { isWired } from './transport.ts';

test('who posts faster than a person can is told for how long to wait; others are not slowed', async () => {
  const service = await channelService({ limits: true });
  for (const who of ['thandi', 'piet']) await service.ok(who, 'set', registerRequest());
  let count = 0;
  const post = async (who: string) => {
    count += 1;
    const request = publishRequest(WELCOME, { id: `${who}-${count}`, text: 'hello' });
    return (await service.ask(who, 'set', request)).reply;
  };
  for (let n = 0; n < RATES.publish.burst; n += 1) {
    expect((await post('thandi')).attrs.type).toBe('result');
  }
  const error = readError(await post('thandi'));
  expect(error).toMatchObject({ type: 'wait', condition: 'resource-constraint' });
  const seconds = retryAfter(error) as number;
  expect(seconds).toBeGreaterThan(0);
  expect((await post('piet')).attrs.type).toBe('result');
  expect(await service.refused('thandi', 'get', topicsRequest(WELCOME, { max: 1 }))).toBe(
    'accepted',
  );
  service.steady.now += seconds * 1_000;
  expect((await post('thandi')).attrs.type).toBe('result');
});

test('who leaves and comes back again and again waits: each time all who follow are told', async () => {
  const service = await channelService({ limits: true });
  const sign = () => service.refused('thandi', 'set', registerRequest());
  const leave = () => service.refused('thandi', 'set', unregisterRequest());
  for (let n = 0; n < RATES.manage.burst; n += 1) {
    expect([await sign(), await leave()]).toEqual(['accepted', 'accepted']);
  }
  // Signing in is never slowed by it.
  expect([await sign(), await sign()]).toEqual(['accepted', 'accepted']);
  expect(await leave()).toBe('wait/resource-constraint +retry-after');
});

const onFailure = (error: unknown) => {
  throw error;
};

/** Has writes fail as storage fails, until it is ended. */
function unableToStore(ctx: ServiceContext, code: StorageError['code']): () => void {
  const database = ctx.database as { write: unknown };
  const { write } = database;
  database.write = async () => {
    throw new StorageError(code, new Error('as SQLite says it'));
  };
  return () => {
    database.write = write;
  };
}

test.each([
  ['busy', 5, 10],
  ['full', 60, 120],
] as const)(
  'where the database is %s, who cannot be stored is told when to come again',
  async (code, least, most) => {
    const service = await channelService();
    const { ctx } = service;
    await service.ok('thandi', 'set', registerRequest());
    const failed: unknown[] = [];
    const sent: Element[] = [];
    const send = (stanza: Element) => sent.push(stanza);
    const taking = {
      ctx,
      service: SERVICE,
      send,
      onFailure: (error: unknown) => failed.push(error),
    };
    const answer = form('submit', `${NS.PUBSUB}#subscribe_authorization`, {
      'pubsub#node': nodeOf(WELCOME),
      'pubsub#subscriber_jid': 'sipho@example.org',
      'pubsub#allow': 'true',
    });
    const from = 'thandi@example.org/phone';
    const end = unableToStore(ctx, code);
    const request = publishRequest(WELCOME, { id: 'one', text: 'hello' });
    sent.push((await service.ask('thandi', 'set', request)).reply);
    await onPresence(taking, el(NS.CLIENT, 'presence', { from, to: SERVICE }));
    await onMessage(taking, el(NS.CLIENT, 'message', { from, to: SERVICE }, answer));
    const said = el(NS.CLIENT, 'body', {}, '/status at work');
    await onSpoken(taking, el(NS.CLIENT, 'message', { from, to: SERVICE }, said));
    end();
    expect(sent.map(({ name }) => name)).toEqual(['iq', 'presence', 'message', 'message']);
    for (const stanza of sent.slice(0, 3)) {
      const error = readError(stanza);
      expect(error).toMatchObject({ type: 'wait', condition: 'resource-constraint' });
      expect(retryAfter(error)).toBeGreaterThanOrEqual(least);
      expect(retryAfter(error)).toBeLessThanOrEqual(most);
    }
    expect(childText(sent[3] as Element, 'body')).toContain('Try again in');
    expect([service.failures.length, failed.length]).toEqual([1, 3]);
  },
);

test('who only says or asks something without end is left without an answer for a while', async () => {
  const { ctx } = await channelService({ limits: true });
  const sent: Element[] = [];
  const taking = { ctx, service: SERVICE, send: (stanza: Element) => sent.push(stanza), onFailure };
  const probe = (who: string) => {
    const attrs = { from: `${who}@example.org/phone`, to: SERVICE, type: 'probe' };
    return onPresence(taking, el(NS.CLIENT, 'presence', attrs));
  };
  const say = (who: string) => {
    const body = el(NS.CLIENT, 'body', {}, 'I am away and read this later.');
    const attrs = { from: `${who}@example.org/phone`, to: SERVICE, type: 'chat' };
    return onSpoken(taking, el(NS.CLIENT, 'message', attrs, body));
  };
  for (let n = 0; n < 2 * RATES.request.burst; n += 1) await probe('thandi');
  expect(sent).toHaveLength(RATES.request.burst);
  for (let n = 0; n < 2 * RATES.request.burst; n += 1) await say('piet');
  expect(sent).toHaveLength(2 * RATES.request.burst);
  await say('sipho');
  expect(sent).toHaveLength(2 * RATES.request.burst + 1);
});

test('reading has a bound as well, far above what an app asks', async () => {
  const service = await channelService({ limits: true });
  const read = () =>
    service.refused('x@anon.example.org', 'get', topicsRequest(WELCOME, { max: 1 }));
  for (let n = 0; n < RATES.request.burst; n += 1) expect(await read()).toBe('accepted');
  expect(await read()).toBe('wait/resource-constraint +retry-after');
});

const inDirectory = (ns: string) => el(ns, 'query', {}, el(ns, 'search', {}, 'nothing'));

const SINCE = { since: '2000-01-01T00:00:00Z', max: '1' };

test.each<[string, Element]>([
  [
    'reads all that one follows',
    el(NS.PUBSUB, 'pubsub', {}, el(NS.BUDDYCLOUD, 'recent-items', SINCE)),
  ],
  ['counts all nodes', el(NS.DISCO_ITEMS, 'query', {}, pageRequest({ max: 1 }))],
  ['looks through all channels', inDirectory(NS.METADATA_QUERY)],
  ['looks for posts in all channels', inDirectory(NS.CONTENT_QUERY)],
])('what %s has a lower bound of its own', async (_, survey) => {
  const service = await channelService({ limits: true });
  for (let n = 0; n < RATES.survey.burst; n += 1) {
    expect(await service.refused('thandi', 'get', survey)).toBe('accepted');
  }
  expect(await service.refused('thandi', 'get', survey)).toBe(
    'wait/resource-constraint +retry-after',
  );
  expect(await service.refused('thandi', 'get', topicsRequest(WELCOME, {}))).toBe('accepted');
});

/** Of a hundred channels at once it is more than our own reader takes in over a link. */
const withSettings = (name: string): [string, Element][] =>
  isWired() ? [] : [[name, ownList('subscriptions-with-configuration', NS.BUDDYCLOUD)]];

test.each<[string, Element]>([
  ...withSettings('own channels'),
  ['own roles', affiliationsRequest()],
  ['own subscriptions', ownList('subscriptions')],
  ['the people of a channel', listOfPeople('affiliations')],
  ['who follows a channel', listOfPeople('subscriptions')],
  ['all nodes', el(NS.DISCO_ITEMS, 'query')],
  ['channels by their words', inDirectory(NS.METADATA_QUERY)],
])('of hundreds of rows, %s take as much as several requests', async (_, request) => {
  const { ctx, refused } = await channelService({ limits: true });
  await ctx.database.write(async (writer) => {
    const owner = 'thandi@example.org';
    for (let n = 0; n < 300; n += 1) {
      await insertWithOwner(ctx, writer, `c${n}@topics.example.org`, 'topic', {}, owner, ['posts']);
    }
    const { id } = (await findChannel(writer, WELCOME)) as { id: number };
    const membership = { affiliation: 'member', subscription: 'subscribed' } as const;
    for (let n = 0; n < 300; n += 1) {
      await saveMembership(writer, id, `p${n}@example.org`, membership);
    }
  });
  const thandi = { jid: 'thandi@example.org', fullJid: 'thandi@example.org/phone', isLocal: true };
  // Eight requests are left, or two of such lists.
  ctx.rates?.take('request', thandi, RATES.request.burst - 8);
  const answers: string[] = [];
  for (let n = 0; n < 3; n += 1) answers.push(await refused('thandi', 'get', request));
  expect(answers).toEqual(['accepted', 'accepted', 'wait/resource-constraint +retry-after']);
});

test.each<[string, number, (after?: string) => Element]>([
  ['own channels', OWN_CHANNELS_PAGE, ownChannelsRequest],
  ['own roles', 500, (after) => affiliationsRequest({ max: 500, after })],
])('who follows a thousand comes to the end of their %s, page by page', async (_, max, request) => {
  const { ctx, ask } = await channelService({ limits: true });
  await ctx.database.write(async (writer) => {
    const owner = 'thandi@example.org';
    for (let n = 0; n < 1_000; n += 1) {
      const nodes = ['posts', 'status', 'geo/current'];
      await insertWithOwner(ctx, writer, `c${n}@topics.example.org`, 'topic', {}, owner, nodes);
    }
  });
  let pages = 0;
  for (let after: string | undefined; pages === 0 || after !== undefined; pages += 1) {
    const { reply } = await ask('thandi', 'get', request(after));
    expect(reply.attrs.type).toBe('result');
    after = nextPage(reply, max);
  }
  expect(pages).toBeGreaterThan(5);
});

test.each<[string, Element]>([
  ...withSettings('channels'),
  ['roles', ownList('affiliations')],
  ['subscriptions', ownList('subscriptions')],
])('a page of own %s costs what it gives, from whichever end', async (_, list) => {
  const { ctx, refused } = await channelService({ limits: true });
  await ctx.database.write(async (writer) => {
    const owner = 'thandi@example.org';
    for (let n = 0; n < 1_000; n += 1) {
      await insertWithOwner(ctx, writer, `c${n}@topics.example.org`, 'topic', {}, owner, ['posts']);
    }
  });
  const thandi = { jid: 'thandi@example.org', fullJid: 'thandi@example.org/phone', isLocal: true };
  ctx.rates?.take('request', thandi, RATES.request.burst - 6);
  // Two requests each: one, and one for a hundred rows.
  const answers: string[] = [];
  for (const page of [{}, { before: '' }, { index: 500 }, {}]) {
    const parts = [...childrenOf(list), pageRequest({ max: 100, ...page })];
    answers.push(await refused('thandi', 'get', el(NS.PUBSUB, 'pubsub', {}, ...parts)));
  }
  expect(answers.slice(0, 3)).toEqual(['accepted', 'accepted', 'accepted']);
  expect(answers[3]).toBe('wait/resource-constraint +retry-after');
});

test('own channels with thousands of posts that are unread take as much as two requests more', async () => {
  const { ctx, refused } = await channelService({ limits: true });
  await ctx.database.write(async (writer) => {
    const owner = 'thandi@example.org';
    for (let n = 0; n < 5; n += 1) {
      const jid = `c${n}@topics.example.org`;
      await insertWithOwner(ctx, writer, jid, 'topic', {}, owner, ['posts']);
      const node = await findNode(writer, jid, 'posts');
      await writer.run(
        `INSERT INTO changes (channel_id, node, kind, subject, at)
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
         SELECT CAST(? AS BIGINT), 'posts', 'published', CAST(? AS TEXT) || i, '' FROM n`,
        ...[node?.channel.id ?? 0, `many-${n}-`],
      );
      await writer.run(
        `INSERT INTO items (seq, node_id, id, author, title, text, published_at, activity)
         SELECT seq, CAST(? AS BIGINT), subject, 'many@example.org', '', 'x', at, seq
         FROM changes WHERE subject LIKE ?`,
        ...[node?.id ?? 0, `many-${n}-%`],
      );
    }
  });
  const thandi = { jid: 'thandi@example.org', fullJid: 'thandi@example.org/phone', isLocal: true };
  ctx.rates?.take('request', thandi, RATES.request.burst - 5);
  const list = ownList('subscriptions-with-configuration', NS.BUDDYCLOUD);
  const answers: string[] = [];
  for (let n = 0; n < 3; n += 1) answers.push(await refused('thandi', 'get', list));
  expect(answers).toEqual(['accepted', 'accepted', 'wait/resource-constraint +retry-after']);
});

function ownList(name: string, ns: string = NS.PUBSUB): Element {
  return el(NS.PUBSUB, 'pubsub', {}, el(ns, name));
}

function listOfPeople(name: string): Element {
  return el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, name, { node: nodeOf(WELCOME) }));
}

test('following and leaving again and again is slowed', async () => {
  const service = await channelService({ limits: true });
  const answers = new Set<string>();
  for (let n = 0; n < RATES.manage.burst + 1; n += 1) {
    const jid = 'thandi@example.org';
    const request = n % 2 ? unsubscribeRequest(WELCOME, jid) : subscribeRequest(WELCOME, jid);
    answers.add(await service.refused('thandi', 'set', request));
  }
  expect([...answers]).toContain('wait/resource-constraint +retry-after');
});

test('who comes and goes faster than any phone is told to wait; others are pushed to', async () => {
  const service = await channelService({ limits: true });
  const sent: Element[] = [];
  const send = (stanza: Element) => sent.push(stanza);
  const presence = (who: string, type?: 'unavailable') => {
    const attrs = { from: `${who}@example.org/phone`, to: SERVICE, type };
    const taking = { ctx: service.ctx, service: SERVICE, send, onFailure };
    return onPresence(taking, el(NS.CLIENT, 'presence', attrs));
  };
  const there = () => service.ctx.database.read((reader) => allSessions(reader));
  for (let n = 0; n < RATES.presence.burst; n += 1) {
    await presence('thandi');
    await presence('thandi', 'unavailable');
  }
  expect(sent).toEqual([]);
  await presence('thandi');
  const [refusal] = sent as [Element];
  expect(refusal.attrs).toMatchObject({ type: 'error', to: 'thandi@example.org/phone' });
  const error = readError(refusal);
  expect(error).toMatchObject({ type: 'wait', condition: 'resource-constraint' });
  await presence('piet');
  expect(await there()).toEqual(['piet@example.org/phone']);
  service.steady.now += (retryAfter(error) as number) * 1_000;
  await presence('thandi');
  expect(await there()).toContain('thandi@example.org/phone');
  // To go is never too fast.
  await presence('thandi', 'unavailable');
  expect(await there()).toEqual(['piet@example.org/phone']);
});

test('sixty people who each keep to their own limit do not flood a channel, and hold nobody else up', async () => {
  const service = await channelService({ limits: true });
  const { ctx } = service;
  const other = 'roads@topics.example.org';
  await service.ok('admin', 'set', createRequest(other, configChangeForm({})));
  const crowd = Array.from({ length: 60 }, (_, n) => `p${n}`);
  await ctx.database.write(async (writer) => {
    const { id } = (await findChannel(writer, WELCOME)) as { id: number };
    const { id: otherId } = (await findChannel(writer, other)) as { id: number };
    const membership = { affiliation: 'publisher', subscription: 'subscribed' } as const;
    for (const who of [...crowd, 'sipho', 'thandi']) {
      await saveMembership(writer, id, `${who}@example.org`, membership);
      await saveMembership(writer, otherId, `${who}@example.org`, membership);
    }
  });
  const ids = new Map<string, string>();
  const post = async (who: string, channel = WELCOME, id = `i${ids.size}-${who}`) => {
    ids.set(id, who);
    return (await service.ask(who, 'set', publishRequest(channel, { id, text: 'hello' }))).reply;
  };
  const isStored = async (...args: Parameters<typeof post>) =>
    (await post(...args)).attrs.type === 'result';

  let stored = 0;
  const waits = new Map<string, number>();
  while (waits.size < crowd.length) {
    for (const who of crowd.filter((name) => !waits.has(name))) {
      const reply = await post(who);
      if (reply.attrs.type === 'result') {
        stored += 1;
        continue;
      }
      const error = readError(reply);
      expect(error).toMatchObject({ type: 'wait', condition: 'resource-constraint' });
      waits.set(who, retryAfter(error) as number);
    }
  }
  // Two posts of each could be anybody's; the rest of what may be written is left to who has written less.
  expect(stored).toBeGreaterThan(2 * crowd.length);
  expect(stored).toBeLessThan(RATES.channel.burst);
  expect(await isStored('sipho')).toBe(true);
  expect(await isStored('p0', other)).toBe(true);
  // What was stored is stored, whoever asks again.
  expect(await isStored('p0', WELCOME, 'i0-p0')).toBe(true);
  service.steady.now += Math.max(...waits.values()) * 1_000;
  expect(await isStored('p0')).toBe(true);

  // So many that the channel has nothing left for anybody: then its office still writes.
  const strangers = Array.from({ length: 2 * RATES.channel.burst }, (_, n) => ({
    ...{ jid: `s${n}@example.org`, fullJid: `s${n}@example.org/x`, isLocal: true },
  }));
  const all = strangers.filter((stranger) =>
    unlessRefused(() => {
      ctx.rates?.takeShare(WELCOME, stranger);
      return true;
    }, false),
  );
  expect(all.length).toBeLessThanOrEqual(RATES.channel.burst);
  const refused = readError(await post('thandi'));
  expect(refused).toMatchObject({ type: 'wait', condition: 'resource-constraint' });
  expect([await isStored('admin'), await isStored('thandi', other)]).toEqual([true, true]);
  service.steady.now += (retryAfter(refused) as number) * 1_000;
  expect(await isStored('thandi')).toBe(true);
});

test('what could not be stored soon is refused at once, and what was taken is stored', async () => {
  const service = await channelService();
  const { database } = service.ctx;
  await service.ok('thandi', 'set', registerRequest());
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  onTestFinished(release);
  const write = (n: number) =>
    database.write(async (writer) => {
      await released;
      await writer.run('INSERT INTO sessions VALUES (?, ?, ?)', `w${n}`, `w${n}`, '');
      return n;
    });
  const taken = Promise.all(Array.from({ length: MOST_WRITES }, (_, n) => write(n)));
  const request = publishRequest(WELCOME, { id: 'one', text: 'hello' });
  expect(await service.refused('thandi', 'set', request)).toBe(
    'wait/resource-constraint +retry-after',
  );
  await expect(write(MOST_WRITES)).rejects.toMatchObject({ code: 'busy' });
  release();
  expect(await taken).toHaveLength(MOST_WRITES);
  const found = await database.read((reader) =>
    reader.all('SELECT full_jid FROM sessions WHERE bare_jid LIKE ?', 'w%'),
  );
  expect(found).toHaveLength(MOST_WRITES);
  expect(await service.refused('thandi', 'set', request)).toBe('accepted');
});

test('what happened in all channels that one follows takes as much as it reads', async () => {
  const { ctx, refused, steady } = await channelService({ limits: true });
  await ctx.database.write(async (writer) => {
    const owner = 'thandi@example.org';
    for (let n = 0; n < 300; n += 1) {
      await insertWithOwner(ctx, writer, `c${n}@topics.example.org`, 'topic', {}, owner, ['posts']);
    }
    await writer.run(
      `INSERT INTO changes (channel_id, node, kind, subject, at)
       WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20)
       SELECT id, 'posts', 'retracted', 'x', '' FROM channels CROSS JOIN n`,
    );
    const follows = { affiliation: 'member', subscription: 'subscribed' } as const;
    for (const name of ['c1', 'c2', 'c3']) {
      const found = await findChannel(writer, `${name}@topics.example.org`);
      await saveMembership(writer, found?.id ?? 0, 'piet@example.org', follows);
    }
  });
  const query = (...parts: Element[]) => el(NS.MAM, 'query', {}, ...parts);
  const whole = query(pageRequest({ max: 1, before: '' }));
  const filtered = query(form('submit', NS.MAM, { with: 'nobody@example.org' }), pageRequest({}));
  /** How often somebody may ask who has 100 requests left; no more than that is tried. */
  const times = async (who: string, request: Element) => {
    const jid = `${who}@example.org`;
    ctx.rates?.take('request', { jid, fullJid: `${jid}/phone`, isLocal: true }, 100);
    for (let answered = 0; ; answered += 1) {
      if (answered === 100 || (await refused(who, 'set', request)) !== 'accepted') return answered;
    }
  };
  // One, and three for 300 channels.
  expect(await times('thandi', whole)).toBe(25);
  expect(await times('piet', whole)).toBe(100);
  steady.now += 3_600_000;
  // Of each channel 45 are looked at where two thousand of all are searched.
  expect(await times('thandi', filtered)).toBeLessThan(6);
  expect(await times('piet', filtered)).toBe(100);
});

test('of a flood of posts no more wait to be pushed than were stored together', async () => {
  const service = await channelService();
  await service.ok('thandi', 'set', registerRequest());
  for (let n = 0; n < 20; n += 1) await service.online(`thandi@example.org/${n}`);
  let sent = 0;
  const count = () => {
    sent += 1;
  };
  const pusher = new Pusher(SERVICE, count, onFailure);
  const waiting: number[] = [];
  const ctx: ServiceContext = {
    ...service.ctx,
    announce: (change) => {
      pusher.push(ctx, change);
      waiting.push(pusher.waiting);
    },
  };
  const thandi = { jid: 'thandi@example.org', fullJid: 'thandi@example.org/0', isLocal: true };
  const drafts = Array.from({ length: 500 }, (_, n) => ({ id: `x${n}`, text: 'x' }));
  await Promise.all(
    drafts.map((draft) =>
      publish(ctx, thandi, nodeOf(WELCOME), () => ({ ...draft, title: '', parent: null })),
    ),
  );
  await pusher.settled();
  expect(sent).toBe(500 * 20);
  expect(Math.max(...waiting)).toBeLessThan(100);
});
