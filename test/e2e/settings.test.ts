import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { eventually } from '../harness/eventually.ts';
import { type Site, startSite } from '../harness/site.ts';
import { openPhones } from './phone.ts';

let site: Site;
let link: ChaosProxy;
let phones: Awaited<ReturnType<typeof openPhones>>;

beforeAll(async () => {
  [site, phones] = await Promise.all([startSite(), openPhones()]);
  link = await ChaosProxy.to(site.url);
});

afterAll(async () => {
  await phones?.close();
  await link?.close();
  await site?.stop();
});

test('the size of text is kept; settings need no network', async () => {
  const phone = await phones.phone(link.url);
  await phone.link('Welcome').waitFor();
  link.cut();
  await phone.text('Not connected.').waitFor();
  await phone.link('Menu').click();
  await phone.link('Settings').click();
  await phone.button('Large').waitFor();
  const size = () => phone.page.evaluate(() => getComputedStyle(document.body).fontSize);
  const normal = await size();
  await phone.button('Large').click();
  await eventually(async () => (await size()) !== normal);
  const large = await size();
  link.heal();
  await phone.page.reload();
  await phone.page.locator('button[aria-pressed=true]', { hasText: 'Large' }).waitFor();
  expect(await size()).toBe(large);
  expect(phone.complaints).toEqual([]);
});

test('an account is deleted with its password only, and then nothing is left of it', async () => {
  const anna = await phones.phone(link.url);
  await anna.join('anna');
  await anna.openChannel('Welcome');
  await anna.startTopic('Farewell', 'I move away.');
  for (const wrong of ['', 'a wrong word']) {
    await anna.page.goto(`${link.url}/settings/delete`);
    await anna.text('Nobody can bring any of it back.').waitFor();
    await anna.field('Password').fill(wrong);
    await anna.button('Delete account').click();
    await anna.text('Username or password is wrong.').waitFor();
  }
  await anna.field('Password').fill('secret word');
  await anna.button('Delete account').click();
  await anna.text('Your account is deleted.').waitFor();

  await anna.link('Channels').click();
  await anna.openChannel('Welcome');
  await anna.text('Nobody has written here yet.').waitFor();
  await anna.page.goto(link.url);
  await anna.signIn('anna', 'secret word');
  await anna.text('Username or password is wrong.').waitFor();
  expect(anna.complaints).toEqual([]);
});
