import { expect, test } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { arrowTo, choose } from './hands.ts';
import { openStage } from './stage.ts';

const OPERATOR = 'Thabong & "sons"';

const { site, link, phones } = await openStage({ env: { OPERATOR } });

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
  const shared = new URLSearchParams({
    ...{ title: 'Road closed', text: 'Until Friday.' },
    url: 'https://a.example/road',
  });
  await phone.page.goto(`${link.url}/share?${shared}`);
  await phone.heading('Share');
  await phone.link('Welcome').click();
  await phone.heading('New topic');
  const typed = () => expect.poll(() => phone.field('Topic').inputValue());
  await typed().toBe('Road closed\nUntil Friday.\nhttps://a.example/road');
  await expect.poll(() => new URL(phone.page.url()).search).toBe('');
  await phone.page.reload();
  await typed().toBe('Road closed\nUntil Friday.\nhttps://a.example/road');
  await phone.press('Post');
  await phone.link('Road closed').waitFor();
  expect(phone.complaints).toEqual([]);
});

test('an account is deleted with its password only, and then nothing is left of it', async () => {
  const anna = await phones.phone(link.url);
  await anna.join('anna');
  await anna.openChannel('Welcome');
  await anna.startTopic('Farewell', 'I move away.');
  const bela = await phones.phone(link.url);
  await bela.join('bela');
  await bela.openChannel('Welcome');
  await bela.startTopic('Kept', 'Stays when I leave.');
  await bela.openTopic('Kept');
  for (const wrong of ['', 'a wrong word']) {
    await anna.page.goto(`${link.url}/settings/delete`);
    await anna.text('Nobody can bring any of it back.').waitFor();
    await anna.field('Password').fill(wrong);
    await anna.button('Delete account').click();
    await anna.text('The password is wrong.').waitFor();
  }
  await anna.field('Password').fill('secret word');
  await anna.button('Delete account').click();
  await anna.text('Your account is deleted.').waitFor();
  // What somebody reads just now tells at once who has left.
  const carl = await phones.phone(link.url);
  await carl.openChannel('Welcome');
  await carl.openTopic('Kept');
  await carl.text('Stays when I leave.').waitFor();
  await carl.text('bela').waitFor();
  await bela.page.goto(`${link.url}/settings/delete`);
  await bela.page.getByText('Keep it, without my name').click();
  await bela.field('Password').fill('secret word');
  await bela.button('Delete account').click();
  await bela.text('Your account is deleted.').waitFor();
  await carl.text('Deleted account').waitFor();
  expect(await carl.page.getByText('bela').count()).toBe(0);
  await carl.text('Stays when I leave.').waitFor();

  await anna.link('Channels').click();
  await anna.openChannel('Welcome');
  // What others wrote stays, if there is any.
  await anna.page.getByText('Kept').waitFor();
  expect(await anna.link('Farewell').count()).toBe(0);
  await anna.page.goto(link.url);
  await anna.signIn('anna', 'secret word');
  await anna.text('Username or password is wrong.').waitFor();
  expect(anna.complaints).toEqual([]);
});

test('another password and signing out everywhere end sessions on other phones; with keys alone', async () => {
  const here = await phones.phone(link.url);
  await here.join('lebo');
  const there = await phones.phone(link.url);
  await there.signIn('lebo', 'secret word');
  await there.link('Your own channel').waitFor();
  const { keyboard } = here.page;
  const toAccount = async () => {
    await keyboard.press('F1');
    for (const name of ['Settings', 'Account']) await choose(here, name);
    await here.heading('Account');
  };
  await toAccount();
  await arrowTo(here, 'Current password');
  await keyboard.type('secret word');
  await arrowTo(here, 'New password');
  await keyboard.type('another secret');
  await arrowTo(here, 'Change password');
  await keyboard.press('Enter');
  await here.text('Your password is changed.').waitFor();
  await there.text('You are not signed in any more.').waitFor();
  await here.page.goto(link.url);
  await here.link('Your own channel').waitFor();

  await there.link('Menu').click();
  await there.signIn('lebo', 'another secret');
  await there.text('You are not signed in any more.').waitFor({ state: 'detached' });
  // Not by its address: that screen is there before the connection is.
  await toAccount();
  const coming = here.page.waitForEvent('download');
  await choose(here, 'Download my data');
  expect((await coming).suggestedFilename()).toBe('wifi-chat-lebo.zip');
  expect(await (await coming).failure()).toBe(null);
  await here.heading('Account');
  await choose(here, 'Sign out everywhere');
  await here.text('You are signed out.').waitFor();
  await there.text('You are not signed in any more.').waitFor();
  for (const phone of [here, there]) expect(phone.complaints).toEqual([]);
});
