import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../harness/site.ts';
import { openPersistentPhone } from './phone.ts';

const profile = mkdtempSync(join(tmpdir(), 'phone-'));
let site: Site;

beforeAll(async () => {
  site = await startSite();
});

afterAll(async () => {
  await site?.stop();
  rmSync(profile, { recursive: true, force: true });
});

/** Which files of the browser's profile hold that, in any of the ways that browsers write text. */
function filesWith(text: string): string[] {
  const forms = [Buffer.from(text), Buffer.from(text, 'utf16le')];
  return readdirSync(profile, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = join(profile, name);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
    const bytes = readFileSync(file);
    return forms.some((form) => bytes.includes(form));
  });
}

// The name stays where the browser itself put it: in what it fills in forms with, and in its database's
// log until that is compacted. No page can change that.
test('nothing written, no token and no password is left in the browser’s files', async () => {
  const phone = await openPersistentPhone(profile, site.url);
  await phone.join('nomvula', 'hunter2 is secret');
  await phone.openChannel('Welcome');
  await phone.startTopic('Borehole', 'A sentence of my own.');
  await phone.openTopic('Borehole');
  await phone.field('Comment').fill('half a thought');
  await expect.poll(() => filesWith('half a thought')).not.toEqual([]);
  await phone.link('Menu').click();
  await phone.button('Sign out').click();
  await phone.text('You are signed out.').waitFor();
  await phone.context.close();
  for (const text of ['half a thought', 'A sentence of my own.', 'secret-token', 'hunter2']) {
    expect(filesWith(text)).toEqual([]);
  }
});
