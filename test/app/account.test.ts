import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readMeta } from '../../src/app/store/read/meta.ts';
import { saveChannel } from '../../src/app/store/write/channels.ts';
import { saveMeta } from '../../src/app/store/write/meta.ts';
import { addPost } from '../../src/app/store/write/outbox.ts';
import { type Account, startAccount } from '../../src/app/sync/account.ts';
import { createWays } from '../../src/app/xmpp/ways.ts';
import { archiveFin, stanzaSeq } from '../../src/protocol/archive.ts';
import { nodeOf } from '../../src/protocol/channel.ts';
import { retractedEvent } from '../../src/protocol/event.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { officeNews } from '../../src/protocol/office.ts';
import { pageInfo } from '../../src/protocol/rsm.ts';
import { serialize } from '../../src/protocol/xml.ts';
import { CHANNEL, freshStore, ME } from './fresh-store.ts';
import { ScriptedServer, type Stream } from './scripted-server.ts';

let server: ScriptedServer;
let stream: Stream;
let account: Account;

beforeEach(async () => {
  server = await ScriptedServer.start();
  account = await startAccount(
    { domain: 'localhost', operator: '', ways: createWays(server.url, '') },
    freshStore(),
    ME,
    {
      kind: 'password',
      username: 'anna',
      password: 'geheim',
      create: false,
    },
  );
  stream = await server.stream();
  await stream.greet();
  await stream.expect(/PLAIN/);
  stream.welcome();
  await state('online');
});

afterEach(() => {
  account.stop();
  server.stop();
  vi.useRealTimers();
});

const state = (expected: string) =>
  expect.poll(() => account.connectivity.get().state).toBe(expected);

const presence = (from: string, type = '') =>
  stream.send(`<presence xmlns="jabber:client" from="${from}" to="anna@localhost/phone" ${type}/>`);

const cursor = () => readMeta(account.store, 'cursor');

/** The service tells of the removal of a post, as that change. */
const push = (seq: number) =>
  stream.send(
    `<message xmlns="jabber:client" from="channels.localhost" to="anna@localhost/phone" type="headline">${serialize(retractedEvent(nodeOf(CHANNEL), `c${seq}`))}${serialize(stanzaSeq('channels.localhost', seq))}</message>`,
  );

/** How often it was asked what came after that change. */
const missed = (seq: number) =>
  stream.received.filter((frame) => frame.includes(`<after>${seq}<`)).length;

test('the service is told who is there, and asked for everything in one go', async () => {
  await stream.expect(/<presence to="channels.localhost"/);
  await stream.expect(/jabber:iq:register/);
  expect(account.connectivity.get().epoch).toBe(1);
});

test('a service that goes is missed; when it is back, everything is asked for anew', async () => {
  presence('channels.localhost', 'type="unavailable"');
  await state('service-away');
  const ping = await stream.expect(/urn:xmpp:ping/);
  expect(account.connectivity.get().epoch).toBe(1);
  const id = /id="(.*?)"/.exec(ping)?.[1];
  stream.send(`<iq xmlns="jabber:client" type="result" id="${id}" from="channels.localhost"/>`);
  await state('online');
  expect(account.connectivity.get().epoch).toBe(2);
});

test('a service that was away for a moment says so itself', async () => {
  presence('channels.localhost');
  await expect.poll(() => account.connectivity.get().epoch).toBe(2);
});

test('where catching up takes away what nobody can tell about, screens ask for theirs anew', async () => {
  await expect.poll(() => answerAll()).toBe(true);
  await saveMeta(account.store, 'cursor', 5);
  const isMore = serialize(archiveFin(false, pageInfo({ first: '100', last: '200' })));
  presence('channels.localhost');
  const epoch = () => answerAll(isMore) && account.connectivity.get().epoch;
  await expect.poll(epoch).toBe(3);
});

test('who comes too often for the service comes again when it lets them, and catches up then', async () => {
  const comings = () => stream.received.filter((frame) => frame.startsWith('<presence')).length;
  const refuse = (app: string) =>
    stream.send(
      `<presence xmlns="jabber:client" from="channels.localhost" to="anna@localhost/phone" type="error"><error type="wait"><resource-constraint xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/>${app}</error></presence>`,
    );
  const retryAfter = (seconds: number) =>
    `<retry-after xmlns="${NS.LIMITS}" seconds="${seconds}"/>`;
  await expect.poll(() => answerAll()).toBe(true);
  push(5);
  await expect.poll(cursor).toBe(5);
  refuse('');
  refuse(retryAfter(600));
  push(9);
  const { store } = account;
  const isBuried = () =>
    store.read(['tombstones'], (tx) => tx.objectStore('tombstones').get([CHANNEL, 'c9']));
  await expect.poll(isBuried).toBeDefined();
  expect(await cursor()).toBe(5);
  expect(comings()).toBe(1);
  refuse(retryAfter(0));
  await expect.poll(comings).toBe(2);
  await expect.poll(() => answerAll() && missed(5)).toBe(1);
});

test('a push that could not be stored is caught up without a new session', async () => {
  await expect.poll(() => answerAll()).toBe(true);
  push(5);
  await expect.poll(cursor).toBe(5);
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  put.mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  push(6);
  await expect.poll(() => put.mock.calls.length).toBe(2);
  vi.restoreAllMocks();
  await expect.poll(() => answerAll() && missed(5)).toBe(1);
});

test('what was read is told once more where the service had no time for it at first', async () => {
  await expect.poll(() => answerAll()).toBe(true);
  push(5);
  await expect.poll(cursor).toBe(5);
  // Left of an earlier time: a write that gives `false` is told to nobody.
  await account.store.write(['marks'], async (tx) => {
    await tx.objectStore('marks').put({ channel: CHANNEL, topic: '', seq: 7 });
    return false;
  });
  presence('channels.localhost');
  const tellings = () => stream.received.filter((frame) => frame.includes('<read ')).length;
  const id = /id="(.*?)"/.exec(await stream.expect(/<read /))?.[1];
  stream.send(
    `<iq xmlns="jabber:client" type="error" id="${id}" from="channels.localhost"><error type="wait"><resource-constraint xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>`,
  );
  await expect.poll(() => answerAll() && tellings()).toBe(2);
});

describe('where the link is lost, and goes on when nobody waits for answers any more', () => {
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    // What is asked from now on waits by those timers.
    presence('channels.localhost');
    await expect.poll(() => account.connectivity.get().epoch).toBe(2);
  });

  async function loseAndGoOn(): Promise<void> {
    await resume();
    await state('online');
  }

  async function resume(): Promise<void> {
    stream.cut();
    await state('offline');
    await vi.advanceTimersByTimeAsync(35_000);
    stream = await server.stream();
    await stream.greet();
    await stream.expect(/previd="sm1"/);
    stream.send(
      '<success xmlns="urn:xmpp:sasl:2"><authorization-identifier>anna@localhost/phone</authorization-identifier><resumed xmlns="urn:xmpp:sm:3" h="0" previd="sm1"/></success>',
    );
  }

  test('what was asked first is asked once more', async () => {
    await loseAndGoOn();
    await expect.poll(() => answerAll()).toBe(true);
  });

  test('nothing is asked once more that was answered', async () => {
    await expect.poll(() => answerAll()).toBe(true);
    await loseAndGoOn();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(account.connectivity.get().epoch).toBe(2);
  });

  test('a service that was away is not said to be there before it answers', async () => {
    presence('channels.localhost', 'type="unavailable"');
    await state('service-away');
    const states: string[] = [];
    account.connectivity.subscribe(({ state }) => states.push(state));
    await resume();
    // The one that was on its way, and the one that follows it.
    const pings = () => stream.received.filter((frame) => frame.includes(NS.PING)).length;
    await expect.poll(pings).toBe(2);
    expect(states).toEqual(['offline']);
    await expect.poll(() => answerAll()).toBe(true);
    await state('online');
  });

  test('what there is news of is', async () => {
    await expect.poll(() => answerAll()).toBe(true);
    stream.send(
      `<message xmlns="jabber:client" from="channels.localhost" to="anna@localhost/phone" type="headline">${serialize(officeNews())}</message>`,
    );
    await stream.expect(/^<iq/);
    await loseAndGoOn();
    await expect.poll(() => account.connectivity.get().epoch).toBe(3);
  });
});

/** Answers all that was asked so far with nothing, and `fin` where it is what changed; gives whether the phone has all that it wants. */
function answerAll(fin = ''): boolean {
  for (const frame of stream.received.splice(0)) {
    stream.received.push(frame.replace(/^<iq/, '<answered'));
    const [to, id] = ['to', 'id'].map((name) =>
      new RegExp(`^<iq[^>]* ${name}="(.*?)"`).exec(frame),
    );
    if (!to || !id) continue;
    stream.send(
      `<iq xmlns="jabber:client" type="result" id="${id[1]}" from="${to[1]}">${frame.includes(NS.MAM) ? fin : ''}</iq>`,
    );
  }
  return account.connectivity.get().settled;
}

test.each(['mallory@localhost/x', 'channels.localhost.evil.example', 'localhost'])(
  '%s cannot send the service away',
  async (from) => {
    presence(from, 'type="unavailable"');
    presence('channels.localhost');
    await expect.poll(() => account.connectivity.get().epoch).toBe(2);
    await state('online');
  },
);

test('a link that is lost is said so', async () => {
  stream.cut();
  await state('offline');
});

test('a service that is there, and does not know what it is sent, is not met anew without end', async () => {
  const post = { channel: CHANNEL, parent: 't', title: '', text: 'x', trouble: null };
  await addPost(account.store, { ...post, id: 'a' });
  let refused = 0;
  const refuse = () => {
    for (const frame of stream.received.splice(0)) {
      const id = /id="(.*?)"/.exec(frame)?.[1];
      const isSent = frame.includes('<publish');
      refused += Number(isSent);
      const answer = isSent
        ? '"error"><error type="cancel"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>'
        : '"result">';
      if (frame.startsWith('<iq') && frame.includes('to="channels.'))
        stream.send(
          `<iq xmlns="jabber:client" id="${id}" from="channels.localhost" type=${answer}</iq>`,
        );
    }
    return refused;
  };
  await expect.poll(refuse, { timeout: 20_000 }).toBeGreaterThan(3);
  expect(account.connectivity.get()).toMatchObject({ state: 'online', epoch: 2 });
});

test('what is to wait does so, however much is stored meanwhile; what is new is sent', async () => {
  const post = { channel: CHANNEL, parent: 't', title: '', text: 'x', trouble: null };
  await addPost(account.store, { ...post, id: 'a' });
  const id = /id="(.*?)"/.exec(await stream.expect(/<publish/))?.[1];
  stream.send(
    `<iq xmlns="jabber:client" type="error" id="${id}" from="channels.localhost"><error type="wait"><resource-constraint xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/><retry-after xmlns="${NS.LIMITS}" seconds="600"/></error></iq>`,
  );
  const waits = { order: null, wait: 600 };
  await expect.poll(() => account.sending.get()).toEqual(waits);
  const told: unknown[] = [];
  account.sending.subscribe((sending) => told.push(sending));
  for (let seq = 1; seq <= 20; seq += 1) {
    await saveChannel(account.store, { channel: CHANNEL, seq, membership: {} });
  }
  expect(told).toEqual([]);
  await addPost(account.store, { ...post, id: 'b' });
  await expect.poll(() => account.sending.get().order).not.toBeNull();
});
