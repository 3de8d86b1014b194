/** S7: lists are read page by page while many people write. */
import { expect, test } from 'vitest';
import { archiveRequest, readArchiveFin, readArchiveResult } from '../../src/protocol/archive.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { readEvent } from '../../src/protocol/event.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
} from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { type PageRequest, pageRequest, readPageInfo } from '../../src/protocol/rsm.ts';
import { childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { lastChange } from '../../src/server/storage/changes.ts';
import { reach } from '../harness/reach.ts';
import { channelService } from './channel-service.ts';

const SCHEDULES = reach(1_000);
const WRITERS = Array.from({ length: 20 }, (_, n) => `w${n}`);
/** What each of them does while pages are turned. */
const ACTS = 5;
/** Topics, and as many comments, that are there before. */
const BEFORE = 8;

type Service = Awaited<ReturnType<typeof channelService>>;

/** A channel in which people write, and what they wrote there. */
function scene(service: Service, channel: string) {
  /** The topic of each post; a topic's is itself. */
  const topicOf = new Map<string, string>();
  const authors = new Map<string, string>();
  let posts = 0;
  const pick = (ids: readonly string[]) => ids[Math.floor(Math.random() * ids.length)] as string;
  const publish = async (who: string, parent?: string) => {
    posts += 1;
    const id = `p${posts}`;
    topicOf.set(id, parent ?? id);
    authors.set(id, who);
    const request = publishRequest(channel, { id, text: id, ...(parent && { parent }) });
    // Its topic may have been removed.
    return service.refused(who, 'set', request);
  };
  return {
    topicOf,
    publish,
    /** Somebody writes or removes something; what pages turn on is answered most. */
    async act(who: string, cursors: readonly string[]) {
      const chance = Math.random();
      const own = [...authors].filter(([, author]) => author === who).map(([id]) => id);
      if (chance < 0.2 && own.length > 0) {
        return service.refused(who, 'set', retractRequest(channel, pick(own)));
      }
      const among = cursors.length > 0 && chance < 0.6 ? cursors : [...topicOf.keys()];
      return publish(who, chance < 0.8 ? topicOf.get(pick(among)) : undefined);
    },
  };
}

const pubsub = (...children: Element[]) => el(NS.PUBSUB, 'pubsub', {}, ...children);
const itemsIn = (answer: Element) => childrenOf(answer).flatMap((run) => childrenOf(run, 'item'));

/** The lists that run by activity: how each is asked for, and which rows an answer has. */
const listsOf = (node: string, since: string) => ({
  items: {
    verb: el(NS.PUBSUB, 'items', { node }),
    rows: (answer: Element) => itemsIn(answer).map(({ attrs }) => attrs.id as string),
  },
  threads: {
    verb: el(NS.PUBSUB, 'threads', { node }),
    rows: (answer: Element) => childrenOf(answer, 'thread').map(({ attrs }) => attrs.id as string),
  },
  'recent-items': {
    verb: el(NS.BUDDYCLOUD, 'recent-items', { since, max: '-1' }),
    rows: (answer: Element) => itemsIn(answer).map(({ attrs }) => attrs.id as string),
  },
});

/** What was published and what was removed since a number, as catch-up tells it. */
async function caughtUp(service: Service, who: string, node: string, since: number) {
  const published: string[] = [];
  const removed: string[] = [];
  let after = String(since);
  let isComplete = false;
  while (!isComplete) {
    const page = { max: 100, after };
    const query = archiveRequest({ queryId: 'a', node, page });
    const { reply, before } = await service.ask(who, 'set', query);
    expect(reply.attrs.type).toBe('result');
    for (const message of before) {
      const result = readArchiveResult(message, 'a') as { message: Element };
      const event = readEvent(result.message);
      if (event?.kind === 'published') published.push(...event.items.map(({ id }) => id));
      if (event?.kind === 'retracted') removed.push(...event.ids);
    }
    const fin = readArchiveFin(childrenOf(reply)[0] as Element);
    isComplete = fin.complete;
    after = fin.page?.last ?? '';
  }
  return { published, removed };
}

test(`S7: ${SCHEDULES} times lists are turned both ways while 20 people write: nothing comes twice, and with catch-up all is there`, async () => {
  const service = await channelService();
  for (const who of ['admin', ...WRITERS]) await service.ok(who, 'set', registerRequest());
  for (let n = 0; n < SCHEDULES; n += 1) {
    const channel = `s${n}@topics.example.org`;
    const node = `/user/${channel}/posts`;
    const reader = `reader${n}`;
    const open = configChangeForm({ defaultAffiliation: 'publisher' });
    await service.ok('admin', 'set', createRequest(channel, open));
    for (const who of [...WRITERS, reader]) {
      await service.ok(who, 'set', subscribeRequest(channel, `${who}@example.org`));
    }
    const { topicOf, publish, act } = scene(service, channel);
    const since = service.ctx.now();
    for (let k = 0; k < BEFORE; k += 1) await publish(`w${k}`);
    for (let k = 0; k < BEFORE; k += 1) await publish(`w${k}`, `p${1 + ((k * 3) % BEFORE)}`);
    const began = await service.ctx.database.read(lastChange);

    const cursors: string[] = [];
    let acts = 0;
    const write = async (who: string) => {
      for (let k = 0; k < ACTS; k += 1) {
        await act(who, cursors.slice(-6));
        acts += 1;
      }
    };
    /** Some of what people do has happened, or they are done. */
    const go = async () => {
      const goal = Math.min(acts + 5, WRITERS.length * ACTS);
      while (acts < goal) await new Promise(setImmediate);
    };
    const turn = async (name: keyof ReturnType<typeof listsOf>, way: 'after' | 'before') => {
      const { verb, rows } = listsOf(node, since)[name];
      const told: string[] = [];
      let page: PageRequest = { max: 3, ...(way === 'before' && { before: '' }) };
      for (;;) {
        const request = pubsub(verb, pageRequest(page));
        const answer = await service.ok(`${reader}@example.org/${name}-${way}`, 'get', request);
        const ids = rows(answer);
        if (ids.length === 0) return { list: `${name}, ${way}`, name, told };
        told.push(...ids);
        expect(new Set(told).size, `came twice in ${name}, ${way}: ${told}`).toBe(told.length);
        expect(told.length, `${name}, ${way}, has no end`).toBeLessThan(BEFORE * 2 + 120);
        const info = readPageInfo(answer);
        const cursor = (way === 'after' ? info?.last : info?.first) as string;
        const id = cursor.slice(cursor.lastIndexOf(',') + 1);
        cursors.push(id);
        // At the least every second time the row that the next page turns on has moved.
        if (told.length % 2 === 0) await publish('admin', topicOf.get(id));
        await go();
        page = { max: 3, [way]: cursor };
      }
    };
    const lists = ['items', 'threads', 'recent-items'] as const;
    const [runs] = await Promise.all([
      Promise.all(lists.flatMap((name) => [turn(name, 'after'), turn(name, 'before')])),
      ...WRITERS.map(write),
    ]);

    const { published, removed } = await caughtUp(service, reader, node, began);
    const moved = published.map((id) => topicOf.get(id) as string);
    const there = await service.ctx.database.read((database) =>
      database.all<{ id: string; activity: number }>(
        `SELECT i.id, i.activity FROM items i JOIN nodes n ON n.id = i.node_id
         JOIN channels c ON c.id = n.channel_id WHERE c.jid = ?`,
        channel,
      ),
    );
    for (const { list, name, told } of runs) {
      // Of a comment that was removed again only that is told: who never had it reads the top once more.
      const isTopRead = removed.some((id) => ![...told, ...published].includes(id));
      const top = isTopRead ? there.filter(({ activity }) => activity > began) : [];
      const had = [...told, ...published, ...moved, ...top.map(({ id }) => id)];
      const known = new Set(had.filter((id) => !removed.includes(id)));
      const isListed = (id: string) => name !== 'threads' || topicOf.get(id) === id;
      const expected = there.map(({ id }) => id).filter(isListed);
      expect([...known].filter(isListed).sort(), list).toEqual(expected.sort());
    }
  }
  expect(service.failures).toEqual([]);
}, 300_000);
