import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../harness/site.ts';
import { photo } from '../integration/pictures.ts';
import { keepStoreBusy } from './busy-store.ts';
import { openPhones } from './phone.ts';

let site: Site;
let phones: Awaited<ReturnType<typeof openPhones>>;

beforeAll(async () => {
  [site, phones] = await Promise.all([startSite(), openPhones()]);
});

afterAll(async () => {
  await phones?.close();
  await site?.stop();
});

test('a newcomer joins, starts a topic and comments; others have it at once', async () => {
  const anna = await phones.phone(site.url);
  await anna.join('anna');
  await anna.openChannel('Welcome');
  await anna.startTopic('Water', 'No water in Extension 4 since this morning.');
  await anna.openTopic('Water');

  const ben = await phones.phone(site.url);
  await ben.join('ben');
  await ben.openChannel('Welcome');
  await ben.openTopic('Water');
  const reader = await phones.phone(site.url);
  await reader.openChannel('Welcome');
  await reader.openTopic('Water');
  await reader.link('Join').waitFor();
  await ben.text('No comments yet.').waitFor();

  const text = 'Here too. When will it be back?';
  const sent = performance.now();
  await anna.comment(text);
  const arrival = async (phone: typeof ben) => {
    await phone.text(text).waitFor();
    return Math.round(performance.now() - sent);
  };
  const [bens, readers] = await Promise.all([arrival(ben), arrival(reader)]);
  process.stdout.write(`from Send to the other screens: ${bens} ms, ${readers} ms\n`);

  await anna.text('Waiting to be sent').waitFor({ state: 'detached' });
  expect(await anna.text(text).count()).toBe(1);
  expect(await anna.field('Comment').inputValue()).toBe('');
  expect([...anna.complaints, ...ben.complaints, ...reader.complaints]).toEqual([]);
});

test('what is typed while the last comment is stored is the next one', async () => {
  const carla = await phones.phone(site.url);
  await carla.join('carla');
  await carla.openChannel('Welcome');
  await carla.openTopic('Water');
  const texts = ['one', 'two', 'three', 'four', 'five'].map((word) => `Comment ${word}.`);
  for (const text of texts) await carla.comment(text);
  for (const text of texts) await carla.comments(text).waitFor();
  const order = await carla.page.locator('.item .text').allTextContents();
  expect(order.filter((text) => texts.includes(text))).toEqual(texts);
});

test('who does not follow any more still comments, and follows again by it', async () => {
  const fanie = await phones.phone(site.url);
  await fanie.join('fanie');
  await fanie.openChannel('Welcome');
  await fanie.button('Unfollow').click();
  await fanie.button('Follow').waitFor();
  await fanie.openTopic('Water');
  await fanie.text('Sending a comment also follows this channel.').waitFor();
  await fanie.comment('I am back.');
  await fanie.comments('I am back.').waitFor();
  await fanie.link('Back').click();
  await fanie.button('Unfollow').waitFor();
});

test('two tabs of one person agree, and send once', async () => {
  const gugu = await phones.phone(site.url);
  const published: string[] = [];
  gugu.context.on('page', countPublishes);
  countPublishes(gugu.page);
  function countPublishes(page: Page) {
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => {
        if (String(payload).includes('<publish')) published.push(String(payload));
      });
    });
  }
  await gugu.join('gugu');
  await gugu.openChannel('Welcome');
  await gugu.openTopic('Water');
  const second = await gugu.context.newPage();
  await second.goto(gugu.page.url());
  await second.getByLabel('Comment').fill('From the second tab.');
  await second.getByRole('button', { name: 'Send' }).click();
  await gugu.comments('From the second tab.').waitFor();
  await second.reload();
  await second.locator('.item', { hasText: 'From the second tab.' }).waitFor();
  expect(await second.getByText('From the second tab.').count()).toBe(1);
  expect(published).toHaveLength(1);
});

test('what two tabs put into one field at the same moment is all kept, and seen in both', async () => {
  const hana = await phones.phone(site.url);
  await hana.join('hana');
  await hana.openChannel('Welcome');
  await hana.startTopic('Taps', 'They drip.');
  await hana.openTopic('Taps');
  const second = await hana.context.newPage();
  await second.goto(hana.page.url());
  await second.locator('summary', { hasText: 'Photo' }).click();
  const letGo = await keepStoreBusy(hana.page);
  const file = { name: 'tap.jpg', mimeType: 'image/jpeg', buffer: await photo(400, 300) };
  await second.getByLabel('Photo', { exact: true }).setInputFiles(file);
  await second.getByLabel('What is on the photo?').waitFor();
  await hana.field('Comment').fill('With a photo.');
  await letGo();
  await hana.field('What is on the photo?').waitFor();
  await expect.poll(() => second.getByLabel('Comment').inputValue()).toBe('With a photo.');
  expect(await second.getByLabel('What is on the photo?').count()).toBe(1);
  expect(hana.complaints).toEqual([]);
});

test('who goes back while a topic is being stored goes back once', async () => {
  const jana = await phones.phone(site.url);
  await jana.join('jana');
  await jana.openChannel('Welcome');
  const channel = jana.page.url();
  await jana.link('New topic').click();
  await jana.field('Title').fill('Benches');
  await jana.field('Topic').fill('One is broken.');
  const letGo = await keepStoreBusy(jana.page);
  await jana.press('Post');
  await jana.page.evaluate(() => history.back());
  await expect.poll(() => jana.page.url()).toBe(channel);
  await letGo();
  await jana.link('Benches').waitFor();
  await jana.rests();
  await jana.heading('Welcome');
  expect(jana.complaints).toEqual([]);
});

test('a screen that is left while the store fails asks it no more', async () => {
  const ines = await phones.phone(site.url);
  await ines.join('ines');
  await ines.link('Menu').click();
  await ines.heading('Menu');
  await ines.page.evaluate(() => {
    const { prototype } = IDBDatabase;
    const { transaction } = prototype;
    Object.assign(window, { asked: 0 });
    prototype.transaction = function (...args: Parameters<IDBDatabase['transaction']>) {
      if (!String(args[0]).includes('outbox')) return transaction.apply(this, args);
      (window as unknown as { asked: number }).asked += 1;
      throw new DOMException('gone', 'InvalidStateError');
    };
  });
  const asked = () => ines.page.evaluate('asked') as Promise<number>;
  await ines.link('My posts').click();
  await expect.poll(asked).toBeGreaterThan(0);
  await ines.page.evaluate(() => history.back());
  await ines.heading('Menu');
  const more = async () => {
    const before = await asked();
    await delay(3_000);
    return (await asked()) - before;
  };
  await expect.poll(more).toBe(0);
});
