/** Pages in a real browser with script switched off. */
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHROMIUM_ARGS, CHROMIUM_PATH } from '../harness/browser.ts';
import { type Site, startSite } from '../harness/site.ts';

const LONGEST = 'Maatskaplikeontwikkelingsaangeleenthede'.repeat(3);

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([
    startSite(),
    chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGS }),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

async function scriptless(): Promise<Page> {
  const viewport = { width: 240, height: 320 };
  const context = await browser.newContext({ javaScriptEnabled: false, viewport });
  const page = await context.newPage();
  page.on('console', (message) => expect(message.text()).not.toContain('Content Security'));
  await page.goto(site.url);
  return page;
}

async function join(page: Page, username: string): Promise<void> {
  await page.getByRole('link', { name: 'Join' }).click();
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill('secret word');
  await page.getByLabel('I accept the rules').check();
  await page.getByRole('button', { name: 'Join' }).click();
}

test('joining, following, a topic, a comment, a refusal and signing out need no script', async () => {
  const page = await scriptless();
  await join(page, 'thandi');
  await page.getByRole('link', { name: 'Welcome' }).click();
  await page.getByRole('button', { name: 'Unfollow' }).click();
  await page.getByRole('button', { name: 'Follow', exact: true }).click();
  await page.getByRole('link', { name: 'New topic' }).click();
  await page.getByLabel('Title').fill(LONGEST);
  await page.getByLabel('Topic').fill(`At the clinic. ${LONGEST}`);
  await page.getByRole('button', { name: 'Post' }).click();
  await page.getByRole('link', { name: LONGEST.slice(0, 40) }).click();
  await page.getByLabel('Comment').fill('x'.repeat(4_097));
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Too long').waitFor();
  expect(await page.getByLabel('Comment').inputValue()).toHaveLength(4_097);
  await page.getByLabel('Comment').fill('From nine.');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('From nine.').waitFor();
  // Whom it answers comes to mind while it is being written.
  await page.getByLabel('Comment').fill('Until when?');
  await page.getByRole('button', { name: 'Reply: thandi' }).click();
  await page.locator('#answer', { hasText: 'To thandi:' }).waitFor();
  expect(await page.getByLabel('Comment').inputValue()).toBe('Until when?');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('.quote', { hasText: 'To thandi: From nine.' }).waitFor();
  await page.getByRole('link', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Join' }).waitFor();
});

test('the app takes a page over as it stands: same place, same words, what was typed', async () => {
  // Holds the app back, as a slow network does.
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const viewport = { width: 240, height: 320 };
  const context = await browser.newContext({ viewport, serviceWorkers: 'block' });
  const slow = await context.newPage();
  await slow.route('**/assets/*.js', async (route) => {
    await held;
    await route.continue();
  });
  await slow.goto(`${site.url}/signup`, { waitUntil: 'commit' });
  await slow.getByLabel('Username').fill('half-typed');
  await slow.getByLabel('I accept the rules').check();
  release();
  await slow.locator('#app:not([data-drawn])').waitFor();
  expect(await slow.getByLabel('Username').inputValue()).toBe('half-typed');
  expect(await slow.getByLabel('I accept the rules').isChecked()).toBe(true);
  await slow.getByLabel('Password').fill('secret word');
  await slow.getByRole('button', { name: 'Join' }).click();
  await slow.getByRole('link', { name: 'Join' }).waitFor({ state: 'detached' });
});
