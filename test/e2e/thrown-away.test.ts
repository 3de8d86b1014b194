import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openPersistentPhone, type Phone } from './phone.ts';
import { postsOnSite } from './posts-on-site.ts';
import { killBrowser, newProfile, removeProfile } from './profile-folder.ts';
import { openStage } from './stage.ts';
import { everythingStored } from './stored.ts';

const WELCOME = 'welcome@topics.localhost';

const { site, link } = await openStage();

/** The head of a record of a thousand bytes (LevelDB's log format): its sum, its length, and that it is whole. */
const PIECE = Buffer.from([1, 2, 3, 4, 0xe8, 0x03, 1]);

/** The files of the databases whose names hold that. */
function filesNamed(profile: string, part: string): string[] {
  const folder = join(profile, 'Default/IndexedDB');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const found = names.filter((name) => name.includes(part)).map((name) => join(folder, name));
  expect(found).not.toEqual([]);
  return found;
}

/** Has Chromium find the databases of its sites broken when it starts again: then it deletes them. */
function breakDatabases(profile: string): void {
  for (const file of filesNamed(profile, 'leveldb/MANIFEST')) writeFileSync(file, 'broken');
}

/** Leaves in the log what a kill in the middle of a write does. */
function leavePieceOfRecord(profile: string): void {
  for (const file of filesNamed(profile, '.log')) appendFileSync(file, PIECE);
}

const logsWithPiece = (profile: string) =>
  filesNamed(profile, '.log').filter((file) => readFileSync(file).includes(PIECE));

/** Opens a browser there that goes with the test, and somebody stays signed in on it. */
async function joinOn(profile: string, username: string): Promise<Phone> {
  onTestFinished(() => removeProfile(profile));
  const phone = await open(profile);
  await phone.join(username, 'secret word', true);
  return phone;
}

async function open(profile: string): Promise<Phone> {
  const phone = await openPersistentPhone(profile, link.url);
  onTestFinished(() => phone.context.close());
  return phone;
}

/** Kills the browser, does something to its files, and starts it again where it was. */
async function killAndStart(phone: Phone, profile: string, meanwhile: () => void): Promise<Phone> {
  const url = phone.page.url();
  const closed = new Promise((resolve) => phone.context.once('close', resolve));
  killBrowser(profile);
  await closed;
  meanwhile();
  const again = await open(profile);
  await again.page.goto(url);
  await again.appRuns();
  return again;
}

test('a browser that was killed in the middle of a write keeps its databases', async () => {
  const profile = newProfile();
  let phone = await joinOn(profile, 'sipho');
  await phone.openChannel('Welcome');
  await phone.startTopic('Lights', 'Off again?');
  await phone.openTopic('Lights');
  phone = await killAndStart(phone, profile, () => leavePieceOfRecord(profile));
  // Nothing tells when a new log is begun: the one with the piece is gone then.
  await expect.poll(() => logsWithPiece(profile)).toEqual([]);
  await phone.field('Comment').fill('Half a thought');
  await expect.poll(() => everythingStored(phone)).toContain('Half a thought');
  for (let n = 0; n < 2; n += 1) {
    phone = await killAndStart(phone, profile, () => undefined);
    await expect.poll(() => phone.field('Comment').inputValue()).toBe('Half a thought');
  }
});

test('what was typed outlives the databases that a browser throws away', async () => {
  const profile = newProfile();
  let phone = await joinOn(profile, 'nomvula');
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

  phone = await killAndStart(phone, profile, () => {
    breakDatabases(profile);
    link.heal();
  });
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
  await phone.button('Sign out anyway').click();
  await phone.text('You are signed out.').waitFor();
  await expect.poll(() => everythingStored(phone)).not.toContain('Half a thought');
});

test('a copy that cannot be read keeps nobody from signing in', async () => {
  const profile = newProfile();
  let phone = await joinOn(profile, 'zanele');
  await phone.page.evaluate(async () =>
    (await caches.open('typed')).put('/zanele%40localhost', new Response('{"drafts":')),
  );
  phone = await killAndStart(phone, profile, () => breakDatabases(profile));
  await phone.signIn('zanele', 'secret word', true);
  await phone.openChannel('Welcome');
  await phone.button('Unfollow').waitFor();
});
