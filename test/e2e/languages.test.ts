import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../../src/screens/text/en.ts';
import { zu } from '../../src/screens/text/zu.ts';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { eventually } from '../harness/eventually.ts';
import { type Site, startSite } from '../harness/site.ts';
import { openPersistentPhone, type Phone } from './phone.ts';

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
