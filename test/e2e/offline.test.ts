import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { type Site, startSite } from '../harness/site.ts';
import { openPersistentPhone, openPhones, type Phone } from './phone.ts';

const profile = mkdtempSync(join(tmpdir(), 'phone-'));

let site: Site;
let link: ChaosProxy;
let phones: Awaited<ReturnType<typeof openPhones>>;

beforeAll(async () => {
  // A domain that is not the host's name: the page must tell it, and be kept with it.
  const env = { DOMAIN: 'town.example' };
  [site, phones] = await Promise.all([startSite({ env }), openPhones()]);
  link = await ChaosProxy.to(site.url);
});

afterAll(async () => {
  await phones?.close();
  await link?.close();
  await site?.stop();
  rmSync(profile, { recursive: true, force: true });
});

test('what was read is there without a network; what is written is sent once, later', async () => {
  const ben = await phones.phone(site.url);
  await ben.join('ben');
  await ben.openChannel('Welcome');
  await ben.startTopic('Lights', 'The street lights in Block F are off.');
  await ben.openTopic('Lights');
  await ben.comment('Since Monday.');

  let anna = await openPersistentPhone(profile, link.url);
  await anna.join('anna', undefined, true);
  await anna.openChannel('Welcome');
  await anna.openTopic('Lights');
  await anna.text('Since Monday.').waitFor();
  // The app's files are fetched beside everything else; only then does it start without a network.
  await anna.page.evaluate(() => navigator.serviceWorker.ready);

  link.cut();
  await anna.text('Not connected.').waitFor();
  await anna.context.close();

  anna = await openPersistentPhone(profile, link.url);
  await anna.heading('Channels');
  await anna.openChannel('Welcome');
  await anna.openTopic('Lights');
  await anna.text('The street lights in Block F are off.').waitFor();
  await anna.text('Since Monday.').waitFor();

  await anna.comment('In Block G too.');
  await anna.text('Waiting to be sent').waitFor();
  expect(await anna.text('In Block G too.').count()).toBe(1);
  // Written is written, whatever happens to the browser.
  await anna.context.close();
  anna = await openPersistentPhone(profile, `${link.url}${new URL(anna.page.url()).pathname}`);
  await anna.text('Waiting to be sent').waitFor();

  link.heal();
  await ben.text('In Block G too.').waitFor();
  await anna.text('Waiting to be sent').waitFor({ state: 'detached' });
  for (const phone of [anna, ben]) {
    await phone.page.reload();
    await phone.text('In Block G too.').waitFor();
    expect(await phone.text('In Block G too.').count()).toBe(1);
    expect(phone.complaints).toEqual([]);
  }
  await anna.context.close();
});

/** Each of these pairs stands for something else where a text is put in the place of another. */
const NAME = "Naledi $$ $' $`";

test('the list is there before script, as it was drawn last, and nothing of it after signing out', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'phone-'));
  let anna = await openPersistentPhone(folder, link.url);
  try {
    await anna.join('naledi', undefined, true);
    await anna.page.evaluate(() => navigator.serviceWorker.ready);
    await anna.page.goto(`${link.url}/profile/naledi@town.example`);
    await anna.field('Name').fill(NAME);
    await anna.button('Save').click();
    await anna.text('Saved.').waitFor();
    await anna.page.goto(link.url);
    await anna.link('Your own channel').waitFor();
    await expect.poll(() => keptList(anna)).toContain('Your own channel');
    expect(await keptList(anna)).toContain(NAME);
    await anna.context.close();

    link.cut();
    anna = await openPersistentPhone(folder, link.url);
    const cdp = await anna.context.newCDPSession(anna.page);
    await cdp.send('Emulation.setScriptExecutionDisabled', { value: true });
    await anna.page.reload();
    await anna.page.locator('#app[data-drawn]').waitFor();
    await anna.heading('Channels');
    await anna.link('Your own channel').waitFor();
    await cdp.send('Emulation.setScriptExecutionDisabled', { value: false });

    // The app takes its place, and lives.
    await anna.page.reload();
    await anna.appRuns();
    await anna.text('Not connected.').waitFor();
    await anna.link('Menu').click();
    await anna.button('Sign out').click();
    await anna.text('You are signed out.').waitFor();
    expect(await keptList(anna)).not.toContain('Your own channel');
    await anna.page.reload();
    await anna.link('Join').waitFor();
    expect(await anna.link('Your own channel').count()).toBe(0);
    expect(anna.complaints).toEqual([]);
  } finally {
    link.heal();
    await anna.context.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('of somebody who does not stay signed in, no list is kept', async () => {
  const phone = await phones.phone(site.url);
  await phone.join('palesa');
  await phone.page.evaluate(() => navigator.serviceWorker.ready);
  await phone.page.reload();
  await phone.link('Your own channel').waitFor();
  // As long as it takes where it is kept.
  await phone.page.waitForTimeout(3_000);
  expect(await keptList(phone)).not.toContain('Your own channel');
});

/** What the service worker would answer with before any script runs. */
function keptList({ page }: Phone): Promise<string> {
  return page.evaluate(async () => (await caches.match('/'))?.text() ?? '');
}
