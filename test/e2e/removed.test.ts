/** What was taken back is gone from phones: from their databases and from the caches of the service worker. */
import { expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { CLOSED } from '../../src/protocol/config-vars.ts';
import {
  configureRequest,
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
} from '../../src/protocol/pubsub.ts';
import { setAffiliationRequest } from '../../src/protocol/pubsub-owner.ts';
import type { Element } from '../../src/protocol/xml.ts';
import { connect } from '../../src/server/stream/client.ts';
import { photo } from '../integration/pictures.ts';
import type { Phone } from './phone.ts';
import { openStage } from './stage.ts';
import { everythingStored } from './stored.ts';

const WELCOME = 'welcome@topics.localhost';
const PASSWORD = 'secret word';
/** Of the topic's title and texts, a part that stands nowhere else. */
const WORDS = ['Thieves all', 'Every one of them', 'And their cousins', 'A banned word'];
const [TITLE = '', TEXT = '', COMMENT = '', LATER = ''] = WORDS;

const { site, link, phones } = await openStage();

test('a post that is removed is in no database and no cache of those who read it, then or later', async () => {
  const { url, domain } = site;
  const as = (username: string, password: string, register = false) =>
    connect({ url, domain, username, password, register });
  const admin = await as('admin', site.adminPassword);
  const rash = await as('rash', PASSWORD, true);
  const ask = (who: typeof admin, payload: Element) =>
    who.request('set', `channels.${domain}`, payload);
  await ask(rash, registerRequest());
  await ask(rash, subscribeRequest(WELCOME, `rash@${domain}`));
  await ask(rash, publishRequest(WELCOME, { id: 'thieves', title: TITLE, text: TEXT }));
  await ask(rash, publishRequest(WELCOME, { id: 'cousins', text: COMMENT, parent: 'thieves' }));

  const follower = await phones.phone(url);
  await follower.join('thandi', PASSWORD, true);
  await follower.openChannel('Welcome');
  await follower.button('Unfollow').waitFor();
  const reader = await phones.phone(url);
  await reader.openChannel('Welcome');
  const away = await phones.phone(link.url);
  await away.openChannel('Welcome');
  const all = [follower, reader, away];
  for (const phone of all) {
    await phone.openTopic(TITLE);
    await phone.comments(COMMENT).waitFor();
    for (const word of [TITLE, TEXT, COMMENT]) {
      await expect.poll(() => holds(phone, word), { message: word }).toBe(true);
    }
    await phone.page.goBack();
    await phone.page.goBack();
    await phone.heading('Channels');
  }
  // The service worker keeps the list of channels as it was drawn: what it keeps is looked at below.
  await expect.poll(() => holds(follower, 'data-drawn=')).toBe(true);
  link.cut();

  await ask(admin, retractRequest(WELCOME, 'thieves'));
  await ask(rash, publishRequest(WELCOME, { id: 'later', title: 'Sorry', text: LATER }));
  // Who has no account hears of channels that are open: of this one, once one goes there.
  await reader.openChannel('Welcome');
  for (const phone of [follower, reader]) {
    await expect.poll(() => holds(phone, LATER)).toBe(true);
    await forgotten(phone, [TITLE, TEXT, COMMENT]);
  }
  await ask(admin, setAffiliationRequest(WELCOME, `rash@${domain}`, 'outcast'));
  await ask(admin, retractRequest(WELCOME, 'later'));
  link.heal();
  await away.openChannel('Welcome');
  for (const phone of all) await forgotten(phone, WORDS);

  // Nor is it drawn again where there is no network.
  for (const phone of all) {
    await phone.context.setOffline(true);
    await phone.page.goto(`${phone === away ? link.url : url}/channel/${WELCOME}/thieves`);
    await phone.appRuns();
    await phone.page.goto(phone === away ? link.url : url);
    await phone.appRuns();
    await forgotten(phone, WORDS);
    expect(phone.complaints).toEqual([]);
  }
  await Promise.all([admin.close(), rash.close()]);
});

/** Nothing that the phone keeps or shows holds any of that. */
async function forgotten(phone: Phone, words: readonly string[]): Promise<void> {
  for (const word of words) {
    await expect.poll(() => holds(phone, word), { message: word }).toBe(false);
    expect(await phone.page.locator('body').innerText()).not.toContain(word);
  }
}

async function holds(phone: Phone, word: string): Promise<boolean> {
  return (await everythingStored(phone)).includes(word);
}

test('who is writing a comment keeps it in sight when its topic goes', async () => {
  const { url, domain, adminPassword: password } = site;
  const admin = await connect({ url, domain, username: 'admin', password });
  const ask = (payload: Element) => admin.request('set', `channels.${domain}`, payload);
  await ask(publishRequest(WELCOME, { id: 'bridge', title: 'The bridge', text: 'It is closed.' }));
  const anna = await phones.phone(url);
  await anna.join('anna');
  await anna.openChannel('Welcome');
  await anna.openTopic('The bridge');
  await anna.field('Comment').pressSequentially('Since when?');
  await ask(retractRequest(WELCOME, 'bridge'));
  await admin.close();
  await anna.text('There is no such topic').waitFor();
  expect(await anna.page.locator('#comment:focus').inputValue()).toBe('Since when?');
  await anna.press('Send');
  await anna.text('Not sent').waitFor();
  await anna.text('Since when?').waitFor();
  expect(anna.complaints).toEqual([]);
});

test('who is writing keeps it in sight, with the reason, when nobody may write there any more', async () => {
  const { url, domain, adminPassword: password } = site;
  const admin = await connect({ url, domain, username: 'admin', password });
  const ask = (payload: Element) => admin.request('set', `channels.${domain}`, payload);
  await ask(publishRequest(WELCOME, { id: 'road', title: 'The road', text: 'It is wet.' }));
  const [ben, mod] = await Promise.all([phones.phone(url), phones.phone(url)]);
  await Promise.all([ben.join('ben'), mod.signIn('admin', password)]);
  await Promise.all([ben.openChannel('Welcome'), mod.openChannel('Welcome')]);
  await ben.link('New topic').click();
  await ben.field('Topic').fill('A new road');
  await ben.page.goBack();
  await ben.openTopic('The road');
  await ben.field('Comment').pressSequentially('Very wet.');
  await mod.openTopic('The road');
  await mod.link('Write for somebody').click();
  await mod.page.locator('#topic').fill('She slipped.');

  await ask(configureRequest(WELCOME, configChangeForm({ vars: { [CLOSED]: 'true' } })));
  await ben.text('This channel is closed').waitFor();
  expect(await ben.page.locator('#comment:focus').inputValue()).toBe('Very wet.');
  await mod.text('Only those who moderate this channel can do this.').waitFor();
  expect(await mod.page.locator('#topic').inputValue()).toBe('She slipped.');
  await ben.press('Send');
  await ben.text('Not sent').waitFor();
  await ben.text('Very wet.').waitFor();
  expect(await ben.field('Comment').count()).toBe(0);
  await ben.page.goto(`${url}/channel/${WELCOME}/new`);
  await ben.text('This channel is closed').waitFor();
  expect(await ben.field('Topic').inputValue()).toBe('A new road');
  await ask(configureRequest(WELCOME, configChangeForm({ vars: { [CLOSED]: '' } })));
  await admin.close();
  expect([...ben.complaints, ...mod.complaints]).toEqual([]);
});

test('a photo alone stays in sight, too, for a comment and for a topic', async () => {
  const { url, domain, adminPassword: password } = site;
  const admin = await connect({ url, domain, username: 'admin', password });
  const ask = (payload: Element) => admin.request('set', `channels.${domain}`, payload);
  await ask(publishRequest(WELCOME, { id: 'pool', title: 'The pool', text: 'It is dry.' }));
  const carl = await phones.phone(url);
  await carl.join('carl');
  await carl.openChannel('Welcome');
  const choose = async () => {
    const file = { name: 'pool.jpg', mimeType: 'image/jpeg', buffer: await photo(400, 300) };
    await carl.page.locator('#photo').setInputFiles(file);
    await carl.field('What is on the photo?').waitFor();
  };
  await carl.link('New topic').click();
  await choose();
  await carl.page.goBack();
  await carl.openTopic('The pool');
  await choose();

  await ask(configureRequest(WELCOME, configChangeForm({ vars: { [CLOSED]: 'true' } })));
  await carl.text('This channel is closed').waitFor();
  await carl.page.locator('.photo img').waitFor();
  await carl.page.goto(`${url}/channel/${WELCOME}/new`);
  await carl.text('This channel is closed').waitFor();
  await carl.page.locator('.photo img').waitFor();
  await carl.button('Remove picture').click();
  await expect.poll(() => carl.page.locator('form').count()).toBe(0);
  await ask(configureRequest(WELCOME, configChangeForm({ vars: { [CLOSED]: '' } })));
  await admin.close();
  expect(carl.complaints).toEqual([]);
});
