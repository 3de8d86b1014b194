/** What comes back from browsers is ours, and is taken once: forms, their ids, and cookies. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Scriptless } from '../harness/scriptless.ts';
import { type Site, startSite } from '../harness/site.ts';

const WELCOME = '/channel/welcome@topics.localhost';

let site: Site;

beforeAll(async () => {
  site = await startSite({ env: { PUBLIC_URL: 'https://chat.example.org' } });
});

afterAll(() => site?.stop());

/** Somebody signed in, with a topic of their own before them. */
async function author(name: string) {
  const browser = new Scriptless(site.url);
  await browser.join(name);
  await browser.open(`${WELCOME}/new`);
  await browser.submit('post', { title: `Topic of ${name}`, topic: 'Read me.' });
  const link = new RegExp(`href="([^"]*)"[^>]*>(?:(?!</a>).)*Topic of ${name}<`);
  const topic = link.exec(browser.page.html)?.[1] as string;
  await browser.open(topic);
  return { browser, topic };
}

/** The page of a form and its verb, each with what would come of it. */
const FORMS = [
  { at: 'topic', verb: 'comment', typed: { comment: 'Forged.' } },
  { at: `${WELCOME}/new`, verb: 'post', typed: { title: 'Forged.', topic: 'Forged.' } },
  { at: WELCOME, verb: 'unfollow', typed: {} },
  { at: '/menu', verb: 'sign-out', typed: {} },
  { at: '/settings/delete', verb: 'delete-account', typed: { password: 'secret-pass' } },
] as const;

test('no form of a person is taken without the token of their very browser', async () => {
  const { browser, topic } = await author('themba');
  const { browser: other } = await author('lerato');
  const theirs = other.form('comment').fields.token as string;
  for (const { at, verb, typed } of FORMS) {
    const path = at === 'topic' ? topic : at;
    await browser.open(path);
    const { action, fields } = browser.form(verb);
    for (const token of ['', 'x'.repeat(22), theirs]) {
      await browser.post(action, { ...fields, ...typed, token });
    }
    // The right token does not help where the browser says that it was on another site; one that does not say
    // where it was may have been on any.
    const { token = '' } = fields;
    for (const [Origin, its] of [
      ['https://evil.example', token],
      ['null', theirs],
    ] as const) {
      const body = new URLSearchParams({ ...fields, ...typed, token: its });
      const answer = await browser.open(action, { method: 'POST', body, headers: { Origin } });
      expect([verb, Origin, answer.status]).toEqual([verb, Origin, 403]);
      if (!('comment' in typed)) continue;
      // A browser or a proxy may have said it wrongly: the words come back, and nothing signed for the person.
      const back = browser.form(verb).fields;
      expect(back).toMatchObject(typed);
      await browser.post(action, back);
      expect(browser.page.text).toContain('What you wrote is still here');
    }
  }
  expect((await browser.open(topic)).text).not.toContain('Forged.');
  expect((await browser.open(WELCOME)).text).not.toContain('Forged.');
  expect(browser.page.text).toContain('Unfollow');
  expect((await browser.open('/menu')).text).toContain('You are themba');
});

test('of a browser that never says where it is, forms are taken by their token', async () => {
  const { browser, topic } = await author('karabo');
  const headers = { Origin: 'null' };
  const send = (verb: string, typed: Record<string, string>) => {
    const { action, fields } = browser.form(verb);
    const body = new URLSearchParams({ ...fields, ...typed });
    return browser.open(action, { method: 'POST', body, headers });
  };
  expect((await send('comment', { comment: 'Said privately.' })).status).toBe(200);
  expect((await browser.open(topic)).text).toContain('Said privately.');
  await browser.open('/menu');
  expect((await send('sign-out', {})).text).toContain('You are signed out.');
  await browser.open('/login');
  await send('sign-in', { username: 'karabo', password: 'secret-pass' });
  expect(browser.cookies.has('person')).toBe(true);
});

test('a form without words that is not taken says why', async () => {
  const { browser } = await author('zanele');
  for (const [path, verb] of [
    ['/menu', 'sign-out'],
    ['/settings/account', 'sign-out-everywhere'],
  ] as const) {
    await browser.open(path);
    const { action, fields } = browser.form(verb);
    await browser.post(action, { ...fields, token: 'x'.repeat(22) });
    expect([path, browser.page.text.includes('This page was old')]).toEqual([path, true]);
  }
});

test('who signs in goes on where they were, whatever a proxy calls us, and nowhere that another site names', async () => {
  const nextAfter = async (referer: string) => {
    const browser = new Scriptless(site.url);
    await browser.open('/login', { headers: { Referer: referer } });
    return browser.form('sign-in').fields.next;
  };
  expect(await nextAfter(`${site.url}${WELCOME}`)).toBe(WELCOME);
  expect(await nextAfter(`https://chat.example.org${WELCOME}`)).toBe(WELCOME);
  expect(await nextAfter(`https://evil.example${WELCOME}`)).toBeUndefined();
  // What no address can hold leads nowhere else, and is no mistake of ours.
  for (const next of ['/search?q=→', '/search?q=\0', '//evil.example', '/\t/evil.example']) {
    const browser = new Scriptless(site.url);
    await browser.open('/login');
    await browser.submit('sign-in', { username: 'admin', password: site.adminPassword, next });
    expect([next, browser.page.status, browser.page.path]).toEqual([next, 200, '/']);
  }
});

test('nobody is signed in as somebody else by a form of another site', async () => {
  const browser = new Scriptless(site.url);
  await browser.open('/login');
  const { action, fields } = browser.form('sign-in');
  const typed = { ...fields, username: 'admin', password: site.adminPassword };
  await browser.post(action, { ...typed, token: 'x'.repeat(22) });
  expect(browser.cookies.has('person')).toBe(false);
  await browser.post(action, typed);
  expect(browser.cookies.has('person')).toBe(true);
});

test('a form sent twice is stored once; the same form with other words is told apart', async () => {
  const { browser } = await author('sipho');
  const { action, fields } = browser.form('comment');
  const first = { ...fields, comment: 'Only once.' };
  await Promise.all([browser.post(action, first), browser.post(action, first)]);
  await browser.post(action, first);
  expect(browser.page.text.split('Only once.')).toHaveLength(2);

  const other = await browser.post(action, { ...fields, comment: 'Something else.' });
  expect(other.status).toBe(409);
  expect(browser.form('comment').fields.comment).toBe('Something else.');
  await browser.submit('comment');
  expect(browser.page.text).toContain('Something else.');
  expect(browser.page.status).toBe(200);
});

test('a cookie tells nothing, and none but ours signs anybody in', async () => {
  const { browser } = await author('naledi');
  const sealed = browser.cookies.get('person') as string;
  const bytes = Buffer.from(sealed, 'base64url');
  expect(bytes.toString('latin1')).not.toMatch(/naledi|token|device/);
  // Any bit of it, anywhere: its nonce, its seal, who it is of.
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] as number) ^ 1;
    browser.cookies.set('person', changed.toString('base64url'));
    expect([at, (await browser.open('/menu')).text.includes('naledi')]).toEqual([at, false]);
  }
  const plain = JSON.stringify({ username: 'naledi', device: 'x', token: 'x' });
  for (const forged of [plain, Buffer.from(plain).toString('base64url'), sealed.slice(0, -4)]) {
    browser.cookies.set('person', forged);
    expect((await browser.open('/menu')).text).toContain('reading without an account');
  }
  browser.cookies.set('person', sealed);
  expect((await browser.open('/menu')).text).toContain('You are naledi');
});
