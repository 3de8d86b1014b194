import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishRequest } from '../../src/protocol/pubsub.ts';
import { CHROMIUM_ARGS, CHROMIUM_PATH } from '../harness/browser.ts';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { signInOnPage } from '../harness/sign-in-on-page.ts';
import { type Site, startSite } from '../harness/site.ts';
import { MediaPerson } from '../integration/media-people.ts';
import { photo, plain } from '../integration/pictures.ts';
import { arrowTo, choose, focused } from './hands.ts';
import { openPersistentPhone, openPhones, type Phone } from './phone.ts';
import { everythingStored } from './stored.ts';

let site: Site;
let link: ChaosProxy;
let phones: Awaited<ReturnType<typeof openPhones>>;
let browser: Browser;
let folder: string;
let file: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wifi-chat-pictures-'));
  file = join(folder, 'DSC_0001.JPG');
  [site, phones, browser] = await Promise.all([
    startSite(),
    openPhones(),
    chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGS }),
    photo(1600, 1200).then((content) => writeFileSync(file, content)),
  ]);
  link = await ChaosProxy.to(site.url);
});

afterAll(async () => {
  await phones?.close();
  await browser?.close();
  await link?.close();
  await site?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Pictures that a screen shows: their addresses, those alone that have come. */
function shown({ page }: Phone): Promise<string[]> {
  return page.evaluate(() =>
    [...document.images].filter((image) => image.naturalWidth > 0).map(({ src }) => src),
  );
}

test('an own picture, with keys only: another person’s open screen shows it, and shows it go', async () => {
  const [anna, ben] = await Promise.all([phones.phone(link.url), phones.phone(site.url)]);
  await Promise.all([anna.join('anna'), ben.join('ben')]);
  await anna.openChannel('Welcome');
  await anna.startTopic('Street lights', 'They are off.');
  await ben.openChannel('Welcome');
  await ben.openTopic('Street lights');
  expect(await shown(ben)).toEqual([]);

  await anna.link('Menu').click();
  await choose(anna, 'Profile');
  await anna.heading('anna');
  // Asked for early: what comes of a key that overtakes this is a window that no test can see.
  const choosing = anna.page.waitForEvent('filechooser');
  await arrowTo(anna, 'Picture');
  await anna.page.keyboard.press('Enter');
  await (await choosing).setFiles(file);
  const box = anna.page.locator('.crop canvas');
  await box.waitFor();
  const look = () => box.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await look();
  for (const key of ['3', '3', 'ArrowRight', 'ArrowUp']) await anna.page.keyboard.press(key);
  await expect.poll(look).not.toBe(before);
  await anna.page.keyboard.press('Enter');
  expect(await focused(anna)).toBe('Smaller');
  await arrowTo(anna, 'Save picture');
  // The link is lost on the way: it waits for the person, and is sent without being chosen again.
  link.cut();
  await anna.text('Not connected.').waitFor();
  await anna.page.keyboard.press('Enter');
  await anna.text('No answer.').waitFor();
  link.heal();
  await anna.text('Not connected.').waitFor({ state: 'detached' });
  await choose(anna, 'Try again');
  await anna.field('Picture').waitFor();

  await expect.poll(() => shown(ben)).toHaveLength(1);
  const [address = ''] = await shown(ben);
  const answer = await fetch(address, { headers: { Accept: 'image/webp' } });
  expect(answer.headers.get('cache-control')).toBe(
    'public, max-age=31536000, s-maxage=0, immutable',
  );
  // Who comes later learns of it with the posts.
  await ben.page.goto(`${site.url}/channel/welcome@topics.localhost`);
  await ben.appRuns();
  await expect.poll(() => shown(ben)).toEqual([address]);

  await anna.link('Remove picture').click();
  await anna.button('Remove picture').click();
  await anna.link('Remove picture').waitFor({ state: 'detached' });
  await expect.poll(() => shown(ben)).toEqual([]);
  for (const phone of [anna, ben]) expect(phone.complaints).toEqual([]);
});

test('who chooses an own picture before its script was ever fetched, without a network, is told so and chooses again', async () => {
  const kate = await phones.phone(link.url);
  await kate.join('kate');
  await kate.link('Menu').click();
  await choose(kate, 'Profile');
  await kate.heading('kate');
  await kate.field('Picture').waitFor();
  link.cut();
  await kate.text('Not connected.').waitFor();
  await kate.field('Picture').setInputFiles(file);
  await kate.text('No answer.').waitFor();
  link.heal();
  await kate.text('Not connected.').waitFor({ state: 'detached' });
  await kate.field('Picture').setInputFiles(file);
  await kate.button('Save picture').waitFor();
  await kate.button('Cancel').click();
  await kate.field('Picture').waitFor();
});

test('a photo with words, written offline: after a restart both arrive, once; removed, the file goes', async () => {
  const profile = join(folder, 'dan');
  let dan = await openPersistentPhone(profile, link.url);
  await dan.join('dan', 'secret word', true);
  await dan.openChannel('Welcome');
  await dan.startTopic('Potholes', 'A deep one.');
  const ben = await phones.phone(site.url);
  await ben.openChannel('Welcome');
  await ben.openTopic('Potholes');

  await dan.openTopic('Potholes');
  await dan.field('Comment').fill('Before house 12');
  await dan.page.locator('summary', { hasText: 'Photo' }).click();
  await dan.field('Photo').setInputFiles(file);
  await expect.poll(() => shown(dan)).toHaveLength(1);
  await dan.field('What is on the photo?').fill('A hole in the road');
  link.cut();
  await dan.text('Not connected.').waitFor();
  await dan.press('Send');
  await dan.text('Waiting to be sent').waitFor();
  await expect.poll(() => shown(dan)).toHaveLength(1);
  await dan.context.close();
  link.heal();
  dan = await openPersistentPhone(profile, link.url);

  await ben.comments('Before house 12').waitFor();
  await ben.text('A hole in the road').waitFor();
  await expect.poll(() => shown(ben)).toHaveLength(1);
  const [address = ''] = await shown(ben);
  await dan.openChannel('Welcome');
  await dan.openTopic('Potholes');
  await expect.poll(() => shown(dan)).toEqual([address.replace(site.url, link.url)]);
  await ben.page.reload();
  await ben.comments('Before house 12').waitFor();
  expect(await ben.comments('Before house 12').count()).toBe(1);

  // With keys alone: the focus goes to the way back, back, and on with what comes after.
  const leadsTo = async (next: string) => {
    await dan.page.keyboard.press('Enter');
    const at = () => dan.page.evaluate(() => document.activeElement?.tagName);
    await expect.poll(async () => `${await at()} ${await focused(dan)}`).toContain(next);
  };
  await dan.comments('Before house 12').getByRole('link', { name: 'Remove' }).focus();
  await leadsTo('A Keep');
  await leadsTo('A Remove');
  await leadsTo('A Keep');
  await dan.page.keyboard.press('ArrowLeft');
  await leadsTo('SUMMARY Photo');
  await ben.comments('Before house 12').waitFor({ state: 'detached' });
  expect((await fetch(address)).status).toBe(404);
  expect([...dan.complaints, ...ben.complaints]).toEqual([]);
  await dan.context.close();
});

test('a crest with nothing behind it stands on white', async () => {
  const crest = join(folder, 'crest.png');
  const create = { width: 64, height: 64, channels: 4, background: '#0000' } as const;
  await sharp({ create }).png().toFile(crest);
  const lea = await phones.phone(site.url);
  await lea.join('lea');
  await lea.openChannel('Welcome');
  await lea.startTopic('Crest', 'Ours.');
  await lea.openTopic('Crest');
  await lea.page.locator('summary', { hasText: 'Photo' }).click();
  await lea.field('Photo').setInputFiles(crest);
  await expect.poll(() => shown(lea)).toHaveLength(1);
  const colour = await lea.page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
    const made = [...document.images].find(({ src }) => src.startsWith('blob:'));
    context.drawImage(made as HTMLImageElement, 0, 0);
    return [...context.getImageData(1, 1, 1, 1).data];
  });
  expect(colour).toEqual([255, 255, 255, 255]);
  expect(lea.complaints).toEqual([]);
});

test('what is sent while its photo is being made small waits for it, and goes once', async () => {
  const kim = await phones.phone(site.url);
  await kim.join('kim');
  await kim.openChannel('Welcome');
  await kim.startTopic('Lamps', 'It is dark.');
  await kim.openTopic('Lamps');
  /** As long as a slow phone takes for it. */
  const holdPhotos = () =>
    kim.page.evaluate(() => {
      const { toBlob } = HTMLCanvasElement.prototype;
      HTMLCanvasElement.prototype.toBlob = function (...args) {
        const goOn = () => {
          HTMLCanvasElement.prototype.toBlob = toBlob;
          toBlob.apply(this, args);
        };
        Object.assign(window, { goOn });
      };
    });
  const pickAndSend = async (send: string) => {
    await holdPhotos();
    await kim.page.locator('summary', { hasText: 'Photo' }).click();
    await kim.page.locator('#photo').setInputFiles(file);
    await expect.poll(() => kim.page.evaluate('"goOn" in window')).toBe(true);
    for (let press = 1; press <= 2; press += 1) await kim.press(send);
    await kim.page.evaluate('goOn(); delete window.goOn');
  };
  await kim.field('Comment').fill('This one.');
  await pickAndSend('Send');
  const lamp = kim.comments('This one.').locator('.photo img[src*="/media/"]');
  await lamp.waitFor();
  expect(await kim.field('Comment').inputValue()).toBe('');
  expect(await kim.page.getByRole('alert').count()).toBe(0);

  // Who leaves, comes back and goes on typing while it waits has all that, and nothing goes without it.
  await holdPhotos();
  await kim.field('Comment').fill('Half');
  await kim.page.locator('summary', { hasText: 'Photo' }).click();
  await kim.page.locator('#photo').setInputFiles(file);
  await expect.poll(() => kim.page.evaluate('"goOn" in window')).toBe(true);
  await kim.press('Send');
  await kim.page.goBack();
  await kim.openTopic('Lamps');
  await expect.poll(() => kim.field('Comment').inputValue()).toBe('Half');
  await kim.field('Comment').fill('Half a thought');
  await expect.poll(() => everythingStored(kim)).toContain('Half a thought');
  await kim.page.evaluate('goOn(); delete window.goOn');
  await kim.page.locator('#alt').waitFor();
  expect(await kim.field('Comment').inputValue()).toBe('Half a thought');
  await kim.press('Send');
  await kim.comments('Half a thought').locator('.photo').waitFor();
  expect(await kim.comments('Half').count()).toBe(1);

  await kim.page.goto(`${site.url}/report/other`);
  await kim.field('What is wrong').fill('A lamp is broken.');
  await kim.field('Where is it').fill('Mango Street');
  await pickAndSend('Send report');
  await kim.link('Number').first().click();
  await kim.page.locator('.photo img').waitFor();
  expect(kim.complaints).toEqual([]);
});

test('once its photo is there, a comment cannot be broken off: its words are on their way', async () => {
  const lena = await phones.phone(site.url);
  await lena.join('lena');
  await lena.openChannel('Welcome');
  await lena.startTopic('Signs', 'One is bent.');
  await lena.openTopic('Signs');
  await lena.field('Comment').fill('Like this.');
  await lena.page.locator('summary', { hasText: 'Photo' }).click();
  await lena.page.locator('#photo').setInputFiles(file);
  await lena.field('What is on the photo?').waitFor();
  // Nobody hears the words.
  await lena.page.evaluate(() => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (frame) {
      if (!String(frame).includes('<publish')) send.call(this, frame);
    };
  });
  const sent = lena.page.waitForResponse((answer) => answer.request().method() === 'PUT');
  await lena.press('Send');
  await sent;
  await lena.rests();
  await lena.text('Sending').first().waitFor();
  expect(await lena.button('Cancel').count()).toBe(0);
});

test('each picture of a person is fetched once, however often it is shown', async () => {
  const town = `welcome@topics.${site.domain}`;
  for (let n = 0; n < 6; n += 1) {
    const person = await MediaPerson.join(site);
    await person.put(await plain(), { avatar: true });
    const request = publishRequest(town, {
      id: `q${n}`,
      title: `Question ${n}`,
      text: 'Who knows?',
    });
    await person.client.request('set', `channels.${site.domain}`, request);
    await person.client.close();
  }
  const line = await ChaosProxy.to(site.url);
  const ida = await phones.phone(line.url);
  const rounds = [
    () => ida.openChannel('Welcome'),
    () => ida.openTopic('Question 3'),
    () => ida.link('Back').click(),
    () => ida.page.reload(),
  ];
  for (const go of rounds) {
    await go();
    await expect.poll(async () => (await shown(ida)).length).toBeGreaterThan(0);
    await ida.page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  }
  const asked = line.asked.filter((path) => path.startsWith('/media/'));
  expect(asked.length).toBeGreaterThan(2);
  expect(asked.toSorted()).toEqual([...new Set(asked)].sort());
  await line.close();
});

test('pictures of a closed channel are shown to who may read it, and to nobody else', async () => {
  const eve = await MediaPerson.join(site, 'eve');
  const { get } = await eve.put(await photo(), { id: 'secret' });
  const photos = [{ id: 'secret', alt: 'The plan' }];
  const request = publishRequest(eve.jid, { id: 'plan', text: 'Look', photos });
  await eve.client.request('set', `channels.${site.domain}`, request);
  await eve.close();
  await eve.client.close();
  expect((await fetch(get)).status).toBe(403);

  const phone = await phones.phone(site.url);
  await phone.signIn('eve', 'secret-pass');
  await phone.text('You follow').waitFor();
  await phone.page.goto(`${site.url}/channel/${eve.jid}/plan`);
  await phone.text('The plan').waitFor();
  await expect.poll(() => shown(phone)).toHaveLength(1);
  expect(phone.complaints).toEqual([]);

  const page = new Scriptless(site.url);
  await page.open('/login');
  await page.submit('sign-in', { username: 'eve', password: 'secret-pass' });
  const path = new URL(get).pathname;
  expect((await page.open(path)).status).toBe(200);
});

test('a channel’s picture: its owner chooses it in the settings, and pages without script do, too', async () => {
  const settings = `${site.url}/channel/welcome@topics.localhost/settings`;
  const admin = await phones.phone(site.url);
  await admin.signIn('admin', site.adminPassword);
  await admin.text('You follow').waitFor();
  await admin.page.goto(settings);
  await admin.field('Picture').setInputFiles(file);
  // A phone without the memory to make it small says so, and goes on.
  await admin.page.evaluate(() => {
    const { prototype } = HTMLCanvasElement;
    const { toBlob } = prototype;
    prototype.toBlob = (take) => {
      prototype.toBlob = toBlob;
      take(null);
    };
  });
  await admin.button('Save picture').click();
  await admin.text('This picture cannot be used.').waitFor();
  await admin.button('Try again').click();
  await admin.link('Remove picture').waitFor();
  await expect.poll(() => shown(admin)).toHaveLength(1);
  expect(admin.complaints).toEqual([]);

  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signInOnPage(page, site.url, 'admin', site.adminPassword);
  await page.goto(settings);
  await page.getByRole('link', { name: 'Remove picture' }).click();
  await page.getByRole('button', { name: 'Remove picture' }).click();
  await page.locator('.face img').waitFor({ state: 'detached' });
  await admin.link('Remove picture').waitFor({ state: 'detached' });
  await page.getByLabel('Description').fill('All that concerns everybody.');
  await page.getByLabel('Picture').setInputFiles(file);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.face img').waitFor();
  expect(await page.getByLabel('Description').inputValue()).toBe('All that concerns everybody.');
  await context.close();
});

test('the same without script: a form, what is no picture, and taking it away', async () => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 240, height: 320 },
  });
  const page = await context.newPage();
  await page.goto(`${site.url}/signup`);
  await page.getByLabel('Username').fill('cleo');
  await page.getByLabel('Password').fill('secret word');
  await page.getByLabel('I accept the rules').check();
  await page.getByRole('button', { name: 'Join' }).click();
  await page.goto(`${site.url}/profile/cleo@localhost`);
  const save = page.getByRole('button', { name: 'Save' });
  await page.getByLabel('About you').fill('Behind the clinic.');
  const script = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<script>') };
  await page.getByLabel('Picture').setInputFiles(script);
  await save.click();
  await page.getByText('This picture cannot be used.').waitFor();
  expect(await page.getByLabel('About you').inputValue()).toBe('Behind the clinic.');
  await page.getByLabel('Picture').setInputFiles(file);
  await save.click();
  const picture = page.locator('.face img');
  await picture.waitFor();
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBe(96);
  // Beside names, pages leave it out.
  await page.goto(site.url);
  await page.locator('.row .face', { hasText: 'C' }).waitFor();
  expect(await picture.count()).toBe(0);
  await page.goBack();
  await page.getByRole('link', { name: 'Remove picture' }).click();
  await page.getByRole('button', { name: 'Remove picture' }).click();
  await picture.waitFor({ state: 'detached' });

  await page.goto(`${site.url}/channel/welcome@topics.localhost/new`);
  await page.getByLabel('Topic').fill('The lamp is broken.');
  await page.locator('summary', { hasText: 'Photo' }).click();
  await page.getByLabel('Photo', { exact: true }).setInputFiles(script);
  await page.getByRole('button', { name: 'Post' }).click();
  await page.getByText('This picture cannot be used.').waitFor();
  await page.locator('summary', { hasText: 'Photo' }).click();
  await page.getByLabel('Photo', { exact: true }).setInputFiles(file);
  await page.getByLabel('What is on the photo?').fill('A broken lamp');
  await page.getByRole('button', { name: 'Post' }).click();
  await page.getByRole('link', { name: 'The lamp is broken.' }).click();
  await page.getByText('A broken lamp').waitFor();
  const lamp = page.locator('.photo img');
  await expect.poll(() => lamp.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(240);
  await page.goto(`${site.url}/settings`);
  await page.getByRole('button', { name: 'On', exact: true }).click();
  await page.goto(`${site.url}/channel/welcome@topics.localhost`);
  await page.getByRole('link', { name: 'The lamp is broken.' }).click();
  await page.getByRole('link', { name: /Show photo \(\d+ KB\)/ }).waitFor();
  expect(await lamp.count()).toBe(0);
  await context.close();
});
