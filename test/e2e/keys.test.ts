import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { publishRequest, retractRequest } from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { connect } from '../../src/server/stream/client.ts';
import { type Site, startSite } from '../harness/site.ts';
import { keepStoreBusy } from './busy-store.ts';
import { arrowTo, focused, pressSoftKey, stepAside } from './hands.ts';
import { openPhones } from './phone.ts';

/** Height of the bar with the words of the soft keys. */
const SOFT_KEYS = 30;
const LINES = Array.from({ length: 120 }, (_, n) => `Line ${n} of the by-law.`);

let site: Site;
let phones: Awaited<ReturnType<typeof openPhones>>;

beforeAll(async () => {
  [site, phones] = await Promise.all([startSite(), openPhones()]);
  const { url, domain, adminPassword: password } = site;
  const admin = await connect({ url, domain, username: 'admin', password });
  const channel = `welcome@topics.${domain}`;
  for (const [id, title] of [
    ['by-law', 'By-law'],
    ['market', 'Market'],
    ['roads', 'Roads'],
  ] as const) {
    const text = id === 'by-law' ? LINES.join('\n') : 'Short.';
    await admin.request('set', `channels.${domain}`, publishRequest(channel, { id, title, text }));
  }
  await admin.close();
});

/** A channel of 25 topics, the newest with 35 comments: more than is shown at first. */
async function createLong(name: string): Promise<string> {
  const { url, domain, adminPassword: password } = site;
  const admin = await connect({ url, domain, username: 'admin', password });
  const [service, long] = [`channels.${domain}`, `${name}@topics.${domain}`];
  await admin.request('set', service, createRequest(long, configChangeForm({ title: name })));
  const post = (item: Parameters<typeof publishRequest>[1]) =>
    admin.request('set', service, publishRequest(long, item));
  for (let n = 1; n <= 25; n += 1)
    await post({ id: `t${n}`, title: `Topic ${n}.`, text: 'Short.' });
  for (let n = 1; n <= 35; n += 1)
    await post({ id: `c${n}`, text: `Comment ${n}.`, parent: 't25', target: 't25' });
  await admin.close();
  return long;
}

afterAll(async () => {
  await phones?.close();
  await site?.stop();
});

test('everything goes with arrows, Enter and Backspace', async () => {
  const anna = await phones.phone(site.url);
  const { keyboard } = anna.page;
  await anna.heading('Channels');

  await arrowTo(anna, 'Join');
  await keyboard.press('Enter');
  await anna.heading('Join');
  await arrowTo(anna, 'Username');
  await keyboard.type('anna');
  await arrowTo(anna, 'Password');
  await keyboard.type('secret word');
  await arrowTo(anna, 'I accept the rules');
  await keyboard.press('Enter');
  await arrowTo(anna, 'Join');
  await keyboard.press('Enter');
  await anna.heading('Channels');
  await anna.text('You follow').waitFor();

  await arrowTo(anna, 'Welcome');
  await keyboard.press('Enter');
  await anna.heading('Welcome');
  await arrowTo(anna, 'New topic');
  await keyboard.press('Enter');
  await anna.heading('New topic');
  await arrowTo(anna, 'Title');
  await keyboard.type('Clinic');
  await arrowTo(anna, 'Topic');
  await keyboard.type('When does it open?\nAnd on Sundays?');
  await arrowTo(anna, 'Post');
  await keyboard.press('Enter');
  await anna.heading('Welcome');

  await anna.link('Clinic').waitFor();
  await arrowTo(anna, 'Clinic');
  await keyboard.press('Enter');
  await anna.heading('Clinic');
  await arrowTo(anna, 'Comment');
  // Inside a field, Backspace takes a letter away.
  await keyboard.type('Att');
  await keyboard.press('Backspace');
  await keyboard.type(' seven.');
  await arrowTo(anna, 'Send');
  await keyboard.press('Enter');
  await anna.text('At seven.').waitFor();
  await arrowTo(anna, 'Comment', 'ArrowUp');

  // In a field without text, it goes back.
  await keyboard.press('Backspace');
  await anna.heading('Welcome');
  expect(await focused(anna)).toContain('Clinic');
  await keyboard.press('F1');
  await anna.heading('Menu');
  await keyboard.press('Backspace');
  await anna.heading('Welcome');
  await keyboard.press('Backspace');
  await anna.heading('Channels');
  expect(anna.complaints).toEqual([]);
});

test('up and down go line by line, sideways within one, and both lead to everything', async () => {
  const reader = await phones.phone(site.url);
  const { page } = reader;
  await reader.heading('Channels');
  await arrowTo(reader, 'Join');
  await page.keyboard.press('ArrowRight');
  expect(await focused(reader)).toBe('Sign in');
  await page.keyboard.press('ArrowDown');
  expect(await focused(reader)).toContain('Places');
  await page.keyboard.press('ArrowUp');
  expect(await focused(reader)).toBe('Join');

  for (const path of ['/', '/channel/welcome@topics.localhost', '/menu', '/settings', '/signup']) {
    await page.goto(site.url + path);
    await reader.appRuns();
    const reached = await page.evaluateHandle(() => new Set<Element | null>());
    const note = () => reached.evaluate((all) => all.add(document.activeElement).size);
    for (let before = -1, now = 0; now > before; ) {
      before = now;
      // A text that is longer than the screen is scrolled through before the next line.
      for (let presses = 0; presses < 4; presses += 1) {
        await page.keyboard.press('ArrowDown');
        await focused(reader);
        for (let more = true; more; more = await stepAside(reader)) now = await note();
      }
    }
    const missed = await reached.evaluate((all) =>
      [...document.querySelectorAll('a[href],button,input,textarea,select,summary')]
        .filter((one) => one.getClientRects().length > 0 && !one.closest('.soft-keys'))
        .filter((one) => !all.has(one))
        .map((one) => one.outerHTML),
    );
    expect(missed, path).toEqual([]);
  }
});

test('a long text is read on the way, and the focus never hides under a bar', async () => {
  const reader = await phones.phone(`${site.url}/channel/welcome@topics.localhost/by-law`);
  const { page } = reader;
  await reader.link('Sign in').waitFor();
  const seen = new Set<string>();
  async function look(): Promise<number> {
    const { scroll, lines, box } = await page.evaluate((bar) => {
      const text = document.querySelector('article .text') as HTMLElement;
      const { top, bottom } = text.getBoundingClientRect();
      const height = (bottom - top) / 120;
      const inSight = (n: number) =>
        top + n * height >= 0 && top + (n + 1) * height <= innerHeight - bar;
      const { tagName } = document.activeElement as Element;
      const rect = document.activeElement?.getBoundingClientRect();
      return {
        scroll: scrollY,
        lines: Array.from({ length: 120 }, (_, n) => n).filter(inSight),
        box: tagName === 'A' || tagName === 'BUTTON' ? rect?.toJSON() : null,
      };
    }, SOFT_KEYS);
    for (const line of lines) seen.add(`Line ${line} of the by-law.`);
    if (box) {
      expect(box.top).toBeGreaterThanOrEqual(0);
      expect(box.bottom).toBeLessThanOrEqual(320 - SOFT_KEYS);
    }
    return scroll;
  }
  let presses = 0;
  await look();
  while (!(await focused(reader)).includes('Join') && presses < 60) {
    await page.keyboard.press('ArrowDown');
    await look();
    presses += 1;
  }
  expect([...seen].sort()).toEqual([...LINES].sort());
  expect(presses).toBeLessThan(30);

  // Held at the end, the key changes nothing.
  for (let n = 0; n < 20; n += 1) await page.keyboard.down('ArrowDown');
  await page.keyboard.up('ArrowDown');
  expect(await focused(reader)).toContain('Join');
  for (let n = 0; n < 40; n += 1) await page.keyboard.press('ArrowUp');
  expect(await look()).toBe(0);
});

test('what is wrong in a form has the focus, however far above its button it stands', async () => {
  const newcomer = await phones.phone(`${site.url}/signup`);
  const { keyboard } = newcomer.page;
  await newcomer.heading('Join');
  await arrowTo(newcomer, 'Username');
  await keyboard.type('admin');
  await arrowTo(newcomer, 'Password');
  await keyboard.type('secret word');
  await arrowTo(newcomer, 'Join');
  await keyboard.press('Enter');
  await expect.poll(() => focused(newcomer)).toBe('I accept the rules');
  await keyboard.press('Enter');
  await arrowTo(newcomer, 'Join');
  await keyboard.press('Enter');
  await newcomer.text('is taken. Choose another').waitFor();
  await expect.poll(() => focused(newcomer)).toBe('Username');
  const said = await newcomer.page.locator('.problem').boundingBox();
  expect(said?.y).toBeGreaterThan(0);
  expect((said?.y ?? 0) + (said?.height ?? 0)).toBeLessThan(320 - SOFT_KEYS);
});

test('on the smallest screen, too, one sees what is wrong with the field that has the focus', async () => {
  const anna = await phones.phone(site.url);
  await anna.join('small-screen');
  await anna.page.setViewportSize({ width: 128, height: 160 });
  await anna.page.goto(`${site.url}/channel/welcome@topics.localhost/new`);
  await anna.heading('New topic');
  await arrowTo(anna, 'Post');
  await anna.page.keyboard.press('Enter');
  await expect.poll(() => focused(anna)).toBe('Topic');
  const said = await anna.page.locator('.problem').boundingBox();
  const bar = await anna.page.locator('.soft-keys').boundingBox();
  const line = 20;
  expect((said?.y ?? 0) + line).toBeLessThanOrEqual(bar?.y ?? 0);
});

test('a button that was pressed keeps the focus while its answer is on the way', async () => {
  const reader = await phones.phone(`${site.url}/login`);
  await reader.heading('Sign in');
  await arrowTo(reader, 'Username');
  await reader.page.keyboard.type('nobody-of-that-name');
  await arrowTo(reader, 'Password');
  await reader.page.keyboard.type('not the word');
  await arrowTo(reader, 'Sign in');
  await reader.page.evaluate(() => {
    const pressed = new MutationObserver(() => {
      pressed.disconnect();
      Object.assign(window, { meanwhile: document.activeElement?.textContent });
    });
    const button = document.querySelector('[type=submit]') as Element;
    pressed.observe(button, { attributeFilter: ['aria-disabled'] });
  });
  await reader.page.keyboard.press('Enter');
  await reader.page.locator('.problem').waitFor();
  expect(await reader.page.evaluate('meanwhile')).toBe('Sign in');
  await expect.poll(() => focused(reader)).toBe('Password');
});

test('the bar says what Enter does, and what was unfolded is no stop any more', async () => {
  const reader = await phones.phone(site.url);
  const { keyboard } = reader.page;
  const act = reader.page.locator('.soft-keys span');
  await reader.join('reader');
  await reader.openChannel('Welcome');
  await reader.link('By-law').click();
  await reader.heading('By-law');
  await arrowTo(reader, 'See more');
  expect(await act.textContent()).toBe('Open');
  await keyboard.press('Enter');
  await reader.page.locator('details[open]').waitFor();
  await arrowTo(reader, 'admin', 'ArrowUp');
  const stops: string[] = [];
  while (!stops.includes('Report')) {
    await keyboard.press('ArrowDown');
    stops.push(await focused(reader));
  }
  expect(stops).not.toContain('See more');
  await keyboard.press('Enter');
  // That screen is fetched first: who hears it hears its name all the same.
  await reader.heading('Report this post');
  expect(await focused(reader)).toBe('Report this post');
  await arrowTo(reader, 'Threatens or hates');
  expect(await act.textContent()).toBe('Tick');
  await keyboard.press('Enter');
  expect(await reader.page.locator('#rule-threat').isChecked()).toBe(true);
});

test('coming back finds focus and scroll as they were', async () => {
  const reader = await phones.phone(site.url);
  await reader.openChannel('Welcome');
  await arrowTo(reader, 'By-law');
  const before = await reader.page.evaluate(() => scrollY);
  await reader.page.keyboard.press('Enter');
  await reader.heading('By-law');
  expect(await reader.page.evaluate(() => scrollY)).toBe(0);
  for (let n = 0; n < 5; n += 1) await reader.page.keyboard.press('ArrowDown');
  const deep = await reader.page.evaluate(() => scrollY);
  expect(deep).toBeGreaterThan(300);
  await reader.page.keyboard.press('F1');
  await reader.heading('Menu');
  // A phone whose right key is no key event: it goes back in the history.
  await reader.page.evaluate(() => history.back());
  await reader.heading('By-law');
  await expect.poll(() => reader.page.evaluate(() => scrollY)).toBe(deep);
  // The key is pressed again before the menu has been painted.
  await reader.page.evaluate(() => {
    const shown = new MutationObserver(() => {
      if (document.querySelector('h1')?.textContent !== 'Menu') return;
      shown.disconnect();
      history.back();
    });
    shown.observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  await reader.page.keyboard.press('F1');
  await expect.poll(() => reader.page.evaluate(() => location.pathname)).toContain('by-law');
  await reader.heading('By-law');
  await expect.poll(() => reader.page.evaluate(() => scrollY)).toBe(deep);
  await reader.page.evaluate(() => history.back());
  await reader.heading('Welcome');
  await expect.poll(() => focused(reader)).toContain('By-law');
  expect(await reader.page.evaluate(() => scrollY)).toBe(before);
});

test('one comes back to what one left, though other things stand around it now', async () => {
  const anna = await phones.phone(site.url);
  const { page } = anna;
  const { keyboard } = page;
  const top = () => page.evaluate(() => document.activeElement?.getBoundingClientRect().top ?? 0);
  /** Browsers scroll by whole pixels. */
  const isAt = (before: number) =>
    expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(1);
  await anna.join('comes-back');
  await anna.openChannel('Welcome');
  await arrowTo(anna, 'Roads');
  const before = await top();
  await keyboard.press('Enter');
  await anna.heading('Roads');
  for (const text of ['One.', 'Two.', 'Three.', 'Four.', 'Five.']) {
    await anna.comment(text);
    await anna.comments(text).waitFor();
  }
  // Each of them leads to the same screen.
  await page.getByRole('link', { name: 'comes-back', exact: true }).last().focus();
  const last = await top();
  await keyboard.press('Enter');
  await anna.heading('comes-back');
  await keyboard.press('Backspace');
  await anna.heading('Roads');
  await expect.poll(() => focused(anna)).toContain('comes-back');
  await isAt(last);

  const { url, domain, adminPassword: password } = site;
  const admin = await connect({ url, domain, username: 'admin', password });
  for (let n = 1; n <= 4; n += 1) {
    const post = { id: `news-${n}`, title: `News ${n}`, text: 'Short.' };
    const request = publishRequest(`welcome@topics.${domain}`, post);
    await admin.request('set', `channels.${domain}`, request);
  }
  await expect.poll(() => page.title()).toMatch(/^\(\d+\)/);
  await keyboard.press('Backspace');
  await anna.heading('Welcome');
  await anna.link('News 4').waitFor();
  await expect.poll(() => focused(anna)).toContain('Roads');
  await isAt(before);

  // What was pressed goes: one goes on with what came after it.
  await arrowTo(anna, 'Mark all read', 'ArrowUp');
  await keyboard.press('Enter');
  await anna.button('Mark all read').waitFor({ state: 'detached' });
  await expect.poll(() => focused(anna)).toContain('News 4');
  for (const { id } of [1, 2, 3, 4].map((n) => ({ id: `news-${n}` }))) {
    const request = retractRequest(`welcome@topics.${domain}`, id);
    await admin.request('set', `channels.${domain}`, request);
  }
  await admin.close();
});

test('the last "Older" gives the focus to the first that it brought; who has scrolled on is left there', async () => {
  const { url } = site;
  const long = await createLong('long');
  for (const [path, older, first, elsewhere] of [
    ['', 'Older topics', 'Topic 5.', 0],
    ['/t25', 'Older comments', 'Comment 1.', 9_999],
  ] as const) {
    const reader = await phones.phone(`${url}/channel/${long}${path}`);
    const { page } = reader;
    const row = page.locator('li').filter({ hasText: first });
    await arrowTo(reader, older);
    await page.keyboard.press('Enter');
    await row.locator('a:focus').waitFor();

    await page.goto(`${url}/channel/${long}${path}`);
    await reader.link(older).waitFor();
    await reader.rests();
    await arrowTo(reader, older);
    const letGo = await keepStoreBusy(page);
    await page.keyboard.press('Enter');
    await page.evaluate((to) => scrollTo(0, to), elsewhere);
    const seen = await page.evaluateHandle(() => document.elementFromPoint(120, 150));
    const top = () => seen.evaluate((element) => element?.getBoundingClientRect().top);
    const before = await top();
    await letGo();
    await row.waitFor();
    await delay(500);
    // Browsers scroll by whole pixels.
    expect(Math.abs(((await top()) ?? 0) - (before ?? 0)), older).toBeLessThan(1);
  }
});

test('coming back finds as much of a list as was shown, without a network too', async () => {
  const deep = await createLong('deep');
  const anna = await phones.phone(`${site.url}/channel/${deep}`);
  const { page, context } = anna;
  const top = () => page.evaluate(() => document.activeElement?.getBoundingClientRect().top ?? 0);
  await anna.join('goes-deep');
  await anna.heading('deep');
  await anna.press('Follow');
  await anna.button('Unfollow').waitFor();
  for (const [path, older, first, next] of [
    [`/channel/${deep}`, 'Older topics', 'Topic 5.', 'Topic 5.'],
    [`/channel/${deep}/t25`, 'Older comments', 'Comment 5.', 'admin'],
    ['/search?q=Topic', 'More posts', 'Topic 5.', 'Topic 5.'],
  ] as const) {
    await page.goto(site.url + path);
    const row = page.locator('li').filter({ hasText: first });
    await anna.link(older).focus();
    await page.keyboard.press('Enter');
    await row.waitFor();
    await row.getByRole('link').first().focus();
    const before = await top();
    await page.keyboard.press('Enter');
    await anna.heading(next);
    await context.setOffline(true);
    await anna.text('Not connected.').waitFor();
    await page.keyboard.press('Backspace');
    await row.locator('a:focus').waitFor();
    // Browsers scroll by whole pixels.
    await expect
      .poll(async () => Math.abs((await top()) - before), { message: path })
      .toBeLessThan(1);
    await context.setOffline(false);
  }

  // It is not there for whoever has the phone next.
  await page.keyboard.press('F1');
  await anna.press('Sign out');
  await anna.text('Nothing of yours is left').waitFor();
  while (!page.url().includes('/search')) await page.goBack();
  await anna.heading('Search');
  expect(await page.locator('li').filter({ hasText: 'Topic' }).count()).toBe(0);
});

test('who comes back to a topic is where they were, and not at what arrived meanwhile', async () => {
  const wide = await createLong('wide');
  const anna = await phones.phone(`${site.url}/channel/${wide}`);
  const { page } = anna;
  const top = () => page.evaluate(() => document.activeElement?.getBoundingClientRect().top ?? 0);
  await anna.join('reads-on');
  await anna.heading('wide');
  await anna.press('Follow');
  await anna.button('Unfollow').waitFor();
  await anna.openTopic('Topic 25.');
  await anna.comments('Comment 35.').waitFor();
  await anna.link('Older comments').focus();
  await page.keyboard.press('Enter');
  await anna.comments('Comment 1.').waitFor();
  await anna.rests();
  const author = anna.comments('Comment 20.').locator('.byline a');
  await author.focus();
  const before = await top();
  await page.keyboard.press('Enter');
  await anna.heading('admin');
  const { url, domain, adminPassword: password } = site;
  const admin = await connect({ url, domain, username: 'admin', password });
  const post = { id: 'c36', text: 'Comment 36.', parent: 't25', target: 't25' };
  await admin.request('set', `channels.${domain}`, publishRequest(wide, post));
  await admin.close();
  await expect.poll(() => page.title()).toMatch(/^\(1\)/);
  await page.keyboard.press('Backspace');
  await page.locator('#new').waitFor();
  await anna.rests();
  expect(await author.evaluate((link) => link === document.activeElement)).toBe(true);
  // Browsers scroll by whole pixels.
  expect(Math.abs((await top()) - before)).toBeLessThan(1);
});

test('a hasty Enter takes no post away', async () => {
  const anna = await phones.phone(`${site.url}/channel/welcome@topics.localhost/market`);
  const { keyboard } = anna.page;
  await anna.join('hasty');
  await anna.heading('Market');
  await anna.comment('Mine.');
  await anna.comments('Mine.').waitFor();
  const remove = anna.comments('Mine.').getByRole('link', { name: 'Remove' });
  await remove.focus();
  await keyboard.press('Enter');
  await anna.text('Remove it for everybody?').waitFor();
  await expect.poll(() => focused(anna)).toBe('Keep');
  expect(await anna.page.locator('.soft-keys span').textContent()).toBe('Keep');
  await keyboard.press('Enter');
  await expect.poll(() => remove.evaluate((link) => link === document.activeElement)).toBe(true);
  await keyboard.press('Enter');
  await expect.poll(() => focused(anna)).toBe('Keep');
  await keyboard.press('ArrowLeft');
  expect(await focused(anna)).toBe('Remove');
  await keyboard.press('Enter');
  await anna.comments('Mine.').waitFor({ state: 'detached' });
});

test('who sends without a network sees that it waits, and their button', async () => {
  const anna = await phones.phone(`${site.url}/channel/welcome@topics.localhost/market`);
  await anna.join('waits');
  await anna.heading('Market');
  await anna.comment('Here.');
  await anna.comments('Here.').waitFor();
  await anna.context.setOffline(true);
  await anna.text('Not connected.').waitFor();
  await arrowTo(anna, 'Comment');
  await anna.page.keyboard.type('When will the tanker come to extension 4?');
  await arrowTo(anna, 'Send');
  await anna.page.keyboard.press('Enter');
  const state = anna.text('Waiting to be sent');
  await state.waitFor();
  await expect.poll(async () => (await state.boundingBox())?.y).toBeGreaterThanOrEqual(0);
  expect(await focused(anna)).toBe('Send');
  const button = await anna.button('Send').boundingBox();
  expect((button?.y ?? 0) + (button?.height ?? 0)).toBeLessThanOrEqual(320 - SOFT_KEYS);
});

test('who answers a comment has the whole field in sight', async () => {
  const anna = await phones.phone(`${site.url}/channel/welcome@topics.localhost/market`);
  await anna.join('answers');
  await anna.heading('Market');
  for (const text of ['One.', 'Two.', 'Three.']) {
    await anna.comment(text);
    await anna.comments(text).waitFor();
  }
  await anna.comments('One.').getByRole('link', { name: 'Reply' }).focus();
  await anna.page.keyboard.press('Enter');
  await anna.text('To answers:').waitFor();
  await expect.poll(() => focused(anna)).toBe('Comment');
  const bottom = () =>
    anna.page.evaluate(() => document.activeElement?.getBoundingClientRect().bottom);
  await expect.poll(bottom).toBeLessThanOrEqual(320 - SOFT_KEYS);
});

test('coming back finds the focus where it was, however long the store is busy; that costs no frames', async () => {
  const reader = await phones.phone(site.url);
  await reader.openChannel('Welcome');
  await arrowTo(reader, 'Market');
  await reader.page.keyboard.press('Enter');
  await reader.heading('Market');
  await reader.rests();
  const letGo = await keepStoreBusy(reader.page);
  await reader.page.evaluate(() => {
    const ask = requestAnimationFrame;
    let asked = 0;
    Object.assign(window, {
      framesAsked: () => asked,
      requestAnimationFrame(act: FrameRequestCallback) {
        asked += 1;
        return ask(act);
      },
    });
    history.back();
  });
  const frames = () => reader.page.evaluate<number>('framesAsked()');
  await expect.poll(() => reader.page.evaluate(() => document.querySelector('h1'))).toBeNull();
  await delay(500);
  const before = await frames();
  await delay(1_500);
  expect(await frames()).toBe(before);
  await letGo();
  await reader.heading('Welcome');
  await expect.poll(() => focused(reader)).toContain('Market');
});

test('soft keys open the menu and go back, once for each press', async () => {
  const reader = await phones.phone(site.url);
  await reader.openChannel('Welcome');
  await pressSoftKey(reader, 'SoftLeft');
  await reader.heading('Menu');
  await pressSoftKey(reader, 'SoftLeft');
  await reader.heading('Welcome');
  await pressSoftKey(reader, 'SoftLeft');
  await reader.heading('Menu');
  await pressSoftKey(reader, 'SoftRight');
  await reader.heading('Welcome');

  await arrowTo(reader, 'By-law');
  expect(await reader.page.locator('.soft-keys').textContent()).toBe('MenuBackOpen');
  await reader.page.keyboard.press('Enter');
  await reader.heading('By-law');
  for (let n = 0; n < 5; n += 1) await reader.page.keyboard.down('Backspace');
  await reader.page.keyboard.up('Backspace');
  await reader.heading('Welcome');
});

test('the bar of soft keys is for phones with keys', async () => {
  const withTouch = await phones.phone(site.url, { hasTouch: true, isMobile: true });
  await withTouch.link('Menu').waitFor();
  expect(await withTouch.page.locator('.soft-keys').count()).toBe(0);

  const large = await phones.phone(site.url, { viewport: { width: 360, height: 640 } });
  await large.link('Menu').waitFor();
  await large.page.keyboard.press('ArrowDown');
  expect(await large.page.locator('.soft-keys').count()).toBe(0);
  await arrowTo(large, 'Menu', 'ArrowUp');
  await pressSoftKey(large, 'SoftLeft');
  await large.page.locator('.soft-keys').waitFor();

  const small = await phones.phone(site.url);
  await small.page.locator('.soft-keys').waitFor();
  expect(await small.page.locator('.bar a:visible').count()).toBe(0);
  await small.page.evaluate(() => dispatchEvent(new Event('touchstart')));
  await small.page.locator('.bar a:visible').waitFor();
  expect(await small.page.locator('.soft-keys').count()).toBe(0);
});

test('a click by the pointer that nobody sees comes to nothing', async () => {
  const reader = await phones.phone(site.url);
  const { keyboard, mouse } = reader.page;
  await reader.openChannel('Welcome');
  await arrowTo(reader, 'Market');
  const other = await reader.link('Roads').boundingBox();
  await keyboard.down('Enter');
  await mouse.click((other?.x ?? 0) + 5, (other?.y ?? 0) + 5);
  await keyboard.up('Enter');
  await reader.heading('Market');

  await keyboard.press('Backspace');
  await reader.heading('Welcome');
  await reader.link('Roads').click();
  await reader.heading('Roads');
});

test('Enter that goes up in another window leaves clicks as they are', async () => {
  const reader = await phones.phone(site.url);
  const { keyboard } = reader.page;
  await reader.openChannel('Welcome');
  await arrowTo(reader, 'Market');
  await keyboard.down('Enter');
  await reader.heading('Market');
  await reader.page.evaluate(() => {
    dispatchEvent(new Event('blur'));
    history.back();
  });
  await reader.heading('Welcome');
  await reader.link('Roads').click();
  await reader.heading('Roads');
  await keyboard.up('Enter');
});

test('digits jump to rows where that is switched on', async () => {
  const reader = await phones.phone(site.url);
  await reader.openChannel('Welcome');
  await reader.link('Roads').waitFor();
  const rows = await reader.page.locator('.row-title').allTextContents();
  await reader.page.keyboard.press('2');
  expect(await focused(reader)).toBe('Welcome');

  await reader.page.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.open('wifi-chat').onsuccess = ({ target }) => {
          const { result: database } = target as IDBOpenDBRequest;
          const tx = database.transaction('settings', 'readwrite');
          tx.objectStore('settings').put({ digitKeys: true }, 'settings');
          tx.oncomplete = () => resolve(database.close());
        };
      }),
  );
  await reader.page.reload();
  await reader.heading('Welcome');
  await reader.link('Roads').waitFor();
  await reader.page.keyboard.press('2');
  expect(await focused(reader)).toContain(rows[1]);
});
