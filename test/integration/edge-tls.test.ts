import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { examineHealth } from '../../src/doctor/http.ts';
import { startEdge } from '../../src/server/edge/edge.ts';
import { FatalError } from '../../src/server/fatal-error.ts';
import { createLog } from '../../src/server/log.ts';
import { eventually } from '../harness/eventually.ts';
import { type EdgeSite, startEdgeSite } from './edge-site.ts';

let folder: string;
let tls: { cert: string; key: string };
let site: EdgeSite;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
  tls = certificate();
  site = await startEdgeSite({ tls: () => tls });
});

/** A new one for localhost, with its key. */
function certificate() {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'];
  execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}

afterAll(async () => {
  await site.stop();
  rmSync(folder, { recursive: true });
});

function get(path: string, options: RequestOptions = {}) {
  const { port } = site.edge;
  const target = { host: 'localhost', port, path, ca: tls.cert, agent: false, ...options };
  return new Promise<Record<string, unknown>>((resolve, reject) => {
    const sent = request(target, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode, ...answer.headers });
    });
    sent.once('error', reject);
    sent.end();
  });
}

test('HTTPS by itself: wss in the policy, and no way back to HTTP', async () => {
  const answer = await get('/');
  expect(answer).toMatchObject({ status: 200, 'strict-transport-security': 'max-age=31536000' });
  expect(answer['content-security-policy']).toContain(
    `connect-src 'self' wss://localhost:${site.edge.port};`,
  );
});

test('who asks for another protocol over TLS is answered, as over TLS', async () => {
  const headers = { connection: 'Upgrade', upgrade: 'h2c' };
  const answer = await get('/health', { headers });
  expect(answer).toMatchObject({ status: 200, 'strict-transport-security': 'max-age=31536000' });
});

test('a WebSocket over TLS', async () => {
  const address = `wss://localhost:${site.edge.port}/xmpp-websocket`;
  const origin = `https://localhost:${site.edge.port}`;
  const socket = new WebSocket(address, 'xmpp', { ca: tls.cert, origin });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.terminate();
});

test('TLS older than 1.2 is refused', async () => {
  const old = {
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  } as const;
  await expect(get('/', old)).rejects.toThrow();
});

test('a certificate and a key that do not fit are a sentence', async () => {
  const broken = { cert: tls.cert, key: '-----BEGIN PRIVATE KEY-----\n' };
  const options = { port: 0, domain: 'localhost', publicDir: site.dataDir, tls: () => broken };
  const started = startEdge({
    ...{ ...options, trustProxy: [], limits: true, xmpp: site.xmpp.http },
    ...{ isOpen: () => true, health: () => ({}), log: createLog(() => undefined) },
  });
  await expect(started).rejects.toThrow(FatalError);
  await expect(started).rejects.toThrow(/TLS_CERT and TLS_KEY do not make a working pair/);
});

test('a certificate that is renewed is taken while the site runs; half of one changes nothing', async () => {
  let held = tls;
  const own = await startEdgeSite({ tls: () => held, renewEvery: 20 });
  const renewed = certificate();
  const statusWith = (ca: string) =>
    get('/', { port: own.edge.port, ca }).then(
      ({ status }) => status,
      () => 'refused',
    );
  try {
    expect(await statusWith(tls.cert)).toBe(200);
    held = { cert: renewed.cert, key: tls.key };
    await eventually(() => own.logged.some((line) => line.includes('certificate-not-renewed')));
    expect(await statusWith(tls.cert)).toBe(200);
    held = renewed;
    await eventually(async () => (await statusWith(renewed.cert)) === 200);
    expect(await statusWith(tls.cert)).toBe('refused');
  } finally {
    await own.stop();
  }
});

test('a certificate that is renewed while the site starts is taken, too', async () => {
  const renewed = certificate();
  let isFirst = true;
  const read = () => {
    const held = isFirst ? tls : renewed;
    isFirst = false;
    return held;
  };
  const own = await startEdgeSite({ tls: read, renewEvery: 20 });
  const isTaken = () =>
    get('/', { port: own.edge.port, ca: renewed.cert }).then(
      ({ status }) => status === 200,
      () => false,
    );
  try {
    await eventually(isTaken);
  } finally {
    await own.stop();
  }
});

test('the doctor says of a certificate that it is the certificate', async () => {
  const address = `https://localhost:${site.edge.port}`;
  const patient = { site: address, domain: 'localhost', dataDir: folder, database: '' };
  const [finding] = await examineHealth(patient);
  expect(finding?.text).toMatch(/^Phones do not take the certificate of .*SELF_SIGNED.* Renew it/);
});

test('who connects and says nothing does not keep the site from stopping', async () => {
  const { edge, stop } = await startEdgeSite({ tls: () => tls });
  const silent = connect(edge.port, 'localhost');
  await new Promise((resolve) => silent.once('connect', resolve));
  const gone = new Promise((resolve) => silent.once('close', resolve));
  // Connections are taken in their order: with this one that one is.
  await new Promise((resolve, reject) => {
    const options = { host: 'localhost', port: edge.port, path: '/', ca: tls.cert, agent: false };
    request(options, resolve).once('error', reject).end();
  });
  await Promise.all([stop(), gone]);
});

test('beside it a plain port, which lets nobody through to the XMPP server where it is for reading', async () => {
  const media = async (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200).end();
  };
  const own = await startEdgeSite({ tls: () => tls, plainPort: 0, plainXmpp: false, media });
  try {
    const plain = `localhost:${own.edge.plainPort}`;
    const page = await fetch(`http://${plain}/`);
    expect([page.status, page.headers.get('strict-transport-security')]).toEqual([200, null]);
    // As from elsewhere: on the machine itself nobody else listens.
    const headers = { 'X-Forwarded-For': '192.0.2.1' };
    const bosh = await fetch(`http://${plain}/http-bind`, { method: 'POST', headers });
    expect(bosh.status).toBe(403);
    // Pictures go out; uploads, and what shows who somebody is, are not for others to hear.
    const ask = async (path: string, init: RequestInit = {}) =>
      (
        await fetch(`http://${plain}/media/${path}`, {
          ...init,
          headers: { ...headers, ...init.headers },
        })
      ).status;
    expect(await ask('a@b/avatar')).toBe(200);
    expect(await ask('a@b/1', { method: 'PUT', body: 'x' })).toBe(403);
    expect(await ask('a@b/1', { headers: { Authorization: 'Basic eDp5' } })).toBe(403);
    expect(await ask('a@b/1?auth=eDp5')).toBe(403);
    const statusOf = (address: string) =>
      new Promise((resolve) => {
        const socket = new WebSocket(address, 'xmpp', { ca: tls.cert, headers });
        socket.once('open', () => resolve(101));
        socket.once('unexpected-response', (_, { statusCode }) => resolve(statusCode));
        socket.on('error', () => undefined);
        socket.once('open', () => socket.terminate());
      });
    expect(await statusOf(`ws://${plain}/xmpp-websocket`)).toBe(403);
    expect(await statusOf(`wss://localhost:${own.edge.port}/xmpp-websocket`)).toBe(101);
  } finally {
    await own.stop();
  }
});
