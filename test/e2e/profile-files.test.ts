import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../harness/site.ts';
import { openPersistentPhone } from './phone.ts';
import { filesWith, newProfile, removeProfile } from './profile-folder.ts';

const profile = newProfile();
let site: Site;

beforeAll(async () => {
  site = await startSite();
});

afterAll(async () => {
  await site?.stop();
  removeProfile(profile);
});

// The name stays where the browser itself put it: in what it fills in forms with, and in its database's
// log until that is compacted. No page can change that.
test('nothing written, no token and no password is left in the browser’s files', async () => {
  const phone = await openPersistentPhone(profile, site.url);
  await phone.join('nomvula', 'hunter2 is secret', true);
  const isKept = () => phone.page.evaluate(() => caches.has('drawn'));
  await expect.poll(isKept).toBe(true);
  await phone.openChannel('Welcome');
  await phone.startTopic('Borehole', 'A sentence of my own.');
  await phone.openTopic('Borehole');
  await phone.field('Comment').fill('half a thought');
  await expect.poll(() => filesWith(profile, 'half a thought')).not.toEqual([]);
  await phone.link('Menu').click();
  await phone.button('Sign out').click();
  await phone.text('You are signed out.').waitFor();
  await phone.context.close();
  for (const text of ['half a thought', 'A sentence of my own.', 'secret-token', 'hunter2']) {
    expect(filesWith(profile, text)).toEqual([]);
  }
});
