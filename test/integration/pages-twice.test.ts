/** Forms that come twice: pressed twice, or again since the first answer was lost. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { subscribeRequest } from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { connect, type XmppClient } from '../../src/server/stream/client.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { type Site, startSite } from '../harness/site.ts';

const CHANNEL = 'ward@topics.localhost';
const PEOPLE = `/channel/${CHANNEL}/people`;
const PASSWORD = 'secret-pass';

let site: Site;
let admin: XmppClient;
let keeper: Scriptless;

beforeAll(async () => {
  site = await startSite();
  const { url, domain, adminPassword: password } = site;
  admin = await connect({ url, domain, username: 'admin', password });
  const form = configChangeForm({ title: 'Ward', accessModel: 'authorize' });
  await admin.request('set', 'channels.localhost', createRequest(CHANNEL, form));
  keeper = new Scriptless(url);
  await keeper.open('/login');
  await keeper.submit('sign-in', { username: 'admin', password });
});

afterAll(async () => {
  await admin?.close();
  await site?.stop();
});

/** Somebody who asked to be let in. */
async function waiting(username: string): Promise<void> {
  await new Scriptless(site.url).join(username, PASSWORD);
  const { url, domain } = site;
  const client = await connect({ url, domain, username, password: PASSWORD });
  const request = subscribeRequest(CHANNEL, `${username}@${domain}`);
  await client.request('set', 'channels.localhost', request);
  await client.close();
}

/** Sends the form of that verb twice; what comes the second time. */
async function twice(
  browser: Scriptless,
  verb: string,
  typed: Record<string, string> = {},
): Promise<Scriptless['page']> {
  const { action, fields } = browser.form(verb);
  const cookies = new Map(browser.cookies);
  const first = await browser.post(action, { ...fields, ...typed });
  for (const [name, value] of cookies) browser.cookies.set(name, value);
  const second = await browser.post(action, { ...fields, ...typed });
  expect([second.status, second.path]).toEqual([first.status, first.path]);
  return second;
}

test('whom a moderator does not let in, lets in, makes an owner, bans, or bans no more', async () => {
  for (const name of ['pinkie', 'sol']) await waiting(name);
  const member = (name: string) => `${PEOPLE}/${name}@localhost`;
  await keeper.open(`${member('pinkie')}?ask=keep-out`);
  expect((await twice(keeper, 'keep-out')).path).toBe(`${PEOPLE}?who=waiting`);
  await keeper.open(`${member('sol')}?ask=let-in`);
  expect((await twice(keeper, 'let-in')).path).toBe(`${PEOPLE}?who=waiting`);
  await keeper.open(member('sol'));
  expect((await twice(keeper, 'set-role', { role: 'outcast', reason: 'Shouts.' })).status).toBe(
    200,
  );
  await keeper.open(member('sol'));
  expect((await twice(keeper, 'set-role', { role: 'none' })).path).toBe(PEOPLE);
  await waiting('thabo');
  await keeper.open(`${member('thabo')}?ask=let-in`);
  await keeper.submit('let-in');
  await keeper.open(member('thabo'));
  expect((await twice(keeper, 'set-role', { role: 'owner' })).path).toMatch(/\?done$/);
});

test('an account that is given up', async () => {
  const browser = new Scriptless(site.url);
  await browser.join('lindiwe', PASSWORD);
  await browser.open('/settings/delete');
  const { text } = await twice(browser, 'delete-account', { password: PASSWORD });
  expect(text).toContain('Your account is deleted.');
});

test('an account that is given up, the second before the first was answered', async () => {
  const browser = new Scriptless(site.url);
  await browser.join('zodwa', PASSWORD);
  await browser.open('/settings/delete');
  const { action, fields } = browser.form('delete-account');
  const answers = await Promise.all(
    [0, 30, 60, 120].map(async (after) => {
      const tap = new Scriptless(site.url);
      for (const [name, value] of browser.cookies) tap.cookies.set(name, value);
      await new Promise((resolve) => setTimeout(resolve, after));
      return (await tap.post(action, { ...fields, password: PASSWORD })).text;
    }),
  );
  for (const text of answers) expect(text).toContain('Your account is deleted.');
});
