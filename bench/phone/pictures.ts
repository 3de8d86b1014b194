import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import sharp from 'sharp';
import { publishRequest } from '../../src/protocol/pubsub.ts';
import { CHROMIUM_ARGS, CHROMIUM_PATH } from '../../test/harness/browser.ts';
import { ChaosProxy } from '../../test/harness/chaos-proxy.ts';
import type { Site } from '../../test/harness/site.ts';
import { MediaPerson } from '../../test/integration/media-people.ts';
import { report } from './budgets.ts';
import type { ShapedLink } from './shaped-link.ts';
import { SLOWER } from './slow-phone.ts';
import { CHANNEL_TITLE, TOPIC_TITLE } from './town.ts';

const PEOPLE = 100;

/** What pictures cost: one that is put up, and those of many people on one screen. */
export async function pictures(site: Site, link: ShapedLink): Promise<boolean[]> {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-photo-'));
  const file = join(folder, 'DSC_0001.JPG');
  writeFileSync(file, await cameraPhoto());
  console.log(`     a photo of 12 megapixels and ${(statSync(file).size / 1e6).toFixed(1)} MB`);
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGS });
  try {
    return [...(await putUp(browser, link, file)), ...(await manyFaces(browser, site))];
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

/** A photo as a phone takes it: light and shade, edges, grain. */
async function cameraPhoto(): Promise<Buffer> {
  const [width, height] = [4000, 3000];
  const coarse = await sharp({
    create: {
      ...{ width: 160, height: 120, channels: 3, background: '#888' },
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .png()
    .toBuffer();
  const grain = await sharp({
    create: {
      ...{ width, height, channels: 3, background: '#888' },
      noise: { type: 'gaussian', mean: 128, sigma: 14 },
    },
  })
    .png()
    .toBuffer();
  return sharp(coarse)
    .resize(width, height, { kernel: 'cubic' })
    .composite([{ input: grain, blend: 'soft-light' }])
    .withExif({ IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '25/1 44/1 0/1' } })
    .jpeg({ quality: 95 })
    .toBuffer();
}

async function putUp(browser: Browser, link: ShapedLink, file: string): Promise<boolean[]> {
  const context = await browser.newContext({ viewport: { width: 240, height: 320 } });
  const page = await openTopic(context, link);
  const cdp = await context.newCDPSession(page);

  // Emulation slows the page's own thread alone: all that the browser does is counted, and multiplied.
  const before = await processorTime(browser);
  await choose(page, file);
  const spent = ((await processorTime(browser)) - before) * SLOWER;
  await page.getByRole('button', { name: 'Remove picture' }).click();

  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.evaluate(() => {
    const seen = { longest: 0 };
    (globalThis as unknown as { freeze: typeof seen }).freeze = seen;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ entryTypes: ['longtask'] });
  });
  await choose(page, file);
  await page.getByLabel('Comment', { exact: true }).fill('It is here.');
  await link.quiet();
  link.reset();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('.item:not(.waiting) .photo').waitFor({ timeout: 60_000 });
  const sent = link.bytes - link.bytesDown;
  const freeze = await page.evaluate(
    () => (globalThis as unknown as { freeze: { longest: number } }).freeze.longest,
  );
  await context.close();
  return [
    report('a photo of 12 megapixels, sent', sent),
    report('… processor time', spent),
    report('… longest freeze', freeze),
  ];
}

async function openTopic(context: BrowserContext, link: ShapedLink): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(link.url);
  await page.locator('#app:not([data-drawn])').waitFor({ state: 'attached' });
  await page.getByRole('link', { name: 'Join' }).click();
  await page.getByLabel('Username').fill('photographer');
  await page.getByLabel('Password').fill('secret word');
  await page.getByLabel('I accept the rules').check();
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('link', { name: CHANNEL_TITLE }).click();
  await page.getByRole('link', { name: TOPIC_TITLE }).click();
  await page.getByLabel('Comment', { exact: true }).waitFor();
  return page;
}

/** Chooses the photo, and waits until it is small and kept. */
async function choose(page: Page, file: string): Promise<void> {
  await page.locator('summary', { hasText: 'Photo' }).click();
  await page.getByLabel('Photo', { exact: true }).setInputFiles(file);
  await page.locator('form .photo img').waitFor();
}

/** Milliseconds of processor time that the browser has taken so far, in all its processes and threads. */
async function processorTime(browser: Browser): Promise<number> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1_000, 0);
}

/** A channel in which a hundred people started a topic, each with a picture of their own. */
async function manyFaces(browser: Browser, site: Site): Promise<boolean[]> {
  const channel = `welcome@topics.${site.domain}`;
  for (let n = 0; n < PEOPLE; n += 1) {
    const person = await MediaPerson.join(site);
    await person.put(await face(n), { avatar: true });
    const topic = { id: `topic-${n}`, title: `Question ${n}`, text: 'Who knows?' };
    const request = publishRequest(channel, topic);
    await person.client.request('set', `channels.${site.domain}`, request);
    await person.client.close();
  }
  const context = await browser.newContext({ viewport: { width: 240, height: 320 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  const pictures = new Set<string>();
  let bytes = 0;
  cdp.on('Network.responseReceived', ({ requestId, response }) => {
    if (response.url.includes('/media/') && !response.fromDiskCache) pictures.add(requestId);
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (pictures.has(requestId)) bytes += encodedDataLength;
  });
  // What the browser has in memory it tells of like an answer: the line alone knows what was asked.
  const line = await ChaosProxy.to(site.url);
  await page.goto(`${line.url}/channel/${channel}`);
  await page.locator('#app:not([data-drawn])').waitFor({ state: 'attached' });
  const rows = page.locator('.row .face img');
  while ((await rows.count()) < PEOPLE) {
    const shown = await rows.count();
    await page.getByRole('link', { name: 'Older topics' }).click();
    await page.waitForFunction((n) => document.querySelectorAll('.face img').length > n, shown);
  }
  for (let n = 0; n < PEOPLE; n += 1) await rows.nth(n).scrollIntoViewIfNeeded();
  await page.waitForFunction(() =>
    [...document.images].every(({ complete, naturalWidth }) => complete && naturalWidth > 0),
  );
  // And once more: from the browser's own.
  await page.reload();
  await rows.first().waitFor();
  await page.waitForTimeout(1_000);
  await context.close();
  await line.close();
  const asked = line.asked.filter((path) => path.startsWith('/media/'));
  const twice = asked.length - new Set(asked).size;
  return [report('100 pictures of people', bytes), report('… fetched twice', twice)];
}

/** Skin, hair, a shirt and a wall, each of another shade, with some grain. */
async function face(n: number): Promise<Buffer> {
  const shade = (salt: number) =>
    `hsl(${(n * 47 + salt * 83) % 360},45%,${30 + ((n * salt) % 45)}%)`;
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600">
    <rect width="600" height="600" fill="${shade(1)}"/><rect y="${300 + (n % 90)}" width="600" height="300" fill="${shade(5)}"/>
    <ellipse cx="300" cy="640" rx="260" ry="200" fill="${shade(2)}"/>
    <ellipse cx="300" cy="300" rx="${150 + (n % 30)}" ry="200" fill="hsl(24,45%,${25 + (n % 50)}%)"/>
    <path d="M130 280 Q300 ${-20 + (n % 80)} 470 280 Q300 150 130 280" fill="hsl(20,30%,${8 + (n % 25)}%)"/>
    <circle cx="235" cy="280" r="22"/><circle cx="365" cy="280" r="22"/>
    <path d="M220 400 Q300 ${430 + (n % 40)} 380 400" stroke="#300" stroke-width="14" fill="none"/></svg>`;
  const grain = await sharp({
    create: {
      ...{ width: 600, height: 600, channels: 3, background: '#888' },
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
    .png()
    .toBuffer();
  return sharp(Buffer.from(drawing))
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 90 })
    .toBuffer();
}
