/** Hostile requests to pages: the process stays, its memory stays, and nobody gets another's page. */
import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reach } from '../harness/reach.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { type Site, startSite } from '../harness/site.ts';

const WELCOME = '/channel/welcome@topics.localhost';
const SECRET = 'the-only-secret-of-naledi';
const REQUESTS = reach(10_000);

let site: Site;
const naledi = () => person as Scriptless;
let person: Scriptless | undefined;

beforeAll(async () => {
  site = await startSite();
  person = new Scriptless(site.url);
  await naledi().join('naledi');
  // A text that was refused is shown to its author alone.
  await naledi().open(`${WELCOME}/new`);
});

afterAll(() => site?.stop());

/** The same numbers each time: a failure can be looked at again. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const random = chance(42);
const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
const junk = (length: number) =>
  Array.from({ length }, () =>
    one(['a', '%', '\u00e9', '<', '"', "'", '\0', '/', '..', '&', '=', ';', '\u{1f600}']),
  ).join('');

const PATHS = [
  '/',
  WELCOME,
  `${WELCOME}/new`,
  `${WELCOME}/no-such`,
  '/login',
  '/signup',
  '/menu',
  '/%',
  '/%00',
  '/channel/',
  '/channel/%40',
  `${WELCOME}/feed`,
  '/channel/..%2f..%2fetc@x/feed',
  '/robots.txt',
  '/settings',
  '/search',
  '//evil.example',
  '/channel/a@b/c/d/e',
];
const VERBS = [
  'comment',
  'post',
  'follow',
  'unfollow',
  'sign-in',
  'join',
  'sign-out',
  'mark-read',
  '__proto__',
  '',
];

async function attack(): Promise<{ status: number; body: string }> {
  const method = one(['GET', 'GET', 'HEAD', 'POST', 'POST', 'PUT', 'DELETE']);
  const query = one([
    '',
    '',
    `?before=${encodeURIComponent(junk(5))}`,
    '?lang=xx',
    '?lang=zu',
    `?${encodeURIComponent(junk(9))}`,
  ]);
  const headers: Record<string, string> = {
    Cookie: one([
      '',
      `person=${encodeURIComponent(junk(20))}`,
      `person=${'A'.repeat(4_000)}`,
      'browser=x; person=',
      `lang=${encodeURIComponent(junk(3))}`,
    ]),
    'Accept-Encoding': one(['identity', 'gzip', 'br', 'gzip;q=0', 'x'.repeat(500)]),
    'Accept-Language': one(['', 'zu', 'x'.repeat(500), ',,;q=']),
    Referer: one(['', 'http://', `${site.url}${WELCOME}`, 'https://evil.example/']),
    'If-None-Match': one(['', '*', 'W/"x"']),
    ...(random() < 0.5 ? { Origin: one([site.url, 'null', 'https://evil.example']) } : {}),
  };
  const init: RequestInit = { method, headers, redirect: 'manual' };
  if (method === 'POST') {
    const fields = {
      verb: one(VERBS),
      token: junk(8),
      id: junk(4),
      next: one(['//evil.example', '/', junk(6), '\\\\evil']),
      comment: junk(50),
      title: junk(9),
      topic: junk(9),
      username: one(['naledi', junk(5), '__proto__']),
      password: junk(9),
      rules: 'on',
    };
    init.body = one([
      new URLSearchParams(fields).toString(),
      junk(1_000),
      'x'.repeat(1024 * 1024),
      '',
    ]);
    headers['Content-Type'] = one([
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'text/plain',
    ]);
  }
  // A body that is refused before it is read ends the connection: that is an answer, too.
  const answer = await fetch(`${site.url}${one(PATHS)}${query}`, init).catch(() => null);
  const location = answer?.headers.get('location') ?? '/';
  expect(location).toMatch(/^\/(?!\/)/);
  return { status: answer?.status ?? 0, body: (await answer?.text()) ?? '' };
}

const memory = () => {
  const status = readFileSync(`/proc/${site.process.pid}/status`, 'utf8');
  return Number(/VmRSS:\s*(\d+)/.exec(status)?.[1]) / 1024;
};

test(`${REQUESTS} hostile requests change nothing for anybody`, async () => {
  const typed = { title: 'x'.repeat(200), topic: SECRET };
  expect((await naledi().submit('post', typed)).html).toContain(SECRET);
  for (let n = 0; n < REQUESTS / 4; n += 1) await attack(); // warm
  const before = memory();
  for (let n = 0; n < REQUESTS; n += 10) {
    const answers = await Promise.all(Array.from({ length: 10 }, attack));
    for (const { status, body } of answers) {
      expect(status).not.toBe(500);
      expect(body).not.toContain(SECRET);
      expect(body).not.toContain('You are naledi');
      expect(body).not.toContain('<script>');
    }
  }
  expect(memory() - before).toBeLessThan(60);
  expect((await naledi().open('/menu')).text).toContain('You are naledi');
});

test('bodies that come slowly hold up nobody', async () => {
  const port = Number(new URL(site.url).port);
  const slow = Array.from({ length: 50 }, () => {
    const socket = connectTcp(port, 'localhost');
    socket.on('error', () => undefined);
    socket.write(
      `POST /login HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nverb=`,
    );
    return socket;
  });
  expect((await naledi().open('/')).status).toBe(200);
  for (const socket of slow) socket.destroy();
});
