import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { relay } from '../../src/server/edge/socket-relay.ts';
import { eventually } from '../harness/eventually.ts';

/** phone → (edge: relay) → server, all three of them real sockets in this process. */
const edge = new WebSocketServer({ port: 0 });
const server = new WebSocketServer({ port: 0 });
const addressOf = (of: WebSocketServer) => `ws://localhost:${(of.address() as AddressInfo).port}`;

let authenticated = 0;

beforeAll(() => {
  edge.on('connection', (phone) => {
    const upstream = new WebSocket(addressOf(server));
    const onAuthenticated = () => {
      authenticated += 1;
    };
    upstream.once('open', () => relay(phone, upstream, onAuthenticated));
  });
});

afterAll(() => {
  for (const each of [edge, server]) {
    for (const socket of each.clients) socket.terminate();
    each.close();
  }
});

async function pair(): Promise<{ phone: WebSocket; upstream: WebSocket }> {
  const connected = once(server, 'connection');
  const phone = new WebSocket(addressOf(edge));
  const [[upstream]] = await Promise.all([connected, once(phone, 'open')]);
  return { phone, upstream };
}

test('a phone that stops reading stops the server, and loses nothing', async () => {
  const { phone, upstream } = await pair();
  const frame = `<message>${'x'.repeat(16_000)}</message>`;
  const count = 2_000; // 32 MB: what sockets' own buffers hold, many times over
  phone.pause();
  for (let sent = 0; sent < count; sent += 1) upstream.send(`${sent}${frame}`);
  await delay(500);
  expect(upstream.bufferedAmount).toBeGreaterThan(10e6);

  const received: number[] = [];
  phone.on('message', (data) => received.push(Number.parseInt(String(data), 10)));
  phone.resume();
  await eventually(() => received.length === count);
  expect(received).toEqual(Array.from({ length: count }, (_, index) => index));
  phone.terminate();
});

test('either end takes the other with it, with a code that says why', async () => {
  const first = await pair();
  first.phone.terminate();
  await once(first.upstream, 'close');

  const second = await pair();
  second.upstream.close(1000, 'Stream closed');
  expect(await once(second.phone, 'close')).toEqual([1000, Buffer.from('Stream closed')]);

  const third = await pair();
  third.upstream.terminate();
  expect((await once(third.phone, 'close'))[0]).toBe(1012);
});

test('signing in is noticed, once', async () => {
  const { phone, upstream } = await pair();
  const heard: string[] = [];
  phone.on('message', (data) => heard.push(String(data)));
  upstream.send('<stream:features/>');
  upstream.send("<success xmlns='urn:xmpp:sasl:2'/>");
  upstream.send("<success xmlns='urn:xmpp:sasl:2'/>");
  upstream.send('<last/>');
  // Frames come in their order: with the last one all were looked at.
  await eventually(() => heard.at(-1) === '<last/>');
  expect(authenticated).toBe(1);
  phone.terminate();
});
