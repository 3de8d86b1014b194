/** An XMPP server that offers to copy messages, and then does not. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { NS } from '../../../src/protocol/namespaces.ts';
import { publishRequest, registerRequest } from '../../../src/protocol/pubsub.ts';
import { iq, resultOf } from '../../../src/protocol/stanza.ts';
import { child, type Element, el, serialize } from '../../../src/protocol/xml.ts';
import { startChannels } from '../../../src/server/channels.ts';
import { createLog } from '../../../src/server/log.ts';
import { createMetrics } from '../../../src/server/metrics/prometheus.ts';
import { PlaceTree } from '../../../src/server/service/place-tree.ts';
import { StanzaParser } from '../../../src/server/stream/parser.ts';
import { eventually } from '../../harness/eventually.ts';
import { createPostgresDatabase } from '../../harness/postgres-database.ts';

const PHONE = 'thandi@localhost/phone';
const SERVICE = 'channels.localhost';

/** Takes components in, and keeps what they send in its order. */
async function openServer() {
  const came: Element[] = [];
  let channels: Socket | undefined;
  const send = (stanza: Element) => channels?.write(serialize(stanza, NS.CLIENT));
  const take = (stanza: Element, socket: Socket) => {
    if (stanza.name === 'handshake') return void socket.write('<handshake/>');
    came.push(stanza);
    const copies = el(NS.DISCO_INFO, 'feature', { var: NS.ADDRESS });
    const isAsked = stanza.attrs.type === 'get' && child(stanza, 'query', NS.DISCO_INFO);
    if (isAsked) send(resultOf(stanza, el(NS.DISCO_INFO, 'query', {}, copies)));
  };
  const server = createServer((socket) => {
    const parser = new StanzaParser({
      onOpen: ({ to = '' }) => {
        if (to === SERVICE) channels = socket;
        socket.write(
          `<stream:stream xmlns="${NS.COMPONENT}" xmlns:stream="${NS.STREAMS}" id="1" from="${to}">`,
        );
      },
      onStanza: (stanza) => take(stanza, socket),
      onOversize: () => undefined,
      onClose: () => socket.end('</stream:stream>'),
    });
    socket.setEncoding('utf8').on('data', (text) => parser.write(String(text)));
  }).listen(0);
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return { came, send, port: (server.address() as AddressInfo).port };
}

test.each(['SQLite', 'PostgreSQL'])(
  '%s: who was to get what the server refused to copy is told to catch up, before anything later',
  async (kind) => {
    const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-refused-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const database =
      kind === 'SQLite'
        ? join(folder, 'channels.sqlite')
        : await createPostgresDatabase(inject('postgres'));
    const { came, send, port } = await openServer();
    const secrets = { channelsSecret: '', topicsSecret: '', mediaSecret: '' };
    const service = await startChannels({
      ...{ database, domain: 'localhost', admins: ['admin'], defaultChannels: ['welcome'] },
      personalNodes: [],
      ...{ link: { host: '127.0.0.1', port, ...secrets }, places: new PlaceTree([]) },
      ...{ emergency: () => [], limits: false, failAt: null, publicUrl: '' },
      incidents: { desk: '', mail: undefined, webhook: undefined },
      ...{ log: createLog(() => undefined), meter: createMetrics() },
    });
    onTestFinished(() => service.stop());
    await eventually(() => service.isOnline());
    const comes = (what: (stanza: Element) => boolean) => eventually(() => came.find(what));
    const ask = async (id: string, payload: Element) => {
      send(iq({ type: 'set', id, from: PHONE, to: SERVICE }, payload));
      await comes(({ attrs }) => attrs.id === id && attrs.type === 'result');
    };
    const post = (id: string) =>
      ask(id, publishRequest('welcome@topics.localhost', { id, text: id }));
    send(el(NS.CLIENT, 'presence', { from: PHONE, to: SERVICE }));
    await ask('joined', registerRequest());
    await post('first');
    const isCopied = ({ name, attrs }: Element) => name === 'message' && attrs.to === 'localhost';
    expect(await comes(isCopied)).toBeTruthy();
    came.length = 0;
    send(el(NS.CLIENT, 'message', { type: 'error', from: 'localhost', to: SERVICE }));
    await post('second');
    await comes(({ name, attrs }) => name === 'message' && attrs.to === PHONE);
    const told = came.filter(({ attrs, name }) => attrs.to === PHONE && name !== 'iq');
    expect(told.map(({ name }) => name)).toEqual(['presence', 'message']);
  },
);
