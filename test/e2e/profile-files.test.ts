import { expect, onTestFinished, test } from 'vitest';
import { startSite } from '../harness/site.ts';
import { openPersistentPhone } from './phone.ts';
import { filesWith, newProfile, removeProfile } from './profile-folder.ts';
import { everythingStored } from './stored.ts';

// The name stays where the browser itself put it: in what it fills in forms with. No page can change that.
test('nothing written, no token and no password is left in the browser’s files', async () => {
  const site = await startSite();
  onTestFinished(() => site.stop());
  const profile = newProfile();
  onTestFinished(() => removeProfile(profile));
  const phone = await openPersistentPhone(profile, site.url);
  onTestFinished(() => phone.context.close());
  await phone.join('nomvula', 'hunter2 is secret', true);
  const isKept = () => phone.page.evaluate(() => caches.has('drawn'));
  await expect.poll(isKept).toBe(true);
  await phone.openChannel('Welcome');
  await phone.startTopic('Borehole', 'A sentence of my own.');
  await phone.openTopic('Borehole');
  await phone.field('Comment').fill('half a thought');
  await expect.poll(() => everythingStored(phone)).toContain('half a thought');
  await phone.link('Menu').click();
  await phone.button('Sign out').click();
  await phone.button('Sign out anyway').click();
  await phone.text('You are signed out.').waitFor();
  const secrets = ['half a thought', 'A sentence of my own.', 'secret-token', 'hunter2'];
  for (const secret of secrets) {
    await expect.poll(() => everythingStored(phone)).not.toContain(secret);
  }
  await phone.context.close();
  for (const secret of secrets) expect(filesWith(profile, secret)).toEqual([]);
  // The app itself is in them, words and all: what is looked for would be found.
  expect(filesWith(profile, 'You are signed out.')).not.toEqual([]);
});
