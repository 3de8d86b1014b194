import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { configChangeForm, NODE_CONFIG } from '../../src/protocol/config-form.ts';
import { AVATAR, COMMENTS_BY, FIRST_WAITS, TOPICS_BY } from '../../src/protocol/config-vars.ts';
import { form, readForm } from '../../src/protocol/data-form.ts';
import { readItemsAnswer } from '../../src/protocol/items-answer.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  configureRequest,
  itemRequest,
  metadataRequest,
  publishRequest,
  retractRequest,
  subscribeRequest,
  topicsRequest,
} from '../../src/protocol/pubsub.ts';
import { removePictureElement } from '../../src/protocol/upload-slot.ts';
import { child, childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { ASKED } from '../../src/server/media/asking-rates.ts';
import { MOST_ASKED } from '../../src/server/media/limits.ts';
import { SIZES } from '../../src/server/media/pictures/sizes.ts';
import { eventually } from '../harness/eventually.ts';
import { createPostgresDatabase } from '../harness/postgres-database.ts';
import { reach } from '../harness/reach.ts';
import { type Site, startSite } from '../harness/site.ts';
import { type Answering, MediaPerson } from './media-people.ts';
import { hostile, photo, plain } from './pictures.ts';

const WELCOME = 'welcome@topics.localhost';

let site: Site;
let thandi: MediaPerson;
let pieter: MediaPerson;

beforeAll(async () => {
  site = await startSite();
  thandi = await MediaPerson.join(site);
  pieter = await MediaPerson.join(site);
});

afterAll(async () => {
  await thandi?.client.close();
  await pieter?.client.close();
  await site?.stop();
});

const incoming = () => readdirSync(join(site.dataDir, 'media/incoming'));
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

test('clients find the service by its name, and its address in the form', async () => {
  const items = await thandi.client.request('get', site.domain, el(NS.DISCO_ITEMS, 'query'));
  const query = child(items, 'query', NS.DISCO_ITEMS);
  expect(query && childrenOf(query, 'item').map(({ attrs }) => attrs.jid)).toContain(
    thandi.service,
  );
  const answer = await thandi.client.request('get', thandi.service, el(NS.DISCO_INFO, 'query'));
  const info = child(answer, 'query', NS.DISCO_INFO);
  expect(info && child(info, 'identity')?.attrs).toEqual({
    category: 'component',
    type: 'generic',
    name: 'Media Server',
  });
  expect(info && readForm(info)?.values.get('endpoint')).toBe(`${site.url}/media`);
});

describe('putting a picture up', () => {
  test('by a slot: it is there in every size, within its budget, for whoever takes which type', async () => {
    const { response, get } = await thandi.put(await photo());
    expect(response.status).toBe(201);
    for (const { width, budget } of SIZES.photo) {
      for (const type of ['image/jpeg', 'image/webp']) {
        const shown = await fetch(`${get}?maxwidth=${width}`, { headers: { Accept: type } });
        expect(shown.headers.get('content-type')).toBe(type);
        const content = await bytesOf(shown);
        expect(content.length).toBeLessThanOrEqual(budget);
        expect((await sharp(content).metadata()).width).toBe(width);
      }
    }
  });

  test.each<Answering>(['iq', 'message'])('in a form, confirmed by %s', async (answering) => {
    const words = { title: 'The hole', description: 'A deep hole before house 12' };
    const response = await thandi.post(thandi.jid, await photo(), words, { answering });
    expect(response.status).toBe(201);
    const told = (await response.json()) as Record<string, unknown>;
    expect(told).toMatchObject({ ...words, entityId: thandi.jid, author: thandi.jid, width: 480 });
    const shown = await fetch(`${site.url}/media/${thandi.jid}/${told.id}`);
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
  });

  test('an avatar: cropped to a square, another one takes its place at once', async () => {
    const before = await thandi.put(await photo(), { avatar: true });
    expect(before.get).toBe(`${site.url}/media/${thandi.jid}/avatar`);
    const first = await fetch(before.get);
    expect(await sharp(await bytesOf(first)).metadata()).toMatchObject({ width: 96, height: 96 });
    await thandi.put(await plain('#3c3'), { avatar: true });
    const headers = { 'If-None-Match': first.headers.get('etag') ?? '' };
    const second = await fetch(before.get, { headers });
    expect(second.status).toBe(200);
    const tag = { 'If-None-Match': second.headers.get('etag') ?? '' };
    expect((await fetch(before.get, { headers: tag })).status).toBe(304);
  });

  test('an avatar has a number that all learn of, only grows, and is nobody else’s to say', async () => {
    const shownBy = async (who: MediaPerson) => {
      const asked = metadataRequest(thandi.jid);
      const answer = await who.client.request('get', `channels.${site.domain}`, asked);
      const form = readForm(child(answer, 'query', NS.DISCO_INFO) as Element);
      return Number(form?.values.get(AVATAR) ?? 0);
    };
    await thandi.put(await plain('#c3c'), { avatar: true });
    const first = await shownBy(pieter);
    expect(first).toBeGreaterThan(0);
    const address = `${site.url}/media/${thandi.jid}/avatar?v=`;
    const life = async (v: number) => (await fetch(address + v)).headers.get('cache-control');
    expect(await life(first)).toContain('immutable');
    expect(await life(first - 1)).not.toContain('immutable');
    const change = form('submit', NODE_CONFIG, { [AVATAR]: '1' });
    const configure = configureRequest(thandi.jid, change);
    await thandi.client.request('set', `channels.${site.domain}`, configure);
    expect(await shownBy(pieter)).toBe(first);
    const remove = removePictureElement(thandi.jid, 'avatar');
    await expect(pieter.client.request('set', pieter.service, remove)).rejects.toThrow('forbidden');
    await thandi.client.request('set', thandi.service, remove);
    expect(await shownBy(pieter)).toBeLessThan(-first);
    expect((await fetch(address + first)).status).toBe(404);
    // Everybody may post in an open channel, but its face is its owner's.
    const welcome = `welcome@topics.${site.domain}`;
    await thandi.put(await plain(), { channel: welcome });
    const face = thandi.put(await plain(), { channel: welcome, avatar: true });
    await expect(face).rejects.toThrow('forbidden');
  });

  test('it stands upright whatever the phone said, and is not enlarged', async () => {
    const lying = await sharp(await photo(300, 200))
      .withExif({ IFD0: { Orientation: '6' } })
      .jpeg()
      .toBuffer();
    const { get } = await thandi.put(
      await sharp(lying).withMetadata({ orientation: 6 }).toBuffer(),
    );
    const { width, height } = await sharp(await bytesOf(await fetch(get))).metadata();
    expect([width, height]).toEqual([200, 300]);
  });

  test('words can be changed, and the picture be removed, by whom it belongs to alone', async () => {
    const { get } = await thandi.put(await photo());
    const path = new URL(get).pathname.replace('/media', '');
    const body = new URLSearchParams({ title: 'Mended', description: 'The hole is closed' });
    expect((await pieter.fetch(path, { method: 'POST', body })).status).toBe(403);
    const changed = await thandi.fetch(path, { method: 'POST', body });
    expect(await changed.json()).toMatchObject({ title: 'Mended' });
    const metadata = await fetch(`${get}/metadata`);
    expect(await metadata.json()).toMatchObject({ description: 'The hole is closed' });
    expect((await pieter.fetch(path, { method: 'DELETE' })).status).toBe(403);
    expect((await thandi.fetch(path, { method: 'DELETE' })).status).toBe(200);
    expect((await fetch(get)).status).toBe(404);
  });

  test('nobody puts anything into the channel of somebody else', async () => {
    await expect(pieter.put(await plain(), { channel: thandi.jid })).rejects.toThrow('forbidden');
    expect((await pieter.post(thandi.jid, await plain())).status).toBe(403);
  });

  test('who may write in a channel may show photos there, unless what they write waits first', async () => {
    const channel = thandi.jid;
    const set = (who: MediaPerson, request: Element) =>
      who.client.request('set', `channels.${site.domain}`, request);
    const choose = (vars: Readonly<Record<string, string>>) =>
      set(
        thandi,
        configureRequest(channel, configChangeForm({ defaultAffiliation: 'member', vars })),
      );
    await choose({ [COMMENTS_BY]: 'everyone', [TOPICS_BY]: 'trusted' });
    await set(pieter, subscribeRequest(channel, pieter.jid));
    expect((await pieter.put(await plain(), { channel })).response.status).toBe(201);
    await choose({ [FIRST_WAITS]: 'true' });
    await expect(pieter.put(await plain(), { channel })).rejects.toThrow('forbidden');
    await choose({ [FIRST_WAITS]: '', [COMMENTS_BY]: 'trusted' });
    await expect(pieter.put(await plain(), { channel })).rejects.toThrow('forbidden');
  });
});

test('pictures of a closed channel are for its members; another channel’s id leads nowhere', async () => {
  const hidden = await MediaPerson.join(site);
  const { get } = await hidden.put(await photo());
  await hidden.close();
  const path = new URL(get).pathname.replace('/media', '');
  const id = path.split('/').at(-1);
  expect((await fetch(get)).status).toBe(403);
  expect((await fetch(`${get}/metadata`)).status).toBe(403);
  expect((await fetch(`${site.url}/media/${hidden.jid}`)).status).toBe(403);
  expect((await pieter.fetch(path)).status).toBe(403);
  expect((await fetch(`${site.url}/media/${thandi.jid}/${id}`)).status).toBe(404);
  const own = await hidden.fetch(path);
  expect(own.status).toBe(200);
  expect(own.headers.get('cache-control')).toContain('private');
  // Whoever uses the phone next has other cookies, and gets nothing out of its cache.
  expect(own.headers.get('vary')).toContain('Cookie');
  expect(own.headers.get('access-control-allow-origin')).toBeNull();
  await hidden.client.close();
});

describe('a photo in a post', () => {
  const ask = (who: MediaPerson, type: 'get' | 'set', payload: Element) =>
    who.client.request(type, `channels.${site.domain}`, payload);

  test('is told of with its box, its size and its words; sent again it is the same', async () => {
    const { get } = await thandi.put(await photo(), { channel: WELCOME, id: 'p1' });
    await expect(thandi.put(await photo(), { channel: WELCOME, id: 'p1' })).rejects.toThrow(
      'conflict',
    );
    const draft = { id: 'hole', text: 'A hole', photos: [{ id: 'p1', alt: 'A deep hole' }] };
    await ask(thandi, 'set', publishRequest(WELCOME, draft));
    await ask(thandi, 'set', publishRequest(WELCOME, draft));
    const answer = await ask(pieter, 'get', itemRequest(WELCOME, 'hole'));
    const [item] = readItemsAnswer(answer, WELCOME).items;
    const usual = await bytesOf(await fetch(`${get}?maxwidth=240`));
    expect(item?.photos).toEqual([
      { id: 'p1', width: 480, height: 360, size: usual.length, alt: 'A deep hole' },
    ]);
    const other = publishRequest(WELCOME, { ...draft, photos: [] });
    await expect(ask(thandi, 'set', other)).rejects.toThrow('conflict');
  });

  test('is one’s own, of that channel, and no avatar', async () => {
    await thandi.put(await photo(), { id: 'at-home' });
    await thandi.put(await photo(), { channel: WELCOME, id: 'p2' });
    const post = (who: MediaPerson, id: string) =>
      ask(who, 'set', publishRequest(WELCOME, { id: 'x', text: 'x', photos: [{ id, alt: '' }] }));
    await expect(post(thandi, 'at-home')).rejects.toThrow('bad-request');
    await expect(post(pieter, 'p2')).rejects.toThrow('bad-request');
    await expect(post(thandi, 'avatar')).rejects.toThrow('bad-request');
    await expect(thandi.put(await photo(), { id: 'avatar' })).rejects.toThrow('bad-request');
  });

  test('goes with the last post that shows it, and its file with it', async () => {
    const files = () =>
      readdirSync(join(site.dataDir, 'media'), { recursive: true, encoding: 'utf8' }).filter(
        (name) => /[0-9a-f]{64}$/.test(name),
      ).length;
    const before = files();
    const { get } = await thandi.put(await photo(333, 222), { channel: WELCOME, id: 'p3' });
    const photos = [{ id: 'p3', alt: '' }];
    for (const id of ['one', 'two']) {
      await ask(thandi, 'set', publishRequest(WELCOME, { id, text: id, photos }));
    }
    await ask(thandi, 'set', retractRequest(WELCOME, 'one'));
    expect((await fetch(get)).status).toBe(200);
    await ask(thandi, 'set', retractRequest(WELCOME, 'two'));
    expect((await fetch(get)).status).toBe(404);
    await eventually(() => files() === before);
  });
});

test('on PostgreSQL, too: put up, described, replaced, removed, listed', async () => {
  const database = await createPostgresDatabase(inject('postgres'));
  const other = await startSite({ env: { DATABASE_URL: database } });
  const person = await MediaPerson.join(other);
  const { get } = await person.put(await photo());
  const path = new URL(get).pathname.replace('/media', '');
  const body = new URLSearchParams({ title: 'Mended' });
  expect((await person.fetch(path, { method: 'POST', body })).status).toBe(200);
  await person.put(await plain('#3c3'), { avatar: true });
  await person.put(await plain('#33c'), { avatar: true });
  const list = (await (await fetch(`${other.url}/media/${person.jid}`)).json()) as unknown[];
  expect(list).toEqual([expect.anything(), expect.objectContaining({ title: 'Mended' })]);
  expect((await person.fetch(path, { method: 'DELETE' })).status).toBe(200);
  expect((await fetch(get)).status).toBe(404);
  await person.client.close();
  await other.stop();
});

test('every answer is a picture and nothing else to a browser', async () => {
  const { get } = await thandi.put(await photo());
  for (const url of [get, `${get}/metadata`, `${site.url}/media/nothing`]) {
    const { headers } = await fetch(url);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  }
  const { headers } = await fetch(get);
  expect(headers.get('cache-control')).toBe('public, max-age=31536000, s-maxage=0, immutable');
  expect(headers.get('access-control-allow-origin')).toBe('*');
});

test('who goes there with a browser reads why not on a page, in their language; programs get JSON', async () => {
  const missing = `${site.url}/media/${thandi.jid}/nowhere`;
  const expired = `${site.url}/media/data/long-ago`;
  const Accept = 'text/html,application/xhtml+xml,image/webp,*/*;q=0.8';
  const visit = (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { Accept, Cookie: 'lang=af' } });
  for (const url of [missing, expired]) {
    const answer = await visit(url);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ]);
    expect(answer.headers.get('content-security-policy')).toMatch(/style-src 'self' 'sha256-/);
    const html = await answer.text();
    expect(html).toContain('Dit is nie gevind nie.');
    expect(html).toMatch(/<main>.*href="\/"/s);
    const told = await fetch(url, { headers: { Accept: 'image/webp,*/*;q=0.8' } });
    expect([told.status, Object.keys(await told.json())]).toEqual([404, ['error', 'message']]);
  }
  const body = new URLSearchParams({ data: 'x' });
  const posted = await visit(`${site.url}/media/${thandi.jid}`, { method: 'POST', body });
  // Nothing asks for a password that is none of ours.
  expect([posted.status, posted.headers.get('www-authenticate')]).toEqual([403, null]);
  expect(await posted.text()).toMatch(/<main>.*href="\/signup".*href="\/login"/s);
});

describe('M1: what is no picture is not taken', () => {
  const png = '\x89PNG\r\n\x1a\n';
  const kinds: Readonly<Record<string, () => Promise<Buffer> | Buffer>> = {
    svg: () =>
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    html: () => Buffer.from('<!doctype html><script>alert(1)</script>'),
    pdf: () => Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'),
    tiff: () => plain('#c33', 'png').then((b) => sharp(b).tiff().toBuffer()),
    gif: () => plain('#c33', 'png').then((b) => sharp(b).gif().toBuffer()),
    avif: () => plain('#c33', 'png').then((b) => sharp(b).avif().toBuffer()),
    'a PNG signature and a page': () => Buffer.from(`${png}<script>alert(1)</script>`, 'latin1'),
    'a JPEG signature and a page': () => Buffer.from('\xff\xd8\xff<html>', 'latin1'),
    'a JPEG cut short': () => photo().then((b) => b.subarray(0, b.length / 2)),
    'a PNG cut short': () => plain('#c33', 'png').then((b) => b.subarray(0, 60)),
    nothing: () => Buffer.from('x'),
    chance: () => Buffer.from(Array.from({ length: 4_000 }, () => Math.random() * 256)),
  };
  const names = Object.keys(kinds);

  test(`${reach(200)} files, under every type that they may claim`, async () => {
    const claims = ['image/jpeg', 'image/png', 'image/webp', 'text/html'];
    for (let n = 0; n < Math.max(names.length, reach(200)); n += 1) {
      const name = names[n % names.length] as string;
      const content = await kinds[name]?.();
      const type = claims[n % claims.length] as string;
      const { response, get } = await thandi.put(content as Buffer, { type });
      expect([name, response.status]).toEqual([name, 415]);
      expect((await fetch(get)).status).toBe(404);
    }
    expect(incoming()).toEqual([]);
  });

  test('of a picture with a page hidden behind it, the page is gone', async () => {
    const polyglot = Buffer.concat([await photo(), Buffer.from('<script>alert(1)</script>')]);
    const { get } = await thandi.put(polyglot);
    expect((await bytesOf(await fetch(get))).includes('<script>')).toBe(false);
  });
});

describe('M2: pictures made to hurt are refused by their header', () => {
  test('twenty at once: all refused, in little memory, and nobody else waits', async ({
    annotate,
  }) => {
    const kinds = Object.values(await hostile());
    const twenty = Array.from({ length: 20 }, (_, n) => kinds[n % kinds.length] as Buffer);
    let isOver = false;
    let longest = 0;
    const others = async () => {
      while (!isOver) {
        const began = performance.now();
        await pieter.client.request('get', `channels.${site.domain}`, topicsRequest(WELCOME, {}));
        longest = Math.max(longest, performance.now() - began);
      }
    };
    const reading = others();
    const began = performance.now();
    // Nobody may send so many alone.
    const other = await MediaPerson.join(site);
    const put = (content: Buffer, n: number) => (n % 2 ? thandi : other).put(content);
    const refused = await Promise.all(twenty.map(put));
    const all = performance.now() - began;
    isOver = true;
    await reading;
    const statuses = refused.map(({ response }) => response.status);
    expect(statuses.filter((status) => status !== 413 && status !== 415)).toEqual([]);
    const memory = peakMemory();
    await annotate(
      `${Math.round(memory / 2 ** 20)} MB, others waited ${Math.round(longest)} of ${Math.round(all)} ms`,
    );
    expect(memory).toBeLessThan(300 * 1024 * 1024);
    // Held up behind them, they would wait for all of them.
    expect(longest).toBeLessThan(all / 2);
  });

  test('a painter that is killed while it rests costs nobody a picture', async () => {
    const painter = () => spawnSync('pgrep', ['-P', String(site.process.pid), '-f', 'painter']);
    expect((await thandi.put(await photo())).response.status).toBe(201);
    process.kill(Number(String(painter().stdout)), 'SIGKILL');
    await eventually(() => String(painter().stdout) === '');
    expect((await thandi.put(await photo())).response.status).toBe(201);
  });

  /** Of the service's process, which the painter is a child of, in bytes. */
  function peakMemory(): number {
    const own = peakOf(site.process.pid as number);
    const children = execFileSync('pgrep', ['-P', String(site.process.pid), '-f', 'painter'])
      .toString()
      .trim()
      .split('\n');
    return own + children.map(Number).reduce((sum, pid) => sum + peakOf(pid), 0);
  }

  function peakOf(pid: number): number {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(peak) * 1024;
  }
});

test(`M3: nothing of place, device or preview is left in ${reach(50)} photos`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-exif-'));
  for (let n = 0; n < reach(50); n += 1) {
    const { get } = await thandi.put(await photo(600 + n, 400 + n));
    for (const { width } of SIZES.photo) {
      for (const type of ['image/jpeg', 'image/webp']) {
        const shown = await fetch(`${get}?maxwidth=${width}`, { headers: { Accept: type } });
        writeFileSync(join(folder, `${n}-${width}.${type.slice(6)}`), await bytesOf(shown));
      }
    }
  }
  const args = [
    '-j',
    '-a',
    '-G0',
    '-EXIF:all',
    '-GPS:all',
    '-XMP:all',
    '-IPTC:all',
    '-ICC_Profile:all',
  ];
  const found = JSON.parse(execFileSync('exiftool', [...args, folder]).toString()) as object[];
  rmSync(folder, { recursive: true });
  expect(found).toHaveLength(reach(50) * SIZES.photo.length * 2);
  for (const file of found) expect(Object.keys(file)).toEqual(['SourceFile']);
}, 600_000);

describe('M4: uploads that lie or never end', () => {
  /** Sends an upload by hand; gives the status line, '' where the connection was just closed. */
  async function raw(headers: readonly string[], body: Buffer, after: 'end' | 'cut' | 'wait') {
    const { token } = await slot();
    const socket = connectTcp(Number(new URL(site.url).port), '127.0.0.1');
    const head = [`PUT /media/upload/${token} HTTP/1.1`, 'Host: localhost', ...headers, '', ''];
    socket.write(head.join('\r\n'));
    socket.write(body);
    if (after === 'cut') setTimeout(() => socket.destroy(), 50);
    if (after === 'end') socket.end();
    let heard = '';
    socket.on('data', (piece) => {
      heard += piece;
    });
    socket.on('error', () => undefined);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    if (after !== 'wait') await closed;
    return { status: () => heard.split('\r\n')[0] ?? '', closed, socket };
  }

  async function slot(size = 5_000) {
    const answer = await thandi.client.request(
      'get',
      thandi.service,
      el(NS.HTTP_UPLOAD, 'request', { filename: 'x.jpg', size, 'content-type': 'image/jpeg' }),
    );
    const got = child(answer, 'slot', NS.HTTP_UPLOAD);
    const put = got && childrenOf(got, 'put')[0]?.attrs.url;
    return { token: put?.split('/').at(-1) };
  }

  test(`${reach(100)} of each kind: refused, and nothing is left of them`, async () => {
    for (let n = 0; n < reach(100); n += 1) {
      const content = Buffer.alloc(5_000, n);
      const chunked = await raw(
        ['Transfer-Encoding: chunked'],
        Buffer.from('5\r\nhello\r\n0\r\n\r\n'),
        'end',
      );
      expect(chunked.status()).toContain(' 411 ');
      const other = await raw(['Content-Length: 4999'], content.subarray(1), 'end');
      expect(other.status()).toContain(' 400 ');
      const short = await raw(['Content-Length: 5000'], content.subarray(1_000), 'end');
      expect(short.status()).not.toContain(' 201 ');
      await raw(['Content-Length: 5000'], content.subarray(4_000), 'cut');
    }
    await eventually(() => incoming().length === 0);
  });

  test('one byte a second is cut, and nothing is left of it', async () => {
    const { socket, closed } = await raw(['Content-Length: 5000'], Buffer.from('x'), 'wait');
    const trickle = setInterval(() => socket.write('x'), 1_000);
    await closed;
    clearInterval(trickle);
    await eventually(() => incoming().length === 0);
  }, 90_000);

  test('who goes while pictures come is no failure of the site', async () => {
    const { get } = await thandi.put(await photo());
    const path = new URL(get).pathname;
    const socket = connectTcp(Number(new URL(site.url).port), '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(1_000));
    // More than fits between: the rest waits for whoever never reads it.
    await new Promise((resolve) => socket.once('readable', resolve));
    socket.destroy();
    for (let n = 0; n < 5; n += 1) await fetch(get).then((answer) => answer.arrayBuffer());
    expect(site.output).not.toContain('media-failure');
  });

  test('a slot serves once', async () => {
    const { token } = await slot(3);
    const send = () => fetch(`${site.url}/media/upload/${token}`, { method: 'PUT', body: 'abc' });
    expect((await send()).status).toBe(415);
    expect((await send()).status).toBe(404);
  });

  test('more than a picture may have is refused before it is sent', async () => {
    await expect(slot(9 * 1024 * 1024)).rejects.toThrow('not-acceptable');
    const huge = Buffer.alloc(9 * 1024 * 1024);
    const refused = await thandi.post(thandi.jid, huge).catch(() => ({ status: 413 }));
    expect(refused.status).toBe(413);
  });
});

describe('M5: a request that is not confirmed by whom it names is refused', () => {
  test('by nobody, by a no, by the same id once more', async () => {
    const content = await plain();
    expect((await thandi.post(thandi.jid, content, {}, { answering: 'deny' })).status).toBe(403);
    const tid = randomUUID();
    expect((await thandi.post(thandi.jid, content, {}, { tid })).status).toBe(201);
    expect((await thandi.post(thandi.jid, content, {}, { tid })).status).toBe(403);
    const nameless = await fetch(`${site.url}/media/${thandi.jid}`, { method: 'POST', body: 'x' });
    expect(nameless.status).toBe(401);
    expect(nameless.headers.get('www-authenticate')).toBe('Basic realm="xmpp"');
  });

  test('who names somebody and goes is waited for no longer: the person named can still put pictures up', async () => {
    const gone = new AbortController();
    const isAsked = (stanza: Element) => child(stanza, 'confirm', NS.HTTP_AUTH) !== undefined;
    for (let n = 0; n < MOST_ASKED; n += 1) {
      const asked = thandi.client.waitFor(isAsked);
      const init = { answering: 'never', signal: gone.signal } as const;
      thandi.fetch(`/${thandi.jid}/none`, init).catch(() => undefined);
      await asked;
    }
    gone.abort();
    await eventually(async () => {
      const answer = await thandi.post(thandi.jid, await plain());
      return answer.status === 201;
    });
  });

  test('who is asked too often is asked no more, from that network alone; nobody else waits', async () => {
    const env = { LIMITS: 'on', TRUST_PROXY: '127.0.0.1,::1' };
    const limited = await startSite({ env });
    const [lerato, sipho] = [await MediaPerson.join(limited), await MediaPerson.join(limited)];
    const ask = async (person: MediaPerson, network: string) => {
      const headers = { 'X-Forwarded-For': network };
      return person.fetch(`/${person.jid}/none`, { headers });
    };
    let answer = await ask(lerato, '192.0.2.1');
    for (let n = 0; n < 2 * ASKED.pair.burst && answer.status === 404; n += 1) {
      answer = await ask(lerato, '192.0.2.1');
    }
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask(lerato, '192.0.2.2')).status).toBe(404);
    expect((await ask(sipho, '192.0.2.1')).status).toBe(404);
    await Promise.all([lerato.client.close(), sipho.client.close()]);
    await limited.stop();
  });

  test(`${reach(1_000)} answers from somebody else, of another method or address: none counts`, async () => {
    for (let n = 0; n < reach(1_000); n += 1) {
      const tid = randomUUID();
      const asked = thandi.client.waitFor(
        (stanza) =>
          stanza.name === 'iq' && child(stanza, 'confirm', NS.HTTP_AUTH)?.attrs.id === tid,
      );
      const pending = thandi.post(thandi.jid, await plain(), {}, { answering: 'never', tid });
      const { attrs, children } = await asked;
      const confirm = children[0] as ReturnType<typeof el>;
      const forged = {
        ...confirm.attrs,
        ...(n % 3 === 0 ? { method: 'GET' } : {}),
        ...(n % 3 === 1 ? { url: 'http://evil.example/' } : {}),
      };
      const message = (to: string) =>
        el(NS.CLIENT, 'message', { to }, el(NS.HTTP_AUTH, 'confirm', forged));
      // The right words by the wrong person, and wrong words by the right one.
      pieter.client.send(el(NS.CLIENT, 'iq', { type: 'result', id: attrs.id, to: thandi.service }));
      pieter.client.send(el(NS.CLIENT, 'message', { to: thandi.service }, confirm));
      if (n % 3 !== 2) thandi.client.send(message(thandi.service));
      // A no is the first answer that counts.
      const no = el(NS.CLIENT, 'error', { type: 'auth' }, el(NS.STANZA_ERRORS, 'not-authorized'));
      await pieter.client.request('get', thandi.service, el(NS.PING, 'ping'));
      thandi.client.send(
        el(NS.CLIENT, 'iq', { type: 'error', id: attrs.id, to: thandi.service }, no),
      );
      expect((await pending).status).toBe(403);
    }
  }, 600_000);
});

test('M6: no address leads out of the folder', async () => {
  const parts = [
    '..',
    '%2e%2e',
    '..%2f..',
    '%00',
    '....//',
    '/etc/passwd',
    '/x:y',
    '%2fetc%2fpasswd',
    '.',
    '~',
  ];
  const tails = [
    'etc/passwd',
    'incoming',
    'channels.sqlite',
    '..%2f..%2fchannels.sqlite',
    'avatar%00.jpg',
  ];
  for (const part of parts) {
    for (const tail of tails) {
      for (const path of [
        `/${part}/${tail}`,
        `/${thandi.jid}/${part}`,
        `/${thandi.jid}/${part}/${tail}`,
        `/upload/${part}`,
      ]) {
        const { status } = await fetch(`${site.url}/media${path}`);
        expect([path, status === 404 || status === 405 || status === 400]).toEqual([path, true]);
      }
    }
  }
});

test(`M7: killed ${reach(300)} times while pictures are put up, what was answered 201 is there`, async () => {
  const kept: string[] = [];
  for (let n = 0; n < reach(300); n += 1) {
    const writer = await MediaPerson.join(site);
    const content = await photo(300 + (n % 50), 200);
    const uploads = [0, 1, 2].map(async () => {
      const { response, get } = await writer.put(content);
      if (response.status === 201) kept.push(get);
    });
    setTimeout(() => site.process.kill('SIGKILL'), 20 + ((n * 37) % 400));
    await Promise.allSettled(uploads);
    await site.exited();
    await site.start();
    writer.client.socket.terminate();
    expect(incoming()).toEqual([]);
  }
  for (const get of kept) expect((await fetch(get)).status).toBe(200);
}, 3_600_000);
