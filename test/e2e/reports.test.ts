/** An insult from its report to its author's ban, on the smallest phone: by keys alone, and by forms without script. */
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { COMMENTS_BY, TOPICS_BY } from '../../src/protocol/config-vars.ts';
import {
  createRequest,
  publishRequest,
  registerRequest,
  setAffiliationRequest,
  subscribeRequest,
} from '../../src/protocol/pubsub.ts';
import { reportRequest } from '../../src/protocol/report.ts';
import type { Element } from '../../src/protocol/xml.ts';
import { connect } from '../../src/server/stream/client.ts';
import { CHROMIUM_ARGS, CHROMIUM_PATH } from '../harness/browser.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { type Site, startSite } from '../harness/site.ts';
import { arrowTo, choose, focused, typeInto } from './hands.ts';
import { openPhones, type Phone } from './phone.ts';

const PASSWORD = 'secret word';
const WATER = 'water@topics.localhost';
/** What each of them wrote who is going to be reported. */
const INSULTS = { rolo: 'The mayor is a goat.', rash: 'You are all sheep.' };
const TRUSTED = ['ann', 'ben', 'cee'];

let site: Site;
let phones: Awaited<ReturnType<typeof openPhones>>;
let browser: Browser;

beforeAll(async () => {
  [site, phones, browser] = await Promise.all([
    startSite(),
    openPhones(),
    chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGS }),
  ]);
  await town();
});

afterAll(async () => {
  await browser?.close();
  await phones?.close();
  await site?.stop();
});

/** A channel with two moderators and three trusted people, in which two people insult others. */
async function town(): Promise<void> {
  const { url, domain } = site;
  const service = `channels.${domain}`;
  const admin = await connect({ url, domain, username: 'admin', password: site.adminPassword });
  const ask = (payload: Element) => admin.request('set', service, payload);
  const vars = { [TOPICS_BY]: 'everyone', [COMMENTS_BY]: 'everyone' };
  await ask(createRequest(WATER, configChangeForm({ title: 'Water', vars })));
  await ask(publishRequest(WATER, { id: 'taps', title: 'Dry taps', text: 'Since Monday.' }));
  for (const username of ['mod', 'mod2', ...TRUSTED, ...Object.keys(INSULTS)]) {
    const person = await connect({ url, domain, username, password: PASSWORD, register: true });
    await person.request('set', service, registerRequest());
    await person.request('set', service, subscribeRequest(WATER, `${username}@${domain}`));
    const text = INSULTS[username as keyof typeof INSULTS];
    const insult = { id: username, text, parent: 'taps' };
    if (text) await person.request('set', service, publishRequest(WATER, insult));
    await person.close();
  }
  for (const name of ['mod', 'mod2', ...TRUSTED]) {
    const role = name.startsWith('mod') ? 'moderator' : 'publisher';
    await ask(setAffiliationRequest(WATER, `${name}@${domain}`, role));
  }
  await admin.close();
}

async function scriptlessPage(username: string): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 240, height: 320 },
  });
  const page = await context.newPage();
  await page.goto(`${site.url}/login`);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('You follow').waitFor();
  return page;
}

async function phoneOf(username: string): Promise<Phone> {
  const phone = await phones.phone(site.url);
  await phone.signIn(username, PASSWORD);
  await phone.text('You follow').waitFor();
  return phone;
}

/** The third one reports it, over the wire. */
async function reportToo(username: string, item: string): Promise<void> {
  const { url, domain } = site;
  const person = await connect({ url, domain, username, password: PASSWORD });
  const report = {
    channel: WATER,
    item,
    token: `${username}-${item}`,
    rule: 'insult',
    reason: '',
  } as const;
  await person.request('set', `channels.${domain}`, reportRequest(report));
  await person.close();
}

/** Nobody who only reads sees the insult: in no page, no feed, no phone that had it. */
async function expectGone(reader: Phone, word: string): Promise<void> {
  const stranger = new Scriptless(site.url);
  for (const path of ['', '/taps', '/feed', '/log']) {
    await stranger.open(`/channel/${WATER}${path}`);
    expect(stranger.page.html).not.toContain(word);
  }
  const kept = await reader.page.evaluate(async () => {
    const rows: unknown[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const opening = indexedDB.open(name);
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of database.objectStoreNames) {
        const asking = database.transaction(store).objectStore(store).getAll();
        rows.push(
          await new Promise((resolve) => {
            asking.onsuccess = () => resolve(asking.result);
          }),
        );
      }
      database.close();
    }
    return JSON.stringify(rows);
  });
  expect(kept).toContain('Dry taps');
  expect(kept).not.toContain(word);
}

test('by keys alone: reported three times it is hidden, removed, appealed against, and its author banned', async () => {
  const reader = await phones.phone(site.url);
  await reader.page.goto(`${site.url}/channel/${WATER}/taps`);
  await reader.comments(INSULTS.rolo).waitFor();

  // Without a network a report is kept, and goes when there is one again.
  const ann = await phoneOf('ann');
  await ann.page.goto(`${site.url}/channel/${WATER}/taps`);
  await ann.comments(INSULTS.rolo).waitFor();
  await arrowTo(ann, 'rolo');
  await arrowTo(ann, 'Report');
  await ann.page.keyboard.press('Enter');
  await ann.heading('Report this post');
  await ann.context.setOffline(true);
  await typeInto(ann, 'What is wrong', 'He is no goat.');
  await arrowTo(ann, 'Report');
  await ann.page.keyboard.press('Enter');
  await ann.heading('Reports to moderators');
  await ann.text('Kept on this phone.').waitFor();
  await ann.context.setOffline(false);
  await ann.text('Nobody has looked at it yet.').waitFor();
  for (const name of ['ben', 'cee']) await reportToo(name, 'rolo');
  await reader.text('Hidden until a moderator has looked at it.').waitFor();
  await expectGone(reader, 'goat');

  // Two presses from the first screen, and three for each thing.
  const mod = await phoneOf('mod');
  await choose(mod, 'To do');
  await mod.heading('To do');
  await mod.text(INSULTS.rolo).waitFor();
  await mod.text('ann · Insults somebody · He is no goat.').waitFor();
  await choose(mod, 'Remove');
  await mod.text('Remove it for everybody?').waitFor();
  expect(await focused(mod)).toBe('1. Insults somebody');
  await mod.page.keyboard.press('Enter');
  await mod.text('Nothing waits for you.').waitFor();
  await reader.text('Hidden until').waitFor({ state: 'detached' });
  await ann.page.goto(site.url);
  await choose(ann, 'From the moderators');
  await ann.text('Something was done about it.').waitFor();

  // Its author may ask for another look, once; who removed it does not decide.
  const rolo = await phoneOf('rolo');
  await choose(rolo, 'From the moderators');
  await rolo.text('Removed in Water').waitFor();
  await choose(rolo, 'Appeal');
  await rolo.heading('Appeal');
  await typeInto(rolo, 'Reason', 'Goats are fine animals.');
  await arrowTo(rolo, 'Send');
  await rolo.page.keyboard.press('Enter');
  await rolo.text('You appealed.').waitFor();
  expect(await rolo.link('Appeal').count()).toBe(0);
  const mod2 = await phoneOf('mod2');
  await choose(mod2, 'To do');
  await mod2.text('Goats are fine animals.').waitFor();
  await choose(mod2, 'Let it stand');
  await mod2.text('Who appealed is told.').waitFor();
  await mod2.page.keyboard.press('Enter');
  await mod2.text('Nothing waits for you.').waitFor();
  await mod.page.reload();
  await mod.text('Nothing waits for you.').waitFor();

  // Banned for a day, with a reason, and not back as somebody who looks like him.
  await mod.page.goto(`${site.url}/channel/${WATER}/people/rolo@localhost`);
  await mod.heading('rolo');
  await arrowTo(mod, 'Banned');
  await mod.page.keyboard.press('Enter');
  await typeInto(mod, 'Reason', 'Insults again and again.');
  await arrowTo(mod, 'Save');
  await mod.page.keyboard.press('Enter');
  await mod.text('Banned until').waitFor();
  await rolo.page.goto(`${site.url}/notices`);
  await rolo.text('You are banned from Water').waitFor();
  await rolo.text('Insults again and again.').waitFor();
  await rolo.text('It stays as it is.').waitFor();
  await rolo.page.goto(`${site.url}/channel/${WATER}`);
  await rolo.text('You may not read this channel.').waitFor();
  for (const name of ['Rolo', 'ROLO', 'ro1o', 'r0lo', 'rоlo']) {
    const again = new Scriptless(site.url);
    await again.join(name);
    expect(again.page.text, name).toMatch(/is taken|Use 3 to 32 small letters/);
    expect(again.page.path, name).toBe('/signup');
  }
  await expectGone(reader, 'goat');
  expect([ann, mod, mod2, rolo, reader].flatMap(({ complaints }) => complaints)).toEqual([]);
});

test('without script: the same by forms, and what was taken back is there again', async () => {
  const reader = await phones.phone(site.url);
  await reader.page.goto(`${site.url}/channel/${WATER}/taps`);
  await reader.comments(INSULTS.rash).waitFor();
  const open = (username: string) => scriptlessPage(username);
  const ann = await open('ann');
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
  await ann.goto(`${site.url}/channel/${WATER}/taps`);
  await ann
    .locator('.item')
    .filter({ hasText: 'sheep' })
    .getByRole('link', { name: 'Report' })
    .click();
  await ann.getByLabel('Threatens or hates').check();
  await ann.getByLabel('What is wrong').fill('x'.repeat(501));
  await button(ann, 'Report').click();
  await ann.getByText('Too long').waitFor();
  expect(await ann.getByLabel('Threatens or hates').isChecked()).toBe(true);
  await ann.getByLabel('What is wrong').fill('We are people.');
  await button(ann, 'Report').click();
  await ann.getByText('Nobody has looked at it yet.').first().waitFor();
  for (const name of ['ben', 'cee']) await reportToo(name, 'rash');
  await reader.text('Hidden until a moderator has looked at it.').waitFor();
  await expectGone(reader, 'sheep');

  const mod = await open('mod');
  await link(mod, 'To do').click();
  await mod.getByText(INSULTS.rash).waitFor();
  await link(mod, 'Remove').click();
  await button(mod, '2. Threatens or hates').click();
  await mod.getByText('Nothing waits for you.').waitFor();
  const rash = await open('rash');
  await link(rash, 'From the moderators').click();
  await link(rash, 'Appeal').click();
  await button(rash, 'Send').click();
  await rash.getByText('Write something first.').waitFor();
  await rash.getByLabel('Reason').fill('I count sheep for a living.');
  await button(rash, 'Send').click();
  await rash.getByText('You appealed.').waitFor();
  const mod2 = await open('mod2');
  await link(mod2, 'To do').click();
  await mod2.getByText('I count sheep').waitFor();
  await link(mod2, 'Take it back').click();
  await button(mod2, 'Take it back').click();
  await mod2.getByText('Nothing waits for you.').waitFor();
  await reader.comments(INSULTS.rash).waitFor();
  await rash.goto(`${site.url}/notices`);
  await rash.getByText('You were right: it was taken back.').waitFor();

  // A person is reported where they were met, by whoever sees them.
  await ann.goto(`${site.url}/profile/rash@localhost`);
  await link(ann, 'Report').click();
  await ann.getByLabel('Water').check();
  await button(ann, 'Report').click();
  await ann.getByText('Reports to moderators').waitFor();
  await mod.goto(`${site.url}/todo`);
  await mod.getByText('One person has reported this person').waitFor();
  await link(mod, 'Let it stand').click();
  await button(mod, 'Let it stand').click();
  await ann.reload();
  await ann.getByText('Nothing had to be done about it.').waitFor();
});
