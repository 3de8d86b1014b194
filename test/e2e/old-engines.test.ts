/** The build for old engines: in a Chromium that is made old, and in Debian's QtWebKit. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { QtWebKit } from '../harness/old/qtwebkit.ts';
import { type Site, startSite } from '../harness/site.ts';
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

/** Takes away what Chrome 42, Firefox 47 or QtWebKit lack. Runs in the page. */
function makeOld(): void {
  const gone: [object, string[]][] = [
    [window, ['fetch', 'TextEncoder', 'BroadcastChannel', 'globalThis', 'Proxy', 'Promise']],
    [window, ['queueMicrotask']],
    [Object, ['assign', 'entries', 'values', 'fromEntries']],
    [Array, ['from']],
    [Array.prototype, ['includes', 'find', 'findIndex', 'fill', 'flat', 'flatMap']],
    [String.prototype, ['padStart', 'trimEnd', 'replaceAll', 'matchAll']],
    [NodeList.prototype, ['forEach', Symbol.iterator]],
    [Element.prototype, ['replaceWith', 'append', 'prepend']],
    [IDBObjectStore.prototype, ['getAll', 'getAllKeys', 'getKey', 'openKeyCursor']],
    [IDBIndex.prototype, ['getAll', 'getAllKeys', 'getKey', 'openKeyCursor']],
    [Crypto.prototype, ['subtle', 'randomUUID']],
    [Navigator.prototype, ['locks', 'storage']],
    [HTMLScriptElement.prototype, ['noModule']],
  ] as unknown as [object, string[]][];
  for (const [from, names] of gone) {
    for (const name of names) delete (from as Record<string, unknown>)[name];
  }
}

test('where the engine is old one reads, posts, starts without a network and goes on', async () => {
  const phone = await phones.phone(site.url, {}, (context) => context.addInitScript(makeOld));
  await phone.join('oupa', undefined, true);
  await phone.openChannel('Welcome');
  await phone.startTopic('From an old phone', 'It still works.');
  await phone.openTopic('From an old phone');
  await phone.comment('And comments.');
  await phone.comments('And comments.').waitFor();
  await phone.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await phone.context.setOffline(true);
  await phone.page.reload();
  await phone.appRuns();
  await phone.comments('And comments.').waitFor();
  await phone.comment('Without a network.');
  await phone.text('Waiting to be sent').waitFor();
  await phone.context.setOffline(false);
  // It is signed in again, by its token.
  await phone.comments('Without a network.').waitFor();
  expect(phone.complaints).toEqual([]);
});

test('an engine that has modules but not their syntax starts the build for old ones', async () => {
  const phone = await phones.phone(site.url, { serviceWorkers: 'block' }, async (context) => {
    await context.route('**/assets/main-*.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'syntax of tomorrow' }),
    );
  });
  expect(await phone.page.evaluate(() => 'define' in window)).toBe(true);
  // What only some fetch is a part of its own.
  await phone.signIn('admin', site.adminPassword);
  await phone.text('You follow').waitFor();
  await phone.page.goto(`${site.url}/new`);
  await phone.appRuns();
  await phone.field('Title').waitFor();
});

test('in QtWebKit somebody joins, reads and posts with the app', async () => {
  const browser = new QtWebKit('app');
  const shows = (words: string) =>
    eventually(async () => (await browser.text()).includes(words)).catch(async () =>
      expect(await browser.text()).toContain(words),
    );
  try {
    await browser.open(site.url);
    await eventually(() => browser.isApp());
    await browser.follow('Join');
    await browser.fill('Username', 'from-2016');
    await browser.fill('Password', 'secret word');
    await browser.tick('I accept the rules');
    await browser.press('Join');
    await shows('You follow');
    await browser.follow('Welcome');
    await browser.follow('New topic');
    await browser.fill('Title', 'From 2016');
    await browser.fill('Topic', 'An old engine.');
    await browser.press('Post');
    await browser.follow('From 2016');
    await shows('An old engine.');
    await browser.fill('Comment', 'And a comment.');
    await browser.press('Send');
    await shows('And a comment.');
    await eventually(async () => !(await browser.text()).includes('Waiting to be sent'));
    expect(await browser.isApp()).toBe(true);
  } finally {
    await browser.close();
  }
});

test('in QtWebKit without databases the page stays as the server drew it, and posts', async () => {
  const browser = new QtWebKit('script');
  try {
    await browser.open(site.url);
    // By then the first script has made up its mind: it waits a second at most for the page to be seen.
    await delay(1_500);
    const scripts = await browser.scripts();
    expect(scripts).toContainEqual(expect.stringContaining('/assets/start-'));
    expect(scripts).not.toContainEqual(expect.stringContaining('/assets/old/'));
    await browser.follow('Sign in');
    await browser.fill('Username', 'admin');
    await browser.fill('Password', site.adminPassword);
    await browser.press('Sign in');
    await browser.follow('Welcome');
    await browser.follow('New topic');
    await browser.fill('Title', 'Without databases');
    await browser.fill('Topic', 'Sent by a form.');
    await browser.press('Post');
    await browser.follow('Without databases');
    await eventually(async () => (await browser.text()).includes('Sent by a form.'));
  } finally {
    await browser.close();
  }
});
