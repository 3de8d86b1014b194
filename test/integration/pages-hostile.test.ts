/** Hostile requests to pages: the process stays, its memory stays, and nobody gets another's page. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { reach } from '../harness/reach.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { type Site, startSite } from '../harness/site.ts';

const WELCOME = '/channel/welcome@topics.localhost';
const SECRET = 'the-only-secret-of-naledi';
const REQUESTS = reach(10_000);

let site: Site;
let naledi: Scriptless;
/** Of somebody else who is signed in, and attacks. */
let attacker: string;

beforeAll(async () => {
  site = await startSite();
  naledi = new Scriptless(site.url);
  await naledi.join('naledi');
  const other = new Scriptless(site.url);
  await other.join('other');
  attacker = `person=${other.cookies.get('person')}`;
});

afterAll(() => site?.stop());

async function openNewTopic() {
  await naledi.open(`${WELCOME}/new`);
  return naledi.form('post').fields;
}

test('what no stream to the XMPP server can carry cuts off nobody else', async () => {
  const low = encodeURIComponent('\u0001');
  const long = encodeURIComponent('<'.repeat(9_000));
  const hostile = [
    `${WELCOME}?before=${low}`,
    `${WELCOME}?before=${long}`,
    `${WELCOME}/${low}`,
    `/places?q=${low}`,
    `/places?q=${long}`,
    `/channel/${low}@topics.localhost`,
  ];
  for (const [n, path] of hostile.entries()) {
    const others = Array.from({ length: 8 }, (_, m) => `${WELCOME}/no-such-${n}-${m}`);
    const answers = await Promise.all([path, ...others].map((each) => fetch(site.url + each)));
    const statuses = answers.slice(1).map(({ status }) => status);
    expect(statuses, path).toEqual(others.map(() => 404));
  }
});

test('strangers who send photos slowly keep nobody from writing, nor fill memory or disk', async () => {
  await naledi.open(`${WELCOME}/new`);
  const { action, fields } = naledi.form('post');
  const { port } = new URL(site.url);
  const head = [
    `POST ${action} HTTP/1.1`,
    'Host: localhost',
    'Content-Type: multipart/form-data; boundary=b',
    'Content-Length: 5000000',
  ];
  const part = '--b\r\nContent-Disposition: form-data; name="photo"; filename="x.jpg"\r\n\r\nx';
  const slow = Array.from({ length: 60 }, () => connectTcp(Number(port), '127.0.0.1'));
  await Promise.all(
    slow.map((socket) => {
      socket.on('error', () => undefined);
      return new Promise((resolve) => socket.write(`${head.join('\r\n')}\r\n\r\n${part}`, resolve));
    }),
  );
  const typed = { ...fields, title: 'Taps', topic: 'Dry since noon.' };
  await naledi.post(action, { ...typed, photo: new Blob([]) });
  expect(naledi.page.path).toBe(WELCOME);
  expect(readdirSync(join(site.dataDir, 'media/incoming'))).toEqual([]);
  for (const socket of slow) socket.destroy();

  // A photo of somebody without an account is not kept, nor are more words than fit into a form of ours.
  const stranger = new Scriptless(site.url);
  const photo = new Blob([Buffer.alloc(1_000)], { type: 'image/jpeg' });
  await stranger.post(action, { verb: 'post', topic: 'Here, too.', photo });
  expect(stranger.form('sign-in').fields.topic).toBe('Here, too.');
  const many = Object.fromEntries(
    Array.from({ length: 8 }, (_, n) => [`f${n}`, 'x'.repeat(150_000)]),
  );
  for (const form of [{ ...many, photo }, many]) {
    expect((await stranger.post(action, { verb: 'post', ...form })).status).toBe(413);
    expect(stranger.page.text).toContain('That is far too long and could not be kept.');
    expect(stranger.page.html).toMatch(new RegExp(`<main>.*href="${action}"`, 's'));
  }
});

test('words far longer than any text may be come back, with a photo and without', async () => {
  const stranger = new Scriptless(site.url);
  const topic = 'Dry since noon. '.repeat(25_000).trim();
  const typed = { ...(await openNewTopic()), title: 'Taps', topic };
  for (const photo of [undefined, new Blob([])]) {
    await naledi.post(`${WELCOME}/new`, { ...typed, ...(photo && { photo }) });
    expect(naledi.page.text.includes('Too long: at most 4096 characters')).toBe(true);
    expect(naledi.form('post').fields.topic === topic).toBe(true);
    // Who is not signed in (any more) carries them through the sign-in.
    await stranger.post(`${WELCOME}/new`, { ...typed, ...(photo && { photo }) });
    expect(stranger.form('sign-in').fields.topic === topic).toBe(true);
  }
});

test('of words that no form holds the first come back, once all was heard', async () => {
  const topic = `Dry since noon. ${'💧é '.repeat(300_000)}`;
  for (const photo of [undefined, new Blob([])]) {
    const fields = await openNewTopic();
    for (const browser of [new Scriptless(site.url), naledi]) {
      const typed = { ...fields, title: 'Taps', topic, ...(photo && { photo }) };
      await browser.post(`${WELCOME}/new`, typed);
      expect(browser.page.status).toBe(413);
      expect(browser.page.text).toContain('only the beginning of it is here');
      const back = browser.form('post').fields;
      expect([back.title, back.id]).toEqual(['Taps', fields.id]);
      expect(back.topic?.length).toBeGreaterThan(200_000);
      expect(topic.startsWith(back.topic as string)).toBe(true);
    }
    // Cut shorter it is sent as it was meant to be.
    await naledi.submit('post', { topic: topic.slice(0, 100) });
    expect([naledi.page.status, naledi.page.path]).toEqual([200, WELCOME]);
  }
});

test('a form whose end is missing brings the words that came', async () => {
  const form = new FormData();
  const typed = { ...(await openNewTopic()), title: 'Taps', topic: 'Dry since noon.' };
  for (const [name, value] of Object.entries(typed)) form.set(name, value);
  form.delete('photo'); // it stands behind the words
  form.set('photo', new Blob([Buffer.alloc(1_000)], { type: 'image/jpeg' }), 'tap.jpg');
  const sent = new Response(form);
  const headers = { ...Object.fromEntries(sent.headers), Origin: site.url };
  const body = Buffer.from(await sent.arrayBuffer());
  for (const missing of [1, 10, 500, 1_000]) {
    const cut = body.subarray(0, body.length - missing);
    await naledi.open(`${WELCOME}/new`, { method: 'POST', body: cut, headers });
    expect([missing, naledi.form('post').fields.topic]).toEqual([missing, typed.topic]);
  }
  expect(readdirSync(join(site.dataDir, 'media/incoming'))).toEqual([]);
});

test('a form whose photo is far too large, or comes without saying how long it is, brings its words', async () => {
  await naledi.open(`${WELCOME}/new`);
  const { action, fields } = naledi.form('post');
  const typed = { ...fields, title: 'Taps', topic: 'Dry since Monday.' };
  await naledi.post(action, { ...typed, photo: new Blob([Buffer.alloc(65 * 1024 * 1024)]) });
  expect(naledi.page.text).toContain('This picture cannot be used');
  expect(naledi.form('post').fields.topic).toBe(typed.topic);

  const form = new FormData();
  for (const [name, value] of Object.entries(typed)) form.set(name, value);
  const { headers, body } = new Response(form);
  const posted = {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { ...Object.fromEntries(headers), Origin: site.url },
  };
  await naledi.open(action, posted as RequestInit);
  expect([naledi.page.status, naledi.page.path]).toEqual([200, WELCOME]);
});

test('a photo that is swept while it comes is missed: nothing is posted without it', async () => {
  const incoming = join(site.dataDir, 'media/incoming');
  const form = new FormData();
  const typed = { ...(await openNewTopic()), title: 'Taps', topic: 'Dry since Sunday.' };
  for (const [name, value] of Object.entries(typed)) form.set(name, value);
  form.delete('photo'); // it stands behind the words
  form.set('photo', new Blob([Buffer.alloc(200_000)], { type: 'image/jpeg' }), 'tap.jpg');
  const whole = new Response(form);
  const headers = { ...Object.fromEntries(whole.headers), Origin: site.url };
  const sent = Buffer.from(await whole.arrayBuffer());
  async function* inTwo() {
    yield sent.subarray(0, 150_000);
    // As by a process of the site that begins to lead.
    const name = await eventually(() => readdirSync(incoming)[0]);
    rmSync(join(incoming, name));
    yield sent.subarray(150_000);
  }
  const body = Readable.toWeb(Readable.from(inTwo()));
  const posted = { method: 'POST', body, duplex: 'half', headers };
  await naledi.open(`${WELCOME}/new`, posted as RequestInit);
  expect(naledi.page.text).toContain('Choose the picture again.');
  expect(naledi.form('post').fields.topic).toBe(typed.topic);
});

const canMount = process.getuid?.() === 0;

test.runIf(canMount)(
  'a photo that the disk does not take brings its words all the same',
  async () => {
    const incoming = join(site.dataDir, 'media/incoming');
    await naledi.open(`${WELCOME}/new`);
    const typed = { ...naledi.form('post').fields, title: 'Taps', topic: 'Dry since Tuesday.' };
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', incoming]);
    try {
      const photo = new Blob([Buffer.alloc(1_000_000)], { type: 'image/jpeg' });
      await naledi.post(`${WELCOME}/new`, { ...typed, photo });
      expect(naledi.page.text).toContain('WiFi Chat is busy');
      expect(naledi.form('post').fields.topic).toBe(typed.topic);
      expect(readdirSync(incoming)).toEqual([]);
    } finally {
      execFileSync('umount', [incoming]);
    }
  },
);

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

const junkOf = (length: number) => junk(length).replace(/[^a-z0-9%]/g, 'x');

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
      attacker,
      `${attacker.slice(0, -9)}${junkOf(9)}`,
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

/** Bodies that come a letter at a time, and never to an end. */
function trickle(count: number) {
  const { host, hostname, port } = new URL(site.url);
  const head = `POST /login HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nverb=`;
  const sockets = Array.from({ length: count }, () => {
    const socket = connectTcp(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(head);
    return socket;
  });
  const each = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write('x');
  }, 1_000);
  return {
    areCut: () => sockets.every(({ destroyed }) => destroyed),
    stop: () => {
      clearInterval(each);
      for (const socket of sockets) socket.destroy();
    },
  };
}

test(`${REQUESTS} hostile requests change nothing for anybody`, async () => {
  // A text that was refused is shown to its author alone.
  await naledi.open(`${WELCOME}/new`);
  const typed = { title: 'x'.repeat(200), topic: SECRET };
  expect((await naledi.submit('post', typed)).html).toContain(SECRET);
  const slow = trickle(50);
  const tops: number[] = []; // in MB, after each quarter
  try {
    // The first quarter warms up; after it nothing may grow any more.
    for (let quarter = 0; quarter < 4; quarter += 1) {
      for (let n = 0; n < REQUESTS / 4; n += 10) {
        const answers = await Promise.all(Array.from({ length: 10 }, attack));
        for (const { status, body } of answers) {
          expect(status).not.toBe(500);
          expect(body).not.toContain(SECRET);
          expect(body).not.toContain('You are naledi');
          expect(body).not.toContain('<script>');
        }
      }
      tops.push(memory());
    }
    expect(Math.max(...tops) - (tops[0] as number)).toBeLessThan(60);
    expect((await naledi.open('/menu')).text).toContain('You are naledi');
    // Who gives a body a letter at a time is cut; in the long run there is time to see it.
    if (REQUESTS >= 10_000) await eventually(slow.areCut);
  } finally {
    slow.stop();
  }
});
