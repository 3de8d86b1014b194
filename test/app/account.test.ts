import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Account, startAccount } from '../../src/app/sync/account.ts';
import { createWays } from '../../src/app/xmpp/ways.ts';
import { freshStore, ME } from './fresh-store.ts';
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
