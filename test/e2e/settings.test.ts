import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { eventually } from '../harness/eventually.ts';
import { type Site, startSite } from '../harness/site.ts';
import { openPhones } from './phone.ts';

const OPERATOR = 'Thabong & "sons"';

let site: Site;
let link: ChaosProxy;
let phones: Awaited<ReturnType<typeof openPhones>>;

beforeAll(async () => {
  [site, phones] = await Promise.all([startSite({ env: { OPERATOR } }), openPhones()]);
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
  const used = async () => {
    const told = await phone.text('Data used today').textContent();
    return Number(/about (\d+) KB/.exec(told ?? '')?.[1]);
  };
  const first = await used();
  expect(first).toBeGreaterThan(1);
  link.heal();
  await phone.page.reload();
  await phone.page.locator('button[aria-pressed=true]', { hasText: 'Large' }).waitFor();
  expect(await size()).toBe(large);
  await expect.poll(used).toBeGreaterThanOrEqual(first);
  await expect.poll(() => phone.page.title()).toBe('Settings · WiFi Chat');
  expect(phone.complaints).toEqual([]);
});

test('who runs the site is told, without a network too', async () => {
  const phone = await phones.phone(link.url);
  await phone.page.goto(`${site.url}/about`);
  await phone.text(`Run by ${OPERATOR}.`).waitFor();
  await phone.page.goto(`${link.url}/about`);
  await phone.page.evaluate(() => navigator.serviceWorker.ready);
  link.cut();
  await phone.page.reload();
  await phone.text('Not connected.').waitFor();
  await phone.text(`Run by ${OPERATOR}.`).waitFor();
  link.heal();
});

test('what another app shares becomes a draft, once', async () => {
  const phone = await phones.phone(link.url);
  await phone.join('sipho');
  const shared = new URLSearchParams({ title: 'Road closed', text: 'Until Friday.' });
  await phone.page.goto(`${link.url}/share?${shared}`);
  await phone.heading('Share');
  await phone.link('Welcome').click();
  await phone.heading('New topic');
  const typed = () => expect.poll(() => phone.field('Topic').inputValue());
  await typed().toBe('Road closed\nUntil Friday.');
  await expect.poll(() => new URL(phone.page.url()).search).toBe('');
  await phone.page.reload();
  await typed().toBe('Road closed\nUntil Friday.');
  await phone.button('Post').click();
  await phone.link('Road closed').waitFor();
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
  // What others wrote stays, if there is any.
  await anna.page.getByText(/Nobody has written here yet|Road closed/).waitFor();
  expect(await anna.link('Farewell').count()).toBe(0);
  await anna.page.goto(link.url);
  await anna.signIn('anna', 'secret word');
  await anna.text('Username or password is wrong.').waitFor();
  expect(anna.complaints).toEqual([]);
});
