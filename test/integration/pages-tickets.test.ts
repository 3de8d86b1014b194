/** Cookies of sessions that are over: the XMPP server is asked once, and hears what it missed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect as connectTcp, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { XmppPlace } from '../../src/server/pages/session/connection.ts';
import { People } from '../../src/server/pages/session/people.ts';
import { KEY_BYTES, Seal } from '../../src/server/pages/session/seal.ts';
import { parseElement } from '../../src/server/stream/parser.ts';
import { SignInRefused } from '../../src/server/stream/sasl2.ts';
import { eventually } from '../harness/eventually.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { type Site, startSite } from '../harness/site.ts';
import { FastTokens } from './fast-tokens.ts';
import { MediaPerson } from './media-people.ts';
import { plain } from './pictures.ts';

const ADDRESS = '192.0.2.1';
const WELCOME = '/channel/welcome@topics.localhost';

let site: Site;
let tokens: FastTokens;
/** Between the page lane and the XMPP server. */
let between: Server;
let streams = 0;
let people: People;
let place: XmppPlace;
const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
const owed = {
  file: join(folder, 'owed'),
  seal: new Seal(Buffer.alloc(KEY_BYTES)),
  onFailure: (error: unknown) => {
    throw error;
  },
};

beforeAll(async () => {
  site = await startSite();
  tokens = new FastTokens(site);
  const { port } = new URL(site.prosodyHttpUrl);
  between = createServer((socket) => {
    streams += 1;
    const onward = connectTcp(Number(port), '127.0.0.1');
    for (const end of [socket, onward]) end.on('error', () => undefined);
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  const { port: ours } = between.address() as AddressInfo;
  place = { host: '127.0.0.1', port: ours, domain: site.domain };
  people = new People(place, parseElement, owed);
});

afterAll(async () => {
  await people?.stop();
  between?.close();
  await site?.stop();
  rmSync(folder, { recursive: true });
});

test('of a ticket that is worth nothing any more the XMPP server is asked once', async () => {
  const { ticket } = await people.signIn('thabo', 'secret-pass', ADDRESS, true);
  await people.stop();
  tokens.revoke('thabo');
  const before = streams;
  for (let n = 0; n < 20; n += 1) {
    await expect(people.session(ticket, ADDRESS)).rejects.toThrow(SignInRefused);
  }
  expect(streams - before).toBe(1);
});

test('no request beside a sign-out goes on with its ticket', async () => {
  const { ticket } = await people.signIn('zanele', 'secret-pass', ADDRESS, true);
  const out = people.signOut(ticket, ADDRESS);
  await expect(people.session(ticket, ADDRESS)).rejects.toThrow(SignInRefused);
  await out;
  expect(tokens.count('zanele')).toBe(0);
});

test('who signs out while the XMPP server cannot write has it done later', async () => {
  const { ticket } = await people.signIn('sipho', 'secret-pass', ADDRESS, true);
  const accounts = new Database(join(site.dataDir, 'prosody/accounts.sqlite'));
  // Fails at once, as a full disk does.
  accounts.exec(`CREATE TRIGGER full BEFORE DELETE ON prosody BEGIN SELECT RAISE(ABORT, ''); END`);
  const file = join(folder, 'owed-by-other');
  const beside = new People(place, parseElement, { ...owed, file });
  await beside.signOut(ticket, ADDRESS);
  expect(tokens.count('sipho')).toBe(1);
  accounts.exec('DROP TRIGGER full').close();
  await eventually(() => tokens.count('sipho') === 0);
  await beside.stop();
});

test('a cookie that no ticket is in is dropped', async () => {
  const browser = new Scriptless(site.url);
  browser.cookies.set('person', 'never-one');
  await browser.open('/menu');
  expect(browser.cookies.has('person')).toBe(false);
});

test('over TLS nobody is who they are by a cookie that plain HTTP could have set', async () => {
  const behind = await startSite({ env: { TRUST_PROXY: '127.0.0.1,::1' } });
  const overTls = { 'X-Forwarded-Proto': 'https' };
  try {
    const person = await MediaPerson.join(behind, 'naledi');
    const { id } = await (await person.post(person.jid, await plain())).json();
    await person.close();
    await person.client.close();
    const own = new Scriptless(behind.url, overTls);
    await own.open('/login');
    await own.submit('sign-in', { username: 'naledi', password: 'secret-pass' });
    const seenBy = async (prefix: string) => {
      const browser = new Scriptless(behind.url, overTls);
      for (const [name, value] of own.cookies) {
        browser.cookies.set(name.replace('__Host-', prefix), value);
      }
      const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ');
      const headers = { ...overTls, Cookie: cookie };
      const picture = await fetch(`${behind.url}/media/${person.jid}/${id}`, { headers });
      const menu = await browser.open('/menu');
      return [menu.text.includes('You are naledi'), picture.status];
    };
    expect(await seenBy('__Host-')).toEqual([true, 200]);
    expect(await seenBy('')).toEqual([false, 403]);
    const stranger = new Scriptless(behind.url, overTls);
    stranger.cookies.set('browser', 'x'.repeat(22));
    await stranger.open('/login');
    expect(stranger.cookies.get('__Host-browser')).toMatch(/^[\w-]{22}$/);
    expect((await own.open('/menu')).text).toContain('You are naledi');
    await own.submit('sign-out');
    expect(own.cookies.has('__Host-person')).toBe(false);
  } finally {
    await behind.stop();
  }
});

test.runIf(process.getuid?.() === 0)(
  'who signs in to send what they wrote, while the disk is full, has it still',
  async () => {
    const disk = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', disk]);
    const small = await startSite({ env: { DATA_DIR: join(disk, 'data') } });
    try {
      const browser = new Scriptless(small.url);
      await browser.join('palesa');
      await browser.open(`${WELCOME}/new`);
      const { action, fields } = browser.form('post');
      browser.cookies.delete('person');
      await browser.post(action, { ...fields, topic: 'Dry since noon.' });
      // As much as there is.
      spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'full')}`, 'bs=4k']);
      const typed = { username: 'palesa', password: 'secret-pass' };
      await browser.submit('sign-in', typed);
      expect(browser.page.text).toContain('No answer from the site.');
      rmSync(join(disk, 'full'));
      await eventually(async () => {
        await browser.submit('sign-in', typed);
        return browser.form('post').fields.topic === 'Dry since noon.';
      });
    } finally {
      await small.kill('SIGTERM');
      await small.stop();
      execFileSync('umount', ['--lazy', disk]);
      rmSync(disk, { recursive: true });
    }
  },
);

test('who signs out while the XMPP server hangs is out; it is told by the next process', async () => {
  const browser = new Scriptless(site.url);
  await browser.join('lindiwe');
  await browser.open('/menu');
  const before = new Map(browser.cookies);
  const pid = site.prosodyPid as number;
  process.kill(pid, 'SIGSTOP');
  try {
    expect((await browser.submit('sign-out')).text).toContain('You are signed out.');
    expect(browser.cookies.has('person')).toBe(false);
    await site.kill('SIGKILL');
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  expect(tokens.count('lindiwe')).toBe(1);
  await site.start();
  for (const [cookie, value] of before) browser.cookies.set(cookie, value);
  expect((await browser.open('/menu')).text).toContain('not signed in any more');
  await eventually(() => tokens.count('lindiwe') === 0);
});
