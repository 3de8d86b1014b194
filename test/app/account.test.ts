import { afterEach, beforeEach, expect, test } from 'vitest';
import { saveChannel } from '../../src/app/store/write/channels.ts';
import { addPost } from '../../src/app/store/write/outbox.ts';
import { type Account, startAccount } from '../../src/app/sync/account.ts';
import { createWays } from '../../src/app/xmpp/ways.ts';
import { NS } from '../../src/protocol/namespaces.ts';
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
});

const state = (expected: string) =>
  expect.poll(() => account.connectivity.get().state).toBe(expected);

const presence = (from: string, type = '') =>
  stream.send(`<presence xmlns="jabber:client" from="${from}" to="anna@localhost/phone" ${type}/>`);

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
