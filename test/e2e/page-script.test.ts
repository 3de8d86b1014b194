/** The script of pages without the app: drafts, nothing sent twice, counts of today. */
import { readFileSync } from 'node:fs';
import { parse } from 'acorn';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishRequest } from '../../src/protocol/pubsub.ts';
import { connect } from '../../src/server/stream/client.ts';
import { CHROMIUM_ARGS, CHROMIUM_PATH } from '../harness/browser.ts';
import { eventually } from '../harness/eventually.ts';
import { QtWebKit } from '../harness/old/qtwebkit.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { type Site, startSite } from '../harness/site.ts';

const FILE = 'dist/public/page.js';
const WELCOME = '/channel/welcome@topics.localhost';
const TOPIC = `${WELCOME}/talk`;

let site: Site;
let browser: Browser;
let names = 0;

const post = async (id: string, text: string, parent: string | null = null) => {
  const { url, domain, adminPassword: password } = site;
  const admin = await connect({ url, domain, username: 'admin', password });
  const request = publishRequest('welcome@topics.localhost', { id, title: '', text, parent });
  await admin.request('set', 'channels.localhost', request);
  await admin.close();
};

beforeAll(async () => {
  [site, browser] = await Promise.all([
    startSite(),
    chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGS }),
  ]);
  await post('talk', 'Talk here.');
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

/** Somebody who signed in on a page, in a browser that has script. */
async function somebody(): Promise<{ page: Page; name: string }> {
  const person = new Scriptless(site.url);
  names += 1;
  await person.join(`writer-${names}`);
  const context = await browser.newContext({ serviceWorkers: 'block' });
  await context.addCookies(
    [...person.cookies].map(([name, value]) => ({ name, value, url: site.url })),
  );
  const page = await context.newPage();
  page.on('pageerror', (error) => expect(error).toBeNull());
  return { page, name: `writer-${names}` };
}

test('it is ES3, and at most 3 KB', () => {
  const code = readFileSync(FILE);
  expect(() => parse(String(code), { ecmaVersion: 3 })).not.toThrow();
  expect(code.length).toBeLessThanOrEqual(3 * 1024);
});

test('what is typed is there again after the browser was closed, until it is taken', async () => {
  const { page } = await somebody();
  await page.goto(site.url + TOPIC);
  await page.getByLabel('Comment').fill('Half a thou');
  await page.goto(site.url);
  await page.goto(site.url + TOPIC);
  expect(await page.getByLabel('Comment').inputValue()).toBe('Half a thou');
  // Sent, and never answered: it may be lost.
  await page.route('**/talk', (route) => route.abort());
  await page.getByLabel('Comment').fill('A whole thought.');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.unroute('**/talk');
  await page.goto(site.url + TOPIC);
  expect(await page.getByLabel('Comment').inputValue()).toBe('A whole thought.');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('article', { hasText: 'A whole thought.' }).waitFor();
  expect(await page.getByLabel('Comment').inputValue()).toBe('');
  await page.goto(site.url + TOPIC);
  expect(await page.getByLabel('Comment').inputValue()).toBe('');
  expect(await page.locator('article', { hasText: 'A whole thought.' }).count()).toBe(1);
});

test('a button pressed twice sends once', async () => {
  const { page } = await somebody();
  await page.goto(site.url + TOPIC);
  let sent = 0;
  await page.route('**/talk', async (route) => {
    if (route.request().method() === 'POST') sent += 1;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.continue();
  });
  await page.getByLabel('Comment').fill('Pressed twice.');
  await page.locator('form', { hasText: 'Send' }).evaluate((form: HTMLFormElement) => {
    form.requestSubmit();
    setTimeout(() => form.requestSubmit(), 300);
  });
  await page.locator('article', { hasText: 'Pressed twice.' }).waitFor();
  expect(sent).toBe(1);
});

test('nothing of one person is left for the next', async () => {
  const { page } = await somebody();
  const kept = () => page.evaluate(() => JSON.stringify(localStorage));
  await page.goto(site.url + TOPIC);
  await page.getByLabel('Comment').fill('Of the first.');
  expect(await kept()).toContain('Of the first.');
  for (const [name, path, button] of [
    ['the-next', '/menu', 'Sign out'],
    ['the-last', '/settings/account', 'Sign out everywhere'],
  ] as const) {
    const other = new Scriptless(site.url);
    await other.join(name);
    const value = other.cookies.get('person') as string;
    await page.context().addCookies([{ name: 'person', value, url: site.url }]);
    await page.goto(site.url + TOPIC);
    expect(await page.getByLabel('Comment').inputValue()).toBe('');
    expect(await kept()).not.toContain('Of the first.');
    await page.getByLabel('Comment').fill(`Of ${name}.`);
    await page.goto(site.url + path);
    await page.getByRole('button', { name: button }).click();
    await page.getByText('You are signed out.').waitFor();
    expect(await kept()).not.toContain(`Of ${name}.`);
  }
});

test('an open list learns what is new', async () => {
  const { page } = await somebody();
  await page.clock.install();
  await page.goto(site.url);
  const row = page.locator('a.row', { hasText: 'Welcome' });
  const before = await row.innerText();
  await post('t-news', 'News.');
  await eventually(async () => {
    await page.clock.fastForward(121_000);
    return (await row.innerText()) !== before;
  });
  expect(await row.locator('.badge').innerText()).toMatch(/^\d+ new$/);
});

test('where the app can be, it is not', async () => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(site.url);
  await page.locator('#app:not([data-drawn])').waitFor();
  expect(asked.filter((url) => url.includes('page.js'))).toEqual([]);
});

test('an engine of 2016 keeps a draft with it', async () => {
  const old = new QtWebKit('script');
  try {
    await old.open(`${site.url}/signup`);
    await old.fill('Username', 'old-phone');
    await old.fill('Password', 'secret word');
    await old.tick('I accept the rules');
    await old.press('Join');
    await eventually(async () => (await old.text()).includes('You follow'));
    await old.open(site.url + TOPIC);
    await old.fill('Comment', 'Before the battery died.');
    await old.open(site.url);
    await old.open(site.url + TOPIC);
    await eventually(async () => (await old.text()).includes('Before the battery died.'));
  } finally {
    await old.close();
  }
});
