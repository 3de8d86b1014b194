import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
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
