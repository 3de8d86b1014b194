import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { NS } from '../../src/protocol/namespaces.ts';
import { el } from '../../src/protocol/xml.ts';
import { XmppClient } from '../../src/server/stream/client.ts';

test('what cannot be read ends the connection and what waits for it, not the process', async () => {
  const server = new WebSocketServer({ port: 0 });
  server.on('connection', (socket) =>
    socket.on('message', () => socket.send(`<iq>${'<x/>'.repeat(10_000)}</iq>`)),
  );
  const { port } = server.address() as { port: number };
  const client = new XmppClient(`http://localhost:${port}`);
  await new Promise((resolve) => client.socket.once('open', resolve));
  await expect(client.request('get', 'somewhere', el(NS.PING, 'ping'))).rejects.toThrow('closed');
  await client.closed;
  server.close();
});

test('a server that takes connections and says nothing is not waited for', async () => {
  const silent = createServer(() => undefined).listen(0);
  const { port } = silent.address() as { port: number };
  const client = new XmppClient(`http://localhost:${port}`, { within: 50 });
  await expect(client.openStream('localhost')).rejects.toThrow('no connection');
  silent.close();
});
