import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { NS } from '../../src/protocol/namespaces.ts';
import { el } from '../../src/protocol/xml.ts';
import { connect, type XmppClient } from '../../src/server/stream/client.ts';
import { eventually } from '../harness/eventually.ts';
import { type EdgeSite, startEdgeSite } from './edge-site.ts';

let site: EdgeSite;

beforeAll(async () => {
  site = await startEdgeSite({ trustProxy: ['127.0.0.1', '::1'] });
});

afterAll(() => site.stop());

/** Opens a WebSocket through a proxy, for a phone at that address; 101 is an open one. */
async function open(address: string): Promise<{ socket: WebSocket; status: number }> {
  const url = `ws://localhost:${site.edge.port}/xmpp-websocket`;
  const socket = new WebSocket(url, 'xmpp', { headers: { 'X-Forwarded-For': address } });
  const status = await new Promise<number>((resolve) => {
    socket.once('open', () => resolve(101));
    socket.once('unexpected-response', (_, answer) => resolve(answer.statusCode ?? 0));
    socket.on('error', () => undefined); // of a handshake that is broken off
  });
  return { socket, status };
}

/** Begins a session without a WebSocket, for a phone at that address, or goes on with one. */
async function body(address: string, attributes = 'to="nowhere"'): Promise<number> {
  const answer = await fetch(`http://localhost:${site.edge.port}/http-bind`, {
    method: 'POST',
    headers: { 'X-Forwarded-For': address },
    body: `<body rid="1" ${attributes} wait="1" hold="1" xmlns="http://jabber.org/protocol/httpbind"/>`,
  });
  await answer.arrayBuffer();
  return answer.status;
}

test('nor does it begin more sessions without a WebSocket, and goes on with those that it has', async () => {
  const hotspot = '203.0.113.19';
  await eventually(async () => {
    const statuses = await Promise.all(Array.from({ length: 100 }, () => body(hotspot)));
    return statuses.includes(429);
  });
  expect(await body(hotspot, 'sid="any"')).not.toBe(429);
  // What only looks like one begins another session.
  await eventually(async () => {
    const attributes = `to="nowhere" xml:lang=" sid='x'"`;
    const statuses = await Promise.all(Array.from({ length: 20 }, () => body(hotspot, attributes)));
    return statuses.includes(429);
  });
  expect(await body('203.0.113.20')).not.toBe(429);
});

/** A reader without an account, at the XMPP server itself or by way of that address. */
function reader(address?: string): Promise<XmppClient> {
  const { host, port } = site.xmpp.http;
  const headers = address === undefined ? {} : { 'X-Forwarded-For': address };
  return connect({ url: `http://${host}:${port}`, domain: 'localhost', anonymous: true, headers });
}

test('the one connection over which pages are read is not held to the rate of a phone', async () => {
  const [own, phone] = await Promise.all([reader(), reader('203.0.113.30')]);
  const ask = async (client: XmppClient, times: number) => {
    const question = el(NS.PING, 'ping', {}, 'x'.repeat(20_000));
    for (let n = 0; n < times; n += 1) {
      await client.request('get', 'anon.localhost', question, 60_000).catch(() => undefined);
    }
    return client;
  };
  // Held to the same rate, the phone would have its answers in half the time.
  expect(await Promise.race([ask(phone, 15), ask(own, 30)])).toBe(own);
  await Promise.all([own.cut(), phone.cut()]);
});

test('nor does it begin sockets without end, though it holds none of them', async () => {
  const hotspot = '203.0.113.40';
  await eventually(async () => {
    const begun = await Promise.all(Array.from({ length: 50 }, () => open(hotspot)));
    for (const { socket } of begun) socket.terminate();
    return begun.some(({ status }) => status === 429);
  });
  const elsewhere = await open('203.0.113.41');
  expect(elsewhere.status).toBe(101);
  elsewhere.socket.terminate();
});

test('an address holds as many sockets as a township needs, and no more', async () => {
  const hotspot = '203.0.113.9';
  const township = await Promise.all(Array.from({ length: 1_000 }, () => open(hotspot)));
  expect(township.filter(({ status }) => status !== 101)).toEqual([]);
  expect((await open(hotspot)).status).toBe(429);
  const elsewhere = await open('203.0.113.10');
  expect(elsewhere.status).toBe(101);
  elsewhere.socket.terminate();

  for (const { socket } of township) socket.terminate();
  await eventually(async () => {
    const { socket, status } = await open(hotspot);
    socket.terminate();
    return status === 101;
  });
});
