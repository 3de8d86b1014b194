import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openPersistentPhone } from './phone.ts';
import { postsOnSite } from './posts-on-site.ts';
import { killBrowser, newProfile, removeProfile } from './profile-folder.ts';
import { openStage } from './stage.ts';
import { everythingStored } from './stored.ts';

const WELCOME = 'welcome@topics.localhost';

const { site, link } = await openStage();

/** Has Chromium find the databases of its sites broken when it starts again: then it deletes them. */
function breakDatabases(profile: string): void {
  const folder = join(profile, 'Default/IndexedDB');
  const broken = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('leveldb/MANIFEST'),
  );
  expect(broken).not.toEqual([]);
  for (const name of broken) writeFileSync(join(folder, name), 'broken');
}

test('what was typed outlives the databases that a browser throws away', async () => {
  const profile = newProfile();
  onTestFinished(() => removeProfile(profile));
  let phone = await openPersistentPhone(profile, link.url);
  onTestFinished(() => phone.context.close());
  await phone.join('nomvula', 'secret word', true);
  await phone.openChannel('Welcome');
  await phone.startTopic('Borehole', 'The pump is broken.');
  await phone.openTopic('Borehole');
  const topic = phone.page.url();
  link.cut();
  for (const text of ['First of two.', 'Second of two.']) {
    await phone.field('Comment').fill(text);
    await phone.press('Send');
    await phone.page.locator('.item', { hasText: text }).waitFor();
  }
  await phone.field('Comment').fill('Half a thought');
  const copy = () =>
    phone.page.evaluate(async () => (await caches.match('/nomvula%40localhost'))?.text());
  await expect.poll(copy).toContain('Half a thought');

  const closed = new Promise((resolve) => phone.context.once('close', resolve));
  killBrowser(profile);
  await closed;
  breakDatabases(profile);
  link.heal();
  phone = await openPersistentPhone(profile, link.url);
  await phone.page.goto(topic);
  await phone.text('To comment, join or sign in.').waitFor();
  expect(await phone.page.textContent('body')).not.toContain('of two');
  await phone.signIn('nomvula', 'secret word', true);
  const texts = async () => (await postsOnSite(site, WELCOME)).map(({ text }) => text);
  await expect
    .poll(texts)
    .toEqual(expect.arrayContaining(['The pump is broken.', 'First of two.', 'Second of two.']));
  await phone.page.goto(topic);
  await expect.poll(() => phone.field('Comment').inputValue()).toBe('Half a thought');
  expect((await texts()).filter((text) => text.endsWith('of two.'))).toEqual([
    'First of two.',
    'Second of two.',
  ]);

  await phone.link('Menu').click();
  await phone.button('Sign out').click();
  await phone.text('You are signed out.').waitFor();
  await expect.poll(() => everythingStored(phone)).not.toContain('Half a thought');
});
