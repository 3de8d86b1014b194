import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Edge, startEdge } from '../../src/server/edge/edge.ts';
import { createHttpServer } from '../../src/server/edge/http-server.ts';
import { createLog } from '../../src/server/log.ts';
import { MAX_FILE } from '../../src/server/media/pictures/limits.ts';
import { rawRequest } from './raw-request.ts';

const CSS = 'body{margin:0}';
const BUILT = `<!doctype html><meta content="%xmpp-domain%"><meta content="%operator%"><title>WiFi Chat</title><style>${CSS}</style>${' '.repeat(500)}`;
const PAGE = BUILT.replace('%xmpp-domain%', 'localhost').replace(
  '%operator%',
  'A &#38; &#34;B&#34;',
);
const SCRIPT = `console.log(1);${' '.repeat(500)}`;
const ASSET = '/assets/app-a1b2c3.js';

const logged: string[] = [];
const health = { xmpp: true, channels: true };
let publicDir: string;
let edge: Edge;

const get = (path: string, headers: Record<string, string> = {}) =>
  rawRequest(edge.port, path, { headers });

beforeAll(async () => {
  publicDir = await mkdtemp(join(tmpdir(), 'wifi-chat-'));
  mkdirSync(join(publicDir, 'assets'));
  const files = {
    '/index.html': BUILT,
    '/sw.js': SCRIPT,
    [ASSET]: SCRIPT,
    '/assets/gone.js': SCRIPT,
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(publicDir, name), text);
    writeFileSync(join(publicDir, `${name}.br`), brotliCompressSync(text));
    writeFileSync(join(publicDir, `${name}.gz`), gzipSync(text));
  }
  edge = await startEdge({
    port: 0,
    domain: 'localhost',
    operator: 'A & "B"',
    publicDir,
    trustProxy: ['127.0.0.1'],
    limits: true,
    xmpp: { host: '127.0.0.1', port: 9 },
    isOpen: () => true,
    health: () => health,
    media: async (request, response) => {
      if (request.method === 'GET') return void response.end(Buffer.alloc(50_000_000));
      // A disk that takes no more, say.
      for await (const _ of request) break;
      response.writeHead(507).end();
    },
    standstill: 1_000,
    log: createLog((line) => logged.push(line)),
  });
});

afterAll(async () => {
  await edge.stop();
  await rm(publicDir, { recursive: true });
});

describe('a screen of the app is its one page', () => {
  const channel = '/channel/water@topics.chat.example.org';
  test.each([
    ...['/', '/?x=1', '/login', '/signup', '/rules', '/settings', '/menu', '/activity', '/report'],
    ...['/reports', '/search?q=water', '/new', '/help', '/about', '/emergency', '/login/'],
    ...[channel, `${channel}/8f3a.1`, `${channel}/new`, '/channel/a%40b.example'],
    '/profile/thandi@chat.example.org',
  ])('%s', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    });
    expect(String(answer.body)).toBe(PAGE);
  });
});

describe('the page', () => {
  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('is told its domain in %s too, and is not sent twice', async (encoding, decode) => {
    const accepting = { 'accept-encoding': `${encoding}, deflate` };
    const answer = await get('/login', accepting);
    expect(answer.headers).toMatchObject({ 'content-encoding': encoding, vary: 'Accept-Encoding' });
    expect(String(decode(answer.body))).toBe(PAGE);
    const etag = String(answer.headers.etag);
    const again = await get('/', { ...accepting, 'if-none-match': etag });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
  });

  test('an encoding that is refused is not used', async () => {
    const answer = await get('/', { 'accept-encoding': 'br;q=0, gzip;q=0.0' });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(String(answer.body)).toBe(PAGE);
  });
});

describe('what is not there', () => {
  test.each([
    ...['/assets/missing.js', '/assets/', '/missing.js', '/old/app.css', '/favicon.ico'],
    ...['/../package.json', '/assets/../../package.json', '/%2e%2e/package.json', '/.env'],
    ...['/assets/%2e%2e%2f%2e%2e%2fpackage.json', '/..%5c..%5cpackage.json', '/%00.js', '/%ff.js'],
  ])('%s is 404, and no page', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).not.toMatch(/html/);
    expect(String(answer.body)).toBe('There is no such file.\n');
  });

  test.each(['/nowhere', '/channel', '/channel/', '/loginx', '/assets', '/a/b/c'])(
    '%s is 404, in the app itself',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(answer.headers['content-type']).toMatch(/html/);
      expect(String(answer.body)).toBe(PAGE);
    },
  );

  test('a file that vanished while we ran ends its own request only', async () => {
    for (const suffix of ['', '.br', '.gz'])
      await unlink(join(publicDir, `assets/gone.js${suffix}`));
    await expect(get('/assets/gone.js')).rejects.toThrow();
    expect((await get('/')).status).toBe(200);
  });
});

describe('caching', () => {
  test('a hashed asset is kept for ever', async () => {
    const { headers } = await get(ASSET);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test('the service worker is asked for each time', async () => {
    const { headers } = await get('/sw.js');
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['content-type']).toMatch(/javascript/);
  });

  test('is told its domain however its name is written', async () => {
    for (const path of ['/index.html', '/%69ndex.html', '/index%2Ehtml']) {
      expect([path, String((await get(path)).body)]).toEqual([path, PAGE]);
    }
  });

  test('unchanged, it is not sent again', async () => {
    const { etag } = (await get('/')).headers;
    const again = await get('/', { 'if-none-match': String(etag) });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  test('unchanged, the service worker costs a start of the app no headers either', async () => {
    const { etag } = (await get('/sw.js')).headers;
    const again = await get('/sw.js', { 'if-none-match': String(etag) });
    expect(again.status).toBe(304);
    expect(Object.keys(again.headers).sort()).toEqual(['connection', 'date']);
  });
});

describe('encodings', () => {
  test.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['', undefined, (body: Buffer) => body],
  ])('%s', async (accepted, expected, decode) => {
    const answer = await get(ASSET, { 'accept-encoding': accepted });
    expect(answer.headers['content-encoding']).toBe(expected);
    expect(answer.headers['content-type']).toMatch(/javascript/);
    expect(answer.headers.vary).toBe('Accept-Encoding');
    expect(String(decode(answer.body))).toBe(SCRIPT);
  });
});

describe('headers', () => {
  test('the policy names our own host and the style of the page, and nothing else', async () => {
    const { headers } = await get('/', { host: 'chat.example.org:8080' });
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; " +
        `style-src 'self' 'sha256-${createHash('sha256').update(CSS).digest('base64')}'; ` +
        "img-src 'self' blob:; " +
        "connect-src 'self' ws://chat.example.org:8080 wss://chat.example.org:8080; " +
        "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; " +
        "frame-ancestors 'none'",
    );
  });

  test('over TLS, wss alone and HSTS', async () => {
    const { headers } = await get('/', { host: 'c.example', 'x-forwarded-proto': 'https' });
    expect(headers['content-security-policy']).toContain("connect-src 'self' wss://c.example;");
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
  });

  test('everything carries them, what is missing too', async () => {
    for (const path of ['/', ASSET, '/missing.js', '/health', '/nowhere']) {
      const { headers } = await get(path);
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(headers['strict-transport-security']).toBeUndefined();
    }
  });

  const hosts = ['evil.example; script-src *', 'a b', '"', 'x'.repeat(300), 'a:99999', '1.2.3.4.5'];
  test.each(hosts)(
    'a host that could change the policy, or is none, is refused: %s',
    async (host) => {
      expect((await get('/', { host })).status).toBe(400);
      const upgrade = {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-protocol': 'xmpp',
      };
      const origin = 'http://localhost';
      expect((await get('/xmpp-websocket', { ...upgrade, host, origin })).status).toBe(404);
    },
  );
});

describe('requests that make no sense', () => {
  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s', async (method) => {
    const answer = await rawRequest(edge.port, '/', { method });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  test.each(['bytes=5-2', 'bytes=abc', 'bytes=-', 'lines=1-2', 'bytes=0-3'])(
    'a range is not looked at: %s',
    async (range) => {
      const answer = await get(ASSET, { range });
      expect([answer.status, String(answer.body)]).toEqual([200, SCRIPT]);
    },
  );

  const told = ['/health', '/health/live', '/metrics', '/wifi', '/.well-known/host-meta.json'];
  test.each(told)('nothing is taken at %s', async (path) => {
    const answer = await rawRequest(edge.port, path, { method: 'POST' });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  test('HEAD has no body', async () => {
    const answer = await rawRequest(edge.port, ASSET, { method: 'HEAD' });
    expect([answer.status, answer.body.length]).toEqual([200, 0]);
  });
});

describe('addresses for programs', () => {
  test('health', async () => {
    const well = await get('/health');
    expect([well.status, JSON.parse(String(well.body))]).toEqual([
      200,
      { ready: true, xmpp: true, channels: true },
    ]);
    health.channels = false;
    const ill = await get('/health');
    expect([ill.status, JSON.parse(String(ill.body)).ready]).toEqual([503, false]);
    health.channels = true;
  });

  test('host-meta (XEP-0156)', async () => {
    const headers = { host: 'c.example', 'x-forwarded-proto': 'https' };
    const json = await get('/.well-known/host-meta.json', headers);
    expect(json.headers['content-type']).toBe('application/json');
    expect(JSON.parse(String(json.body))).toEqual({
      links: [
        { rel: 'urn:xmpp:alt-connections:websocket', href: 'wss://c.example/xmpp-websocket' },
        { rel: 'urn:xmpp:alt-connections:xbosh', href: 'https://c.example/http-bind' },
      ],
    });
    const xml = await get('/.well-known/host-meta');
    expect(xml.headers['content-type']).toBe('application/xrd+xml');
    expect(String(xml.body)).toContain(`href="ws://127.0.0.1:${edge.port}/xmpp-websocket"`);
  });
});

test('a target may name its host, which counts in place of the header', async () => {
  const { body } = await get('/health');
  for (const scheme of ['http', 'HTTP', 'https']) {
    const answer = await get(`${scheme}://c.example/health`, { host: 'other.example' });
    expect([answer.status, answer.body]).toEqual([200, body]);
  }
  const named = await get('http://c.example:81?x=1', { host: 'other.example' });
  expect(named.status).toBe(200);
  expect(named.headers['content-security-policy']).toContain(' ws://c.example:81 ');
  for (const host of ['', 'a:99999', 'user@c.example']) {
    expect((await get(`http://${host}/health`)).status).toBe(400);
  }
  expect((await get('ftp://c.example/health')).status).toBe(404);
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket' };
  // Which protocol is spoken there it has to say.
  expect((await get('http://c.example/xmpp-websocket', upgrade)).status).toBe(400);
  expect((await get('http://c.example/other', upgrade)).status).toBe(404);
});

describe.each(['h2c', 'TLS/1.0', 'h2c, IRC/6.9'])('who asks for %s', (protocol) => {
  const upgrade = { connection: 'Upgrade, HTTP2-Settings', upgrade: protocol };

  test('is answered in HTTP/1.1', async () => {
    expect((await get('/health', upgrade)).status).toBe(200);
    const page = await get('/', { ...upgrade, host: 'c.example', 'x-forwarded-proto': 'https' });
    expect([page.status, String(page.body)]).toEqual([200, PAGE]);
    expect(page.headers['strict-transport-security']).toBeDefined();
  });

  test('is heard out, and goes on with the same connection', async () => {
    const head = `Host: x\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n`;
    const socket = connect(edge.port, '127.0.0.1');
    const heard: Buffer[] = [];
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('data', (piece) => heard.push(piece));
    const body = 'Content-Length: 19\r\n\r\nGET /x HTTP/1.1\r\n\r\n';
    // More than a socket may have listeners of one kind.
    for (let n = 0; n < 12; n += 1) {
      socket.write(`POST /nowhere HTTP/1.1\r\n${head}${body.slice(0, 35)}`);
      socket.write(body.slice(35));
    }
    // Answered after what takes longer.
    socket.write(`GET /media/large HTTP/1.1\r\nHost: x\r\n\r\nGET /health HTTP/1.1\r\n${head}\r\n`);
    socket.write('GET /wifi HTTP/1.1\r\nConnection: close\r\nHost: x\r\n\r\n');
    await closed;
    expect(String(Buffer.concat(heard)).match(/HTTP\/1\.1 \d+/g)).toEqual([
      ...Array.from({ length: 12 }, () => 'HTTP/1.1 405'),
      ...['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 302'],
    ]);
  });
});

test('who is refused another protocol and never closes their end holds nothing', async () => {
  const socket = connect({ port: edge.port, host: '127.0.0.1', allowHalfOpen: true });
  const lost = new Promise((resolve) => socket.once('error', resolve));
  socket.write(
    'GET /other HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nmore',
  );
  const answer = await new Promise((resolve) => socket.once('data', resolve));
  expect(String(answer)).toMatch(/^HTTP\/1.1 404 /);
  // Where the other end is open, it takes what comes.
  const writing = setInterval(() => socket.write('more'), 20);
  await lost;
  clearInterval(writing);
});

test('the largest photo has the time that it takes over the slowest link', () => {
  const { requestTimeout } = createHttpServer(undefined, () => undefined);
  expect(requestTimeout).toBeGreaterThan((MAX_FILE * 8_000) / 50_000);
});

test('a phone that is lost in the middle of what it sends', async () => {
  const socket = connect(edge.port, '127.0.0.1');
  socket.write('POST /http-bind HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n<body');
  await get('/health');
  socket.destroy();
  for (let n = 0; n < 5; n += 1) await get('/health');
});

test('what is given up half-way holds up nothing that comes after it on that connection', async () => {
  const socket = connect(edge.port, '127.0.0.1');
  const heard = new Promise((resolve) => socket.once('data', resolve));
  const ended = new Promise((resolve) => socket.once('end', resolve));
  socket.write('PUT /media/upload/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nsome of it');
  expect(String(await heard)).toMatch(/^HTTP\/1.1 507 /);
  await ended;
});

test('who does not read what they asked for holds no connection', async () => {
  const socket = connect(edge.port, '127.0.0.1').pause();
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write('GET /media/large HTTP/1.1\r\nHost: x\r\n\r\n');
  await delay(4_000);
  let heard = 0;
  socket.on('data', (piece) => {
    heard += piece.length;
  });
  socket.resume();
  await closed;
  expect(heard).toBeLessThan(50_000_000);
});

test('why there is no picture is told on a page to who goes there, and not to a program that takes HTML, too', async () => {
  const site = await startEdge({
    ...{ port: 0, domain: 'localhost', publicDir, trustProxy: ['127.0.0.1'], limits: false },
    ...{ xmpp: { host: '127.0.0.1', port: 9 }, isOpen: () => true, health: () => health },
    plainXmpp: false,
    pages: {
      answer: async () => undefined,
      refuse: ({ response }, status) => response.writeHead(status).end('a page'),
    },
    media: async (_, response, { refuse }) => {
      if (refuse) refuse(404);
      else response.writeHead(404).end('JSON');
    },
    log: createLog((line) => logged.push(line)),
  });
  onTestFinished(() => site.stop());
  const told = async (method: string, headers: Record<string, string>) =>
    String((await rawRequest(site.port, '/media/x', { method, headers })).body);
  // As Java's own client says it.
  const accept = 'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2';
  for (const method of ['GET', 'POST']) expect(await told(method, { accept })).toBe('a page');
  for (const method of ['PUT', 'DELETE']) expect(await told(method, { accept })).toBe('JSON');
  expect(await told('GET', { accept, authorization: 'Basic eDp5' })).toBe('JSON');
  expect(await told('GET', { accept: 'image/webp, */*' })).toBe('JSON');
  // From elsewhere without TLS nothing is taken.
  const elsewhere = { 'x-forwarded-for': '192.0.2.1' };
  expect(await told('POST', { accept, ...elsewhere })).toBe('a page');
  expect(await told('POST', elsewhere)).toBe('');
});

test('who waits for a page that we failed to make gets one that says so', async () => {
  const said: string[] = [];
  let isBroken = false;
  const site = await startEdge({
    ...{ port: 0, domain: 'localhost', publicDir, trustProxy: [], limits: false },
    ...{ xmpp: { host: '127.0.0.1', port: 9 }, isOpen: () => true, health: () => health },
    pages: {
      answer: async () => {
        throw new Error('our mistake');
      },
      refuse: ({ response, host }, status) => {
        if (isBroken) throw new Error('another one');
        response.writeHead(status).end(`a page of ${host}`);
      },
    },
    log: createLog((line) => said.push(line)),
  });
  onTestFinished(() => site.stop());
  const ask = (accept: string, method = 'GET') =>
    rawRequest(site.port, '/login', { method, headers: { accept, host: 'c.example' } });
  for (const method of ['GET', 'POST']) {
    const { status, body } = await ask('text/html', method);
    expect([status, String(body)]).toEqual([500, 'a page of c.example']);
  }
  const { status, body } = await ask('*/*');
  expect([status, body.length]).toEqual([500, 0]);
  expect(said.join()).toContain('our mistake');
  isBroken = true;
  await expect(ask('text/html')).rejects.toThrow();
  expect(said.join()).toContain('another one');
});

test('nothing of all this was an error of ours', () => {
  expect(logged).toEqual([]);
});
