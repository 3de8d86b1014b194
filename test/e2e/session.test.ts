/** Sessions that end without a sign-out, and browsers with less than usual. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { IS_MEASURED } from '../harness/reach.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { type Site, startSite } from '../harness/site.ts';
import { MediaPerson } from '../integration/media-people.ts';
import { openPersistentPhone, openPhones, type Phone } from './phone.ts';
import { postsOnSite } from './posts-on-site.ts';
import { newProfile, removeProfile } from './profile-folder.ts';
import { everythingStored } from './stored.ts';

/** Within this time who was wiped has everything again, in milliseconds (promise C9). */
const BACK = 60_000;
const WELCOME = 'welcome@topics.localhost';

const profile = newProfile();
let site: Site;
let link: ChaosProxy;
let phones: Awaited<ReturnType<typeof openPhones>>;

beforeAll(async () => {
  [site, phones] = await Promise.all([startSite(), openPhones()]);
  link = await ChaosProxy.to(site.url);
  const ben = await phones.phone(site.url);
  await ben.join('ben');
  await ben.openChannel('Welcome');
  await ben.startTopic('Lights', 'Off again?');
  await ben.openTopic('Lights');
  await ben.context.close();
});

beforeEach(() => link.heal());

afterAll(async () => {
  await phones?.close();
  await link?.close();
  await site?.stop();
  removeProfile(profile);
});

async function openLights(phone: Phone): Promise<void> {
  await phone.openChannel('Welcome');
  await phone.openTopic('Lights');
}

async function countOnSite(text: string): Promise<number> {
  return (await postsOnSite(site, WELCOME)).filter((post) => post.text === text).length;
}

test('who does not stay signed in is out with the browser; what they wrote waits for them', async () => {
  let anna = await openPersistentPhone(profile, link.url);
  await anna.join('anna');
  await openLights(anna);
  await anna.page.evaluate(() => navigator.serviceWorker.ready);
  link.cut();
  await anna.text('Not connected.').waitFor();
  await anna.comment('Since Monday.');
  await anna.text('Waiting to be sent').waitFor();
  await anna.field('Comment').fill('And half a tho');
  await expect.poll(() => everythingStored(anna)).toContain('And half a tho');
  await anna.context.close();

  link.heal();
  anna = await openPersistentPhone(profile, link.url);
  await anna.link('Join').waitFor();
  expect(await anna.text('You follow').count()).toBe(0);
  const left = await everythingStored(anna);
  expect(left).not.toContain('secret-token');
  expect(left).toContain('Since Monday.');
  await anna.signIn('anna', 'secret word');
  await anna.text('You follow').waitFor();
  await openLights(anna);
  await anna.comments('Since Monday.').waitFor();
  expect(await anna.field('Comment').inputValue()).toBe('And half a tho');
  expect(await countOnSite('Since Monday.')).toBe(1);
  expect(anna.complaints).toEqual([]);
  await anna.context.close();
});

test('who goes elsewhere while they are being signed in stays where they went', async () => {
  const phone = await phones.phone(link.url);
  await phone.openChannel('Welcome');
  await phone.link('Sign in').first().click();
  await phone.heading('Sign in');
  await phone.field('Username').fill('ben');
  await phone.field('Password').fill('secret word');
  link.stall(2_000);
  await phone.press('Sign in');
  await phone.text('Signing in').waitFor();
  await phone.page.evaluate(() => history.back());
  await phone.heading('Welcome');
  await phone.link('New topic').waitFor();
  await phone.rests();
  await phone.heading('Welcome');
  expect(phone.complaints).toEqual([]);
});

test('of a sign-in that was cut short, the next start leaves nothing', async () => {
  const carla = await phones.phone(link.url);
  await carla.link('Welcome').waitFor();
  link.silence();
  await carla.signIn('carla', 'a password of mine');
  await expect.poll(() => everythingStored(carla)).toContain('carla');
  link.heal();
  await carla.page.goto(link.url);
  await carla.link('Join').waitFor();
  await expect.poll(() => everythingStored(carla)).not.toContain('carla');
  expect(await everythingStored(carla)).not.toContain('a password of mine');
});

test('without Web Locks, two tabs send once and in order all the same', async () => {
  const dora = await phones.phone(link.url);
  await dora.context.addInitScript(() =>
    Object.defineProperty(navigator, 'locks', { value: undefined }),
  );
  await dora.page.reload();
  await dora.appRuns();
  await dora.join('dora');
  await openLights(dora);
  const second = await dora.context.newPage();
  await second.goto(dora.page.url());
  await second.getByLabel('Comment').waitFor();
  const texts = ['one', 'two', 'three', 'four'].map((word) => `Tab ${word}.`);
  for (const [n, text] of texts.entries()) {
    const page = n % 2 ? second : dora.page;
    await page.getByLabel('Comment').fill(text);
    await page.getByRole('button', { name: 'Send' }).click();
    await dora.page.locator('.item', { hasText: text }).waitFor();
  }
  for (const text of texts) await dora.comments(text).waitFor();
  const there = (await postsOnSite(site, WELCOME)).map(({ text }) => text);
  expect(there.filter((text) => texts.includes(text))).toEqual(texts);
});

test('whose browser wiped everything signs in and has it again', async () => {
  const emil = await phones.phone(link.url);
  await emil.join('emil', undefined, true);
  await openLights(emil);
  await emil.comment('Before the wipe.');
  await emil.comments('Before the wipe.').waitFor();
  const browser = await emil.context.newCDPSession(emil.page);
  // Browsers wipe what nobody has open; an app that is open starts again by itself.
  await emil.page.goto('about:blank');
  await browser.send('Storage.clearDataForOrigin', { origin: link.url, storageTypes: 'all' });
  const wiped = performance.now();
  await emil.page.goto(link.url);
  await emil.appRuns();
  await emil.signIn('emil', 'secret word');
  await emil.text('You follow').waitFor();
  await openLights(emil);
  await emil.comments('Before the wipe.').waitFor();
  const seconds = (performance.now() - wiped) / 1_000;
  process.stdout.write(`wiped, signed in and read again after ${seconds.toFixed(1)} s\n`);
  if (IS_MEASURED) expect(seconds * 1_000).toBeLessThan(BACK);
  expect(emil.complaints).toEqual([]);
});

const TO_ACCEPT = 'Read the rules and accept them';

test('who has not accepted the rules is asked, in the app and without script, until they have; who joins does it there', async () => {
  const admin = await phones.phone(link.url);
  await admin.signIn('admin', site.adminPassword);
  // Accepted without a network it is told when there is one again.
  await admin.link(TO_ACCEPT).click();
  await admin.button('I accept the rules').waitFor();
  link.cut();
  await admin.text('Not connected.').waitFor();
  await admin.button('I accept the rules').click();
  await admin.button('I accept the rules').waitFor({ state: 'detached' });
  link.heal();
  await admin.text('Not connected.').waitFor({ state: 'detached' });
  await admin.link('Menu').click();
  await admin.link('Channels').click();
  await admin.text('You follow').waitFor();
  const office = new Scriptless(site.url);
  await expect
    .poll(async () => {
      await office.open('/login');
      await office.submit('sign-in', { username: 'admin', password: site.adminPassword });
      return office.page.text;
    })
    .not.toContain(TO_ACCEPT);
  expect(await admin.link(TO_ACCEPT).count()).toBe(0);

  // An account that was made elsewhere.
  const { jid } = await MediaPerson.join(site, 'cato');
  const cato = new Scriptless(site.url);
  await cato.open('/login');
  await cato.submit('sign-in', { username: jid.split('@')[0] ?? '', password: 'secret-pass' });
  await cato.open('/');
  expect(cato.page.text).toContain(TO_ACCEPT);
  await cato.open('/rules');
  await cato.submit('accept-rules');
  expect(cato.page.text).not.toContain(TO_ACCEPT);
  const dora = new Scriptless(site.url);
  await dora.join('dora');
  expect((await dora.open('/')).text).not.toContain(TO_ACCEPT);
  expect(admin.complaints).toEqual([]);
});

test('a tab that is opened while another one signs in leaves that its sign-in', async () => {
  const dan = await phones.phone(site.url);
  await dan.page.evaluate(() => {
    const { send } = WebSocket.prototype;
    const held: (() => void)[] = [];
    WebSocket.prototype.send = function (frame) {
      if (held.length === 0 && !String(frame).includes('<authenticate'))
        return send.call(this, frame);
      held.push(() => send.call(this, frame));
    };
    Object.assign(window, {
      isHeld: () => held.length > 0,
      letGo: () => {
        WebSocket.prototype.send = send;
        for (const go of held) go();
      },
    });
  });
  await dan.signIn('ben', 'secret word', true);
  await expect.poll(() => dan.page.evaluate('isHeld()')).toBe(true);
  const other = await dan.context.newPage();
  await other.goto(site.url);
  await other.locator('#app:not([data-drawn])').waitFor({ state: 'attached' });
  await other.getByRole('link', { name: 'Join' }).waitFor();
  await dan.page.evaluate('letGo()');
  await dan.link('Join').waitFor({ state: 'detached' });
  // That tab hears that the reader is gone, and goes on as the person.
  await other.getByRole('link', { name: 'Join' }).waitFor({ state: 'detached' });
  await dan.page.reload();
  await dan.appRuns();
  await dan.link('Welcome').waitFor();
  expect(await dan.link('Join').count()).toBe(0);
  expect(dan.complaints).toEqual([]);
});
