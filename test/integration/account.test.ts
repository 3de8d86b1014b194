/** What people do with their account: end sessions, change the password, take their data along. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownDataRequest, signOutEverywhereRequest } from '../../src/protocol/account.ts';
import { publishRequest } from '../../src/protocol/pubsub.ts';
import { connect } from '../../src/server/stream/client.ts';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { NodePhone, PASSWORD } from '../harness/node-phone.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { type Site, startSite } from '../harness/site.ts';
import { FastTokens } from './fast-tokens.ts';
import { MediaPerson } from './media-people.ts';
import { plain } from './pictures.ts';

const ACCOUNT = '/settings/account';
const CHANNELS = 'channels.localhost';
const WELCOME = 'welcome@topics.localhost';
const NEW = 'another secret';

let site: Site;
let link: ChaosProxy;
let tokens: FastTokens;

beforeAll(async () => {
  site = await startSite();
  link = await ChaosProxy.to(site.url);
  tokens = new FastTokens(site);
});

afterAll(async () => {
  await link?.close();
  await site?.stop();
});

/** Somebody with a phone that is linked, one whose link broke, and two browsers without script. */
async function busyPerson(name: string) {
  const phone = new NodePhone(name);
  await phone.join(site.url);
  await phone.settled();
  const lost = new NodePhone(name);
  await lost.signIn(link.url);
  await lost.settled();
  // Its session waits in the server to be resumed.
  link.cut();
  await lost.is('offline');
  const [here, there] = [new Scriptless(site.url), new Scriptless(site.url)];
  for (const browser of [here, there]) await signIn(browser, name, PASSWORD);
  return { phone, lost, here, there };
}

async function signIn(browser: Scriptless, username: string, password: string) {
  await browser.open('/login');
  await browser.submit('sign-in', { username, password });
}

const isIn = async (browser: Scriptless) => (await browser.open('/menu')).text.includes('Sign out');

test('signing out everywhere ends every session and token, linked or not', async () => {
  const { phone, lost, here, there } = await busyPerson('anna');
  const copy = new Map(here.cookies);
  expect(tokens.count('anna')).toBe(4);
  await here.open(ACCOUNT);
  await here.submit('sign-out-everywhere');
  expect(here.page.text).toContain('You are signed out.');
  expect(tokens.count('anna')).toBe(0);
  await phone.is('refused');
  expect(await isIn(there)).toBe(false);
  for (const [cookie, value] of copy) here.cookies.set(cookie, value);
  expect(await isIn(here)).toBe(false);
  link.heal();
  await lost.is('refused');
  for (const each of [phone, lost]) each.stop();
  // The account is as it was.
  await signIn(here, 'anna', PASSWORD);
  expect(await isIn(here)).toBe(true);
});

test('the operator gives a new password to who forgot theirs, and their sessions end', async () => {
  const { phone, lost, here, there } = await busyPerson('tess');
  const config = join(site.dataDir, 'prosody/prosody.cfg.lua');
  const words = ['shell', 'user', 'password', 'tess@localhost', NEW];
  execFileSync('prosodyctl', ['--config', config, ...words], { stdio: 'ignore' });
  expect(tokens.count('tess')).toBe(0);
  const again = new Scriptless(site.url);
  await signIn(again, 'tess', PASSWORD);
  expect(await isIn(again)).toBe(false);
  await signIn(again, 'tess', NEW);
  expect(await isIn(again)).toBe(true);
  for (const browser of [here, there]) expect(await isIn(browser)).toBe(false);
  await phone.is('refused');
  link.heal();
  await lost.is('refused');
  for (const each of [phone, lost]) each.stop();
});

test('another password takes the old one, is long enough, and ends all other sessions', async () => {
  const { phone, lost, here, there } = await busyPerson('ben');
  await here.open(ACCOUNT);
  for (const [current, fresh, sentence] of [
    ['a wrong word', NEW, 'The password is wrong.'],
    ['', NEW, 'The password is wrong.'],
    [PASSWORD, 'short', 'The password needs 6 to 128'],
    [PASSWORD, 'long '.repeat(300), 'The password needs 6 to 128'],
    ['long '.repeat(10_000), NEW, 'The password is wrong.'],
  ] as const) {
    const page = await here.submit('change-password', { current, fresh });
    expect(page.status).toBe(422);
    expect(page.text).toContain(sentence);
  }
  expect(phone.state).toBe('online');
  await here.submit('change-password', { current: PASSWORD, fresh: NEW });
  expect(here.page.text).toContain('Your password is changed.');
  expect(await isIn(here)).toBe(true);
  expect(await isIn(there)).toBe(false);
  await phone.is('refused');
  link.heal();
  await lost.is('refused');
  for (const each of [phone, lost]) each.stop();
  expect(tokens.count('ben')).toBe(1);
  await signIn(there, 'ben', PASSWORD);
  expect(there.page.text).toContain('Username or password is wrong.');
  await signIn(there, 'ben', NEW);
  expect(await isIn(there)).toBe(true);
});

test('all of a person’s data comes as one file, to that person alone', async () => {
  const eva = await MediaPerson.join(site, 'eva');
  const browser = new Scriptless(site.url);
  await signIn(browser, 'eva', 'secret-pass');
  await eva.put(await plain(), { avatar: true });
  await eva.put(await plain(), { id: 'snap' });
  const own = { id: 'own', text: 'At <home>.', photos: [{ id: 'snap', alt: '' }] };
  const posts = Array.from({ length: 120 }, (_, n) => ({ id: `p${n}`, text: `Post ${n}: é 👍🏾` }));
  await eva.client.request('set', CHANNELS, publishRequest(eva.jid, own));
  for (const post of posts)
    await eva.client.request('set', CHANNELS, publishRequest(WELCOME, post));
  const { fields, action } = await browser.open(ACCOUNT).then(() => browser.form('download-data'));
  const answer = await fetch(new URL(action, site.url), {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) },
    headers: { Origin: site.url, Cookie: `person=${browser.cookies.get('person')}` },
  });
  const file = new URL(answer.headers.get('location') ?? '', site.url);
  const look = await fetch(file, { method: 'HEAD' });
  expect([look.status, look.headers.get('content-type')]).toEqual([200, 'application/zip']);
  const download = await fetch(file);
  expect(download.headers.get('content-disposition')).toContain('wifi-chat-eva.zip');
  expect(download.headers.get('cache-control')).toBe('no-store');
  const parts = unzip(Buffer.from(await download.arrayBuffer()));
  const read = (name: string) => JSON.parse(String(parts.get(name)));
  expect(read('profile.json')).toMatchObject({ address: eva.jid });
  expect(read('channels.json')).toContainEqual(
    expect.objectContaining({ address: WELCOME, subscription: 'subscribed' }),
  );
  expect(read('notices.json')).toEqual([]);
  const told = read('posts.json') as { id: string; text: string }[];
  expect(told.map(({ id, text }) => ({ id, text }))).toEqual(
    [own, ...posts].map(({ id, text }) => ({ id, text })),
  );
  const pictures = [...parts].filter(([name]) => name.startsWith('pictures/'));
  expect(pictures).toHaveLength(2);
  for (const [, content] of pictures) expect((await sharp(content).metadata()).format).toBe('jpeg');
  // An address that somebody guessed, or that was for an earlier file, is nobody's.
  await browser.submit('download-data').catch(() => undefined);
  for (const path of [file.pathname, '/media/data/guessed', '/media/data/']) {
    expect((await fetch(new URL(path, site.url))).status).toBe(404);
  }
  const reader = await connect({ url: site.url, domain: site.domain, anonymous: true });
  await expect(reader.request('get', 'media.localhost', ownDataRequest())).rejects.toThrow(
    'auth/registration-required',
  );
  await expect(reader.request('set', 'localhost', signOutEverywhereRequest())).rejects.toThrow(
    'auth/forbidden',
  );
  await Promise.all([reader.close(), eva.client.close()]);
});

/** The files of an archive; Python's own library reads it, which is none of ours. */
function unzip(archive: Buffer): ReadonlyMap<string, Buffer> {
  const program = `import base64,io,json,sys,zipfile
z=zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
print(json.dumps({n: base64.b64encode(z.read(n)).decode() for n in z.namelist()}))`;
  const options = { input: archive, maxBuffer: 64 * 1024 * 1024 };
  const read: Record<string, string> = JSON.parse(
    String(execFileSync('python3', ['-c', program], options)),
  );
  return new Map(Object.entries(read).map(([name, text]) => [name, Buffer.from(text, 'base64')]));
}

test('an account that is given up ends everywhere at once', async () => {
  const { phone, lost, here, there } = await busyPerson('dumi');
  await here.open('/settings/delete');
  await here.submit('delete-account', { password: PASSWORD, fate: 'keep' });
  expect(here.page.text).toContain('Your account is deleted.');
  await phone.is('refused');
  expect(await isIn(there)).toBe(false);
  expect(tokens.count('dumi')).toBe(0);
  link.heal();
  await lost.is('refused');
  for (const each of [phone, lost]) each.stop();
});

test('nobody signs somebody else out, or changes their password', async () => {
  const carl = new Scriptless(site.url);
  await carl.join('carl');
  const stranger = new Scriptless(site.url);
  await stranger.open('/login');
  for (const verb of ['sign-out-everywhere', 'change-password']) {
    await stranger.post(ACCOUNT, {
      ...stranger.form('sign-in').fields,
      ...{ verb, current: 'secret-pass', fresh: NEW },
    });
    expect(stranger.page.text).toContain('Sign in again');
    await stranger.open('/login');
  }
  expect(await isIn(carl)).toBe(true);
  // A form of another page does nothing either.
  await carl.open(ACCOUNT);
  const { fields } = carl.form('sign-out-everywhere');
  await carl.post(ACCOUNT, { ...fields, token: 'forged' });
  expect(await isIn(carl)).toBe(true);
});
