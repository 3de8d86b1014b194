import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { MAX_STANZA_BYTES } from '../../src/protocol/limits.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { el } from '../../src/protocol/xml.ts';
import { connect, XmppClient } from '../../src/server/stream/client.ts';
import { eventually } from '../harness/eventually.ts';
import { type EdgeSite, startEdgeSite } from './edge-site.ts';

const PUBLIC = 'https://chat.example.org';
let site: EdgeSite;

beforeAll(async () => {
  site = await startEdgeSite({ authenticateWithin: 1_500, publicUrl: PUBLIC });
});

afterAll(() => site.stop());

const PASSWORD = 'secret-pass';

const newPerson = () => {
  const person = { username: `p-${randomUUID().slice(0, 8)}`, password: PASSWORD };
  return connect({ url: site.url, domain: 'localhost', ...person, register: true });
};

/** Attempts a WebSocket; gives the status that it was refused with, or 101. */
function attempt(headers: Record<string, string>, protocol = 'xmpp'): Promise<number> {
  const socket = new WebSocket(`ws://localhost:${site.edge.port}/xmpp-websocket`, protocol, {
    headers,
  });
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_, answer) => {
      resolve(answer.statusCode ?? 0);
      socket.terminate();
    });
    socket.once('open', () => {
      resolve(101);
      socket.terminate();
    });
    socket.on('error', reject);
  });
}

describe('who may connect', () => {
  test.each([
    ['a page of ours', { origin: () => `http://localhost:${site.edge.port}` }, 101],
    ['a program, which names no page', {}, 101],
    ['a page of ours, by a proxy that asks under another name', { origin: () => PUBLIC }, 101],
    ['a page of its name without TLS', { origin: () => PUBLIC.replace('https', 'http') }, 403],
    ['a page of another site', { origin: () => 'https://evil.example' }, 403],
    ['our name on another port', { origin: () => 'http://localhost:1' }, 403],
    ['a page without an origin', { origin: () => 'null' }, 403],
  ])('%s', async (_, { origin }: { origin?: () => string }, status) => {
    expect(await attempt(origin ? { origin: origin() } : {})).toBe(status);
  });

  test('nobody who does not speak XMPP', async () => {
    expect(await attempt({}, 'mqtt')).toBe(400);
  });

  test('nobody at another path', async () => {
    const socket = connectTcp(site.edge.port, 'localhost');
    socket.write(
      'GET /other HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    );
    const answer = await new Promise((resolve) => socket.once('data', resolve));
    expect(String(answer)).toMatch(/^HTTP\/1.1 404 /);
    socket.destroy();
  });

  test('a handshake that is none does not leave a connection to Prosody behind', async () => {
    const socket = connectTcp(site.edge.port, 'localhost');
    const head =
      'GET /xmpp-websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade';
    socket.write(`${head}\r\nSec-WebSocket-Protocol: xmpp\r\n\r\n`);
    const answer = await new Promise((resolve) => socket.once('data', resolve));
    expect(String(answer)).toMatch(/^HTTP\/1.1 400 /);
    socket.destroy();
  });
});

describe('the relay', () => {
  test('carries a sign-up, and stanzas both ways', async () => {
    const client = await newPerson();
    expect(client.jid).toMatch(/^p-.*@localhost\//);
    const text = `💧 ${'Water is back in ward 7. '.repeat(300)}`;
    client.send(
      el(NS.CLIENT, 'message', { to: client.jid, type: 'chat' }, el(NS.CLIENT, 'body', {}, text)),
    );
    const echo = await client.waitForMessage(() => true);
    expect(echo.children).toContainEqual(el(NS.CLIENT, 'body', {}, text));
    await client.close();
  });

  test('lets a reader in without an account', async () => {
    const reader = await connect({ url: site.url, domain: 'localhost', anonymous: true });
    expect(reader.jid).toMatch(/@anon\.localhost\//);
    await expect(reader.register('anon.localhost', 'someone', 'secret-pass')).rejects.toMatchObject(
      {
        condition: 'service-unavailable',
      },
    );
    await reader.close();
  });

  test('compresses: a slow link carries a fraction', async () => {
    const client = await newPerson();
    expect(client.socket.extensions).toContain('permessage-deflate');
    await client.close();
  });

  test('closes on a frame that is too long, and lives', async () => {
    const client = await newPerson();
    client.sendRaw(`<message>${'x'.repeat(MAX_STANZA_BYTES)}</message>`);
    expect((await client.closed).code).toBe(1009);
    await (await newPerson()).close();
  });

  test('closes on what is no text', async () => {
    const client = await newPerson();
    client.socket.send(Buffer.from([0xff, 0xfe]), { binary: true });
    expect((await client.closed).code).toBe(1003);
  });

  test('closes on one who does not sign in, and not on one who did', async () => {
    const idle = new XmppClient(site.url);
    await idle.openStream('localhost');
    const present = await newPerson();
    expect(await idle.closed).toEqual({ code: 1008, reason: 'not signed in in time' });
    await delay(500);
    expect(present.socket.readyState).toBe(WebSocket.OPEN);
    await present.close();
  });
});

test('a stream that lost its socket can be resumed, with what came meanwhile (XEP-0198)', async () => {
  const phone = await newPerson();
  const stream = await phone.enableResumption();
  await phone.cut();

  const friend = await newPerson();
  const body = el(NS.CLIENT, 'body', {}, 'while you were away');
  friend.send(el(NS.CLIENT, 'message', { to: phone.jid, type: 'chat' }, body));
  await friend.close();

  const again = new XmppClient(site.url);
  await again.openStream('localhost');
  const username = phone.jid.slice(0, phone.jid.indexOf('@'));
  await again.authenticate('PLAIN', `\0${username}\0${PASSWORD}`, 'localhost');
  await again.resume(stream);
  const message = await again.waitForMessage(() => true);
  expect(message.children).toContainEqual(body);
  await again.close();
});

test('when Prosody ends, phones are told to come back, and it is started again', async () => {
  const client = await newPerson();
  const pid = Number(readFileSync(join(site.dataDir, 'prosody/prosody.pid'), 'utf8'));
  process.kill(pid, 'SIGKILL');
  expect((await client.closed).code).toBe(1012);
  const back = await eventually(newPerson);
  await back.close();
  const lines = site.logged.map((line) => JSON.parse(line).message);
  expect(lines).toContain('Prosody has ended and will be started again');
});
