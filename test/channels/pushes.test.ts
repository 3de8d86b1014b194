import { describe, expect, test } from 'vitest';
import type { Item } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { readForm } from '../../src/protocol/data-form.ts';
import { readEvent } from '../../src/protocol/event.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  configureRequest,
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
  unsubscribeRequest,
  watchRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  deleteRequest,
  setAffiliationRequest,
  setSubscriptionRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { child, childrenOf, childText, type Element } from '../../src/protocol/xml.ts';
import { audiencesOf, followersIn } from '../../src/server/service/audience.ts';
import { heldConnections } from '../../src/server/service/presence.ts';
import type { Database, Reader } from '../../src/server/storage/database.ts';
import { findItem } from '../../src/server/storage/items.ts';
import { findNode } from '../../src/server/storage/nodes.ts';
import { parseElement } from '../../src/server/stream/parser.ts';
import { channelService, SERVICE, WELCOME } from './channel-service.ts';
import { configRequest } from './other-clients.ts';
import { isWired } from './transport.ts';

const READER = 'reader@anon.example.org/page';

/** A town in which `thandi` follows a channel, with a way to get between the service and its database. */
async function town() {
  const service = await channelService();
  await service.ok('thandi', 'set', registerRequest());
  await service.ok('admin', 'set', publishRequest(WELCOME, { id: 't1', text: 'x' }));
  await service.online('thandi');
  const { database } = service.ctx;
  const stand = (read: Database['read']) => {
    Object.assign(service.ctx, { database: { ...database, read } });
  };
  /** The next questions to the database fail, so many of them. */
  const failing = (times: number) => {
    let left = times;
    stand((work) => {
      left -= 1;
      return left < 0 ? database.read(work) : Promise.reject(new Error('too many clients'));
    });
  };
  const say = (request: Element) => service.refused('admin', 'set', request);
  return { service, database, stand, failing, say };
}

/** What waits until it is let through. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const told = (pushes: readonly Element[]) =>
  pushes.map((push) => readEvent(push)?.kind ?? push.name);

test('while nobody can say who hears of a removal, later changes wait for it', async () => {
  const { service, failing, say } = await town();
  failing(2);
  expect(await say(retractRequest(WELCOME, 't1'))).toBe('accepted');
  expect(await say(publishRequest(WELCOME, { id: 't2', text: 'y' }))).toBe('accepted');
  expect(told(await service.pushes('thandi'))).toEqual(['retracted', 'published']);
  expect(service.failures).toHaveLength(2);
});

test('where that goes on although the database answers, everybody is told to catch up first', async () => {
  const { service, failing, say } = await town();
  failing(3);
  expect(await say(retractRequest(WELCOME, 't1'))).toBe('accepted');
  expect(await say(publishRequest(WELCOME, { id: 't2', text: 'y' }))).toBe('accepted');
  expect(told(await service.pushes('thandi'))).toEqual(['presence', 'published']);
});

// Through a server they arrive in pieces of its own.
test.skipIf(isWired())(
  'of a topic with very many comments others are answered while it is told that they are gone',
  async () => {
    const { service, say } = await town();
    for (let n = 0; n < 200; n += 1) {
      await say(publishRequest(WELCOME, { id: `c${n}`, text: 'y', parent: 't1' }));
    }
    await service.pushes('thandi');
    let [most, all] = [0, 0];
    const hear = ({ length }: readonly Element[]) => {
      most = Math.max(most, length);
      all += length;
    };
    let watching = true;
    const watch = () => {
      hear(service.pushesByNow('thandi'));
      if (watching) setImmediate(watch);
    };
    setImmediate(watch);
    await say(retractRequest(WELCOME, 't1'));
    hear(await service.pushes('thandi'));
    watching = false;
    expect([most <= 50, all]).toEqual([true, 201]);
  },
);

test('who left before a removal could be pushed hears of it; who was banned hears nothing', async () => {
  const { service, database, stand, say } = await town();
  await service.ok('piet', 'set', registerRequest());
  await service.online('piet');
  const { open, opened } = gate();
  stand(async (work) => {
    await opened;
    return database.read(work);
  });
  await say(retractRequest(WELCOME, 't1'));
  await service.refused('thandi', 'set', unsubscribeRequest(WELCOME, 'thandi@example.org'));
  await say(setAffiliationRequest(WELCOME, 'piet@example.org', 'outcast'));
  open();
  expect(told(await service.pushes('thandi'))).toContain('retracted');
  expect(told(await service.pushes('piet'))).not.toContain('retracted');
});

test('a channel that is deleted before its last changes are pushed keeps no push from anybody', async () => {
  const { service, database, stand, say } = await town();
  await service.ok(READER, 'set', watchRequest(WELCOME, READER));
  const { open, opened } = gate();
  stand(async (work) => {
    await opened;
    return database.read(work);
  });
  await say(retractRequest(WELCOME, 't1'));
  await say(deleteRequest(WELCOME));
  open();
  expect(told(await service.pushes(READER))).toEqual(['deleted']);
  expect(service.failures).toEqual([]);
});

test('a reader hears of what is removed after they asked to watch, however late that is looked up', async () => {
  const { service, database, stand, say } = await town();
  const { open, opened } = gate();
  // As on PostgreSQL, where one connection may be slower than another.
  stand(async (work) => {
    stand(database.read);
    await opened;
    return database.read(work);
  });
  const watched = service.refused(READER, 'set', watchRequest(WELCOME, READER));
  expect(await say(retractRequest(WELCOME, 't1'))).toBe('accepted');
  expect(told(await service.pushes(READER))).toEqual(['retracted']);
  open();
  expect(await watched).toBe('accepted');
});

test('of a channel that far more follow than are there, those hear who are there and may read', async () => {
  const { service, say } = await town();
  for (const who of ['rude', 'lost']) await service.ok(who, 'set', registerRequest());
  for (const who of ['rude', 'lost']) await service.online(who);
  await say(setAffiliationRequest(WELCOME, 'rude@example.org', 'outcast'));
  await say(setAffiliationRequest(WELCOME, 'lost@example.org', 'none'));
  await say(configureRequest(WELCOME, configChangeForm({ accessModel: 'authorize' })));
  await service.ctx.database.write((writer) =>
    writer.run(
      `INSERT INTO memberships (channel_id, jid, affiliation, subscription)
       WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001)
       SELECT c.id, 'away' || i || '@example.org', 'member', 'subscribed' FROM channels c, n
       WHERE c.jid = ?`,
      WELCOME,
    ),
  );
  for (const who of ['thandi', 'rude', 'lost']) await service.pushes(who);
  await say(publishRequest(WELCOME, { id: 't2', text: 'x' }));
  const heard = async (who: string) => told(await service.pushes(who));
  expect([await heard('thandi'), await heard('rude'), await heard('lost')]).toEqual([
    ...[['published'], [], []],
  ]);
});

/** A reader that counts what it is asked. */
function countingQueries() {
  const counts = { asked: 0 };
  const counting = (reader: Reader): Reader => ({
    dialect: reader.dialect,
    get: (...query) => {
      counts.asked += 1;
      return reader.get(...query);
    },
    all: (...query) => {
      counts.asked += 1;
      return reader.all(...query);
    },
  });
  return { counting, counts };
}

test('who follows a channel is looked up once for all posts of a group', async () => {
  const { ctx } = await channelService();
  const { counting, counts } = countingQueries();
  await ctx.database.read(async (reader) => {
    const followersOf = followersIn(counting(reader));
    const first = await followersOf(1);
    const { asked } = counts;
    expect(asked).toBeGreaterThan(0);
    expect(await followersOf(1)).toEqual(first);
    expect(counts.asked).toBe(asked);
    await followersOf(2);
    expect(counts.asked).toBe(2 * asked);
  });
});

test('however many watch, who may still read is looked up together', async () => {
  const service = await channelService();
  const { ctx } = service;
  await service.ok('thandi', 'set', registerRequest());
  const watch = async (count: number) => {
    for (let n = 0; n < count; n += 1) {
      const reader = `r${n}@anon.example.org/page`;
      await service.ok(reader, 'set', watchRequest(WELCOME, reader));
    }
  };
  const { counting, counts } = countingQueries();
  const told = async (id: string) => {
    await service.ok('thandi', 'set', publishRequest(WELCOME, { id, text: id }));
    const node = await ctx.database.read((reader) => findNode(reader, WELCOME, 'posts'));
    const item = await ctx.database.read((reader) => findItem(reader, node?.id ?? 0, id));
    const { channel, seq } = item as Item;
    const place = { channel, channelId: node?.channel.id ?? 0, node: 'posts', seq };
    const change = { ...place, kind: 'published' as const, item: item as Item };
    counts.asked = 0;
    const [audience] = await ctx.database.read((reader) =>
      audiencesOf(counting(reader), change, ctx.watchers),
    );
    return { asked: counts.asked, told: audience?.connections.size };
  };
  await watch(2);
  const few = await told('one');
  await watch(40);
  expect(await told('two')).toEqual({ asked: few.asked, told: 40 });
});

test('who may not watch is told nothing', async () => {
  const { service, say } = await town();
  const unknown = watchRequest('nowhere@topics.example.org', READER);
  expect(await service.refused(READER, 'set', unknown)).toMatch('item-not-found');
  expect(await say(publishRequest(WELCOME, { id: 't2', text: 'y' }))).toBe('accepted');
  expect(await service.pushes(READER)).toEqual([]);
});

test('who watches as much as one may and is refused more watches all of it still', async () => {
  const { service, say } = await town();
  await service.ok(READER, 'set', watchRequest(WELCOME, READER));
  for (let n = 1; n < 8; n += 1) {
    const channel = `c${n}@topics.example.org`;
    await say(createRequest(channel, configChangeForm({})));
    await service.ok(READER, 'set', watchRequest(channel, READER));
  }
  const unknown = watchRequest('nowhere@topics.example.org', READER);
  expect(await service.refused(READER, 'set', unknown)).toMatch('item-not-found');
  await say(publishRequest(WELCOME, { id: 't2', text: 'y' }));
  expect(told(await service.pushes(READER))).toEqual(['published']);
  // One more that is granted takes the place of the first.
  await say(createRequest('c8@topics.example.org', configChangeForm({})));
  await service.ok(READER, 'set', watchRequest('c8@topics.example.org', READER));
  await say(publishRequest(WELCOME, { id: 't3', text: 'y' }));
  expect(await service.pushes(READER)).toEqual([]);
});

describe('who may not read a channel any more since it was closed', () => {
  const config = (message: Element | undefined) => {
    const event = child(message as Element, 'event', NS.PUBSUB_EVENT);
    return readForm(child(event, 'configuration') as Element)?.values;
  };

  test.each([
    ['authorize', 'authorize'],
    // As all its settings are told to people of elsewhere.
    ['local', 'authorize'],
  ] as const)('hears that, and nothing of what is said there: %s', async (accessModel, told) => {
    const { service } = await town();
    const own = 'thandi@example.org';
    const status = { id: 's', text: 'At the clinic', parent: null };
    await service.ok('thandi', 'set', publishRequest(own, status, 'status'));
    await service.ok(READER, 'set', watchRequest(own, READER));
    await service.pushes(READER);
    await service.ok('thandi', 'set', configureRequest(own, configChangeForm({ accessModel })));
    const [push, ...more] = await service.pushes(READER);
    expect(more).toEqual([]);
    expect(config(push)?.get('pubsub#access_model')).toBe(told);
    expect(config(push)?.get('x-buddycloud#status')).toBeUndefined();
    await service.ok('thandi', 'set', publishRequest(own, { id: 't', text: 'Among us' }));
    expect(await service.pushes(READER)).toEqual([]);
  });

  test('not where they are banned from it', async () => {
    const { service, say } = await town();
    await service.ok('thandi', 'set', watchRequest(WELCOME, 'thandi@example.org/phone'));
    await say(setAffiliationRequest(WELCOME, 'thandi@example.org', 'outcast'));
    await service.pushes('thandi');
    await say(configureRequest(WELCOME, configChangeForm({ title: 'Among us' })));
    expect(await service.pushes('thandi')).toEqual([]);
  });

  test('who follows it without a role hears it, too', async () => {
    const { service, say } = await town();
    await say(setAffiliationRequest(WELCOME, 'thandi@example.org', 'none'));
    await service.pushes('thandi');
    await say(configureRequest(WELCOME, configChangeForm({ accessModel: 'authorize' })));
    const [push, ...more] = await service.pushes('thandi');
    expect(more).toEqual([]);
    expect(config(push)?.get('pubsub#access_model')).toBe('authorize');
    await say(publishRequest(WELCOME, { id: 't2', text: 'y' }));
    expect(await service.pushes('thandi')).toEqual([]);
  });
});

describe('each change as it stands on the wire', () => {
  const CLUB = 'club@topics.example.org';
  const NODE = `/user/${CLUB}/posts`;
  const jidOf = (who: string) => `${who}@example.org`;
  const follower = (who: string) => subscribeRequest(CLUB, jidOf(who));

  /** admin owns it, mod moderates, mem and reg follow, pen waits, guest was invited by mem, new is a stranger. */
  async function club() {
    const service = await channelService();
    for (const who of ['guest', 'new']) await service.ok(who, 'set', registerRequest());
    await service.ok('admin', 'set', createRequest(CLUB, configChangeForm({ title: 'Club' })));
    for (const who of ['mod', 'mem', 'reg']) await service.ok(who, 'set', follower(who));
    await service.ok('admin', 'set', setAffiliationRequest(CLUB, jidOf('mod'), 'moderator'));
    await service.ok('admin', 'set', publishRequest(CLUB, { id: 't', text: 'topic' }));
    const closed = configChangeForm({ accessModel: 'authorize' });
    await service.ok('admin', 'set', configureRequest(CLUB, closed));
    await service.ok('pen', 'set', follower('pen'));
    await service.ok('mem', 'set', setSubscriptionRequest(CLUB, jidOf('guest'), 'invited'));
    const all = ['admin', 'mod', 'mem', 'reg', 'pen', 'guest', 'new'];
    for (const who of all) await service.online(who);
    /** Who was told what, of those alone whom an event reached. */
    const told = async () => {
      const found: Record<string, Element> = {};
      for (const who of all) {
        const messages = await service.pushes(who);
        const events = messages.filter((message) => child(message, 'event', NS.PUBSUB_EVENT));
        expect(events.length, who).toBeLessThanOrEqual(1);
        for (const { attrs, children } of events) {
          expect(attrs).toMatchObject({
            from: SERVICE,
            type: 'headline',
            to: `${jidOf(who)}/phone`,
          });
          const [event, place, ...more] = children as Element[];
          expect(more).toEqual([]);
          expect(place).toMatchObject({ name: 'stanza-id', ns: NS.STANZA_ID });
          expect(place?.attrs).toMatchObject({ by: SERVICE, id: expect.stringMatching(/^\d+$/) });
          found[who] = event as Element;
        }
      }
      return found;
    };
    return { service, told };
  }

  const row = (who: string, subscription: string, more = '') =>
    `<subscription node="${NODE}" jid="${jidOf(who)}" subscription="${subscription}"${more}/>`;
  const role = (who: string, affiliation: string) =>
    `<affiliations node="${NODE}"><affiliation jid="${jidOf(who)}" affiliation="${affiliation}"/></affiliations>`;
  const own = (who: string, affiliation: string) =>
    `<affiliations><affiliation node="${NODE}" jid="${jidOf(who)}"${affiliation}/></affiliations>`;
  const MEMBERS = ['admin', 'mod', 'mem', 'reg'];
  const OFFICE = ['admin', 'mod'];

  test.each<[string, string, Element, string, readonly string[]]>([
    [
      'a removal',
      'mod',
      retractRequest(CLUB, 't'),
      `<items node="${NODE}"><retract id="t"/></items>`,
      MEMBERS,
    ],
    [
      'who asks to be let in',
      'new',
      follower('new'),
      row('new', 'pending') + own('new', ' affiliation="member"'),
      [...OFFICE, 'new'],
    ],
    [
      'who is let in',
      'mod',
      setSubscriptionRequest(CLUB, jidOf('pen'), 'subscribed'),
      row('pen', 'subscribed'),
      [...MEMBERS, 'pen'],
    ],
    [
      'who is turned away',
      'mod',
      setSubscriptionRequest(CLUB, jidOf('pen'), 'none'),
      row('pen', 'none'),
      [...OFFICE, 'pen'],
    ],
    [
      'an invitation',
      'mod',
      setSubscriptionRequest(CLUB, jidOf('new'), 'invited'),
      row('new', 'invited', ` invited-by="${jidOf('mod')}"`),
      [...OFFICE, 'new'],
    ],
    [
      'who leaves',
      'mem',
      unsubscribeRequest(CLUB, jidOf('mem')),
      row('mem', 'none') + own('mem', ''),
      MEMBERS,
    ],
    [
      'who is put out',
      'mod',
      setSubscriptionRequest(CLUB, jidOf('mem'), 'none'),
      row('mem', 'none'),
      MEMBERS,
    ],
    [
      'a role',
      'admin',
      setAffiliationRequest(CLUB, jidOf('mem'), 'publisher'),
      role('mem', 'publisher'),
      MEMBERS,
    ],
    [
      'a ban',
      'admin',
      setAffiliationRequest(CLUB, jidOf('pen'), 'outcast'),
      role('pen', 'outcast'),
      [...OFFICE, 'pen'],
    ],
    [
      'an end',
      'admin',
      deleteRequest(CLUB),
      `<delete node="${NODE}"/>`,
      [...MEMBERS, 'pen', 'guest'],
    ],
  ])('%s', async (_, who, request, expected, hearers) => {
    const { service, told } = await club();
    await service.ok(who, 'set', request);
    const heard = await told();
    const event = parseElement(`<event xmlns="${NS.PUBSUB_EVENT}">${expected}</event>`);
    for (const each of hearers) expect(heard[each], each).toEqual(event);
    // Who left is told by the answer, and those alone who follow by a push.
    expect(Object.keys(heard)).toEqual(expect.arrayContaining([...hearers]));
    expect(Object.keys(heard)).toHaveLength(hearers.length);
  });

  test('a follower of an open channel, to all', async () => {
    const { service, told } = await club();
    await service.ok(
      'admin',
      'set',
      configureRequest(CLUB, configChangeForm({ accessModel: 'open' })),
    );
    await told();
    await service.ok('new', 'set', follower('new'));
    const heard = await told();
    const inner = row('new', 'subscribed') + own('new', ' affiliation="member"');
    const event = parseElement(`<event xmlns="${NS.PUBSUB_EVENT}">${inner}</event>`);
    expect(heard).toEqual({ admin: event, mod: event, mem: event, reg: event, new: event });
  });

  test('a post, to its author too, under its global id; the settings, with every var', async () => {
    const { service, told } = await club();
    await service.ok('mod', 'set', publishRequest(CLUB, { id: 'p', text: 'words' }));
    const posted = await told();
    expect(Object.keys(posted)).toEqual(MEMBERS);
    const items = child(posted.mod as Element, 'items') as Element;
    expect(items.attrs).toEqual({ node: NODE });
    const [item, ...others] = childrenOf(items) as [Element];
    expect(others).toEqual([]);
    expect(item).toMatchObject({ name: 'item', attrs: { id: `tag:${SERVICE},${NODE},p` } });
    const entry = child(item, 'entry', NS.ATOM) as Element;
    expect(childText(entry, 'id')).toBe(item.attrs.id);
    expect(childText(entry, 'content')).toBe('words');

    await service.ok('admin', 'set', configureRequest(CLUB, configChangeForm({ title: 'Klub' })));
    const set = await told();
    expect(Object.keys(set)).toEqual(MEMBERS);
    const configuration = child(set.mem as Element, 'configuration') as Element;
    expect(configuration.attrs).toEqual({ node: NODE });
    const asked = await service.ok('admin', 'get', configRequest(CLUB));
    const values = (element: Element) => Object.fromEntries(readForm(element)?.values ?? []);
    const { 'pubsub#owner': _, ...stored } = values(child(asked, 'configure') as Element);
    expect(values(configuration)).toEqual(stored);
    expect(stored['pubsub#title']).toBe('Klub');
  });
});

test('who is there for longer than a week is told that the service is back, and then has to say so', async () => {
  const { ctx, online, pass } = await channelService();
  await online('thandi');
  pass(8 * 24 * 3_600_000);
  await online('piet');
  const piet = 'piet@example.org/phone';
  expect([...(await heldConnections(ctx))].sort()).toEqual([piet, 'thandi@example.org/phone']);
  expect(await heldConnections(ctx)).toEqual([piet]);
});
