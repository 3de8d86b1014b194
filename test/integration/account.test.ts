/** What ends sessions: signing out everywhere, and another password. Both lanes, phones and browsers. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { NodePhone, PASSWORD } from '../harness/node-phone.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { type Site, startSite } from '../harness/site.ts';
import { FastTokens } from './fast-tokens.ts';

const ACCOUNT = '/settings/account';
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

test('another password takes the old one, is long enough, and ends all other sessions', async () => {
  const { phone, lost, here, there } = await busyPerson('ben');
  await here.open(ACCOUNT);
  for (const [current, fresh, sentence] of [
    ['a wrong word', NEW, 'Username or password is wrong.'],
    ['', NEW, 'Username or password is wrong.'],
    [PASSWORD, 'short', 'The password needs at least'],
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
