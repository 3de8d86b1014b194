import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../../src/screens/text/en.ts';
import { xh } from '../../src/screens/text/xh.ts';
import { zu } from '../../src/screens/text/zu.ts';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { eventually } from '../harness/eventually.ts';
import { type Site, startSite } from '../harness/site.ts';
import { openPersistentPhone, openPhones, type Phone } from './phone.ts';

const profile = mkdtempSync(join(tmpdir(), 'phone-'));
let site: Site;
let link: ChaosProxy;

beforeAll(async () => {
  site = await startSite();
  link = await ChaosProxy.to(site.url);
});

afterAll(async () => {
  await link?.close();
  await site?.stop();
  rmSync(profile, { recursive: true, force: true });
});

function filesKept({ page }: Phone): Promise<string[]> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().map(({ url }) => url);
  });
}

test('a language is fetched when it is chosen, and then stays, without a network too', async () => {
  let phone = await openPersistentPhone(profile, link.url);
  const fetched: string[] = [];
  phone.context.on('request', (request) => fetched.push(request.url()));
  const htmlLang = () => phone.page.locator('html').getAttribute('lang');
  await phone.link(en.menu).waitFor();
  expect(await htmlLang()).toBe('en');
  await phone.page.evaluate(() => navigator.serviceWorker.ready);
  // Words and app are kept together: there is no moment with half of it.
  expect(await filesKept(phone)).toContainEqual(expect.stringContaining('/en-'));
  expect(fetched.filter((url) => /\/(?:zu|xh|af|nso|tn)-/.test(url))).toEqual([]);

  await phone.page.getByRole('link', { name: 'isiZulu', exact: true }).click();
  await phone.link(zu.menu).waitFor();
  expect(await htmlLang()).toBe('zu');
  expect(fetched.filter((url) => /\/(?:xh|af|nso|tn)-/.test(url))).toEqual([]);
  await eventually(async () => (await filesKept(phone)).some((url) => url.includes('/zu-')));
  await phone.context.close();

  link.cut();
  phone = await openPersistentPhone(profile, link.url);
  await phone.link(zu.menu).waitFor();
  expect(await htmlLang()).toBe('zu');

  await phone.link('Afrikaans').click();
  await phone.text(zu.languageAway).waitFor();
  await phone.page.getByRole('link', { name: 'English', exact: true }).click();
  await phone.link(en.menu).waitFor();
  expect(phone.complaints).toEqual([]);
  await phone.context.close();
});

test('the button that finds stands beside its field, however long its word is', async () => {
  const phones = await openPhones();
  for (const locale of ['en', 'zu', 'xh', 'af', 'nso', 'tn']) {
    const phone = await phones.phone(`${site.url}/search?q=water`, { locale });
    const tops = await phone.page
      .locator('.find input, .find button')
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).offsetTop));
    expect(tops, locale).toEqual([tops[0], tops[0]]);
    await phone.context.close();
  }
  await phones.close();
});

test('a phone of another language never fetches English', async () => {
  const phones = await openPhones();
  const phone = await phones.phone(site.url, { locale: 'xh-ZA' });
  const fetched: string[] = [];
  phone.context.on('request', (request) => fetched.push(request.url()));
  await phone.page.reload();
  await phone.link(xh.menu).waitFor();
  await phone.page.evaluate(() => navigator.serviceWorker.ready);
  const kept = await filesKept(phone);
  expect(kept).toContainEqual(expect.stringContaining('/xh-'));
  expect([...fetched, ...kept].filter((url) => /\/(?:en|zu|af|nso|tn)-/.test(url))).toEqual([]);
  expect(phone.complaints).toEqual([]);
  await phones.close();
});

test('of two languages that are chosen on a slow link, the one that was chosen last stays', async () => {
  const phones = await openPhones();
  const phone = await phones.phone(site.url, { serviceWorkers: 'block' });
  let come: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => (come = resolve));
  await phone.page.route(/\/zu-/, (route) => slow.then(() => route.continue()));
  const asked = phone.page.waitForRequest(/\/zu-/);
  await phone.page.getByRole('link', { name: 'isiZulu', exact: true }).click();
  await asked;
  await phone.page.getByRole('link', { name: 'English', exact: true }).click();
  const there = phone.page.waitForResponse(/\/zu-/);
  come();
  await (await there).finished();
  await phone.rests();
  await phone.link(en.menu).waitFor();
  expect(await phone.page.locator('html').getAttribute('lang')).toBe('en');
  await phones.close();
});
