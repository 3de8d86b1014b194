/** What came of an insult is taken back after an appeal; a person is reported: by forms without script. */
import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { COMMENTS_BY, TOPICS_BY } from '../../src/protocol/config-vars.ts';
import {
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
} from '../../src/protocol/pubsub.ts';
import { createRequest, setAffiliationRequest } from '../../src/protocol/pubsub-owner.ts';
import { reportRequest } from '../../src/protocol/report.ts';
import type { Element } from '../../src/protocol/xml.ts';
import { connect } from '../../src/server/stream/client.ts';
import { signInOnPage } from '../harness/sign-in-on-page.ts';
import { expectTold, leaveNotTaken, putRow } from './not-taken.ts';
import { openStage } from './stage.ts';
import { everythingStored } from './stored.ts';

const PASSWORD = 'secret word';
const WATER = 'water@topics.localhost';
/** What each of them wrote who is going to be reported. */
const INSULTS = { rash: 'You are all sheep.' };
const TRUSTED = ['ann', 'ben', 'cee'];

const { site, phones } = await openStage();
beforeAll(town);

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
  const page = await phones.plainPage();
  await signInOnPage(page, site.url, username, PASSWORD);
  return page;
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

test('without script: what was removed and taken back is there again, and a person is reported', async () => {
  const reader = await phones.phone(site.url);
  await reader.page.goto(`${site.url}/channel/${WATER}/taps`);
  await reader.comments(INSULTS.rash).waitFor();
  const open = (username: string) => scriptlessPage(username);
  const ann = await open('ann');
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  // What waits for a moderator is named after the verb.
  const link = (page: Page, name: string) =>
    page.getByRole('link', { name: new RegExp(`^${name}(?::|$)`) });
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
  await link(mod2, 'Undo the decision').click();
  await button(mod2, 'Undo the decision').click();
  await mod2.getByText('Nothing waits for you.').waitFor();
  await reader.comments(INSULTS.rash).waitFor();
  await rash.goto(`${site.url}/notices`);
  await rash.getByText('You were right: it was taken back.').waitFor();

  // A person is reported where they were met, by whoever sees them.
  await ann.goto(`${site.url}/profile/rash@localhost`);
  await link(ann, 'Report').click();
  await ann.getByLabel('Where was it').selectOption({ label: 'Water' });
  await button(ann, 'Report').click();
  await ann.getByText('Reports to moderators').waitFor();
  await mod.goto(`${site.url}/todo`);
  await mod.getByText('One person has reported this person').waitFor();
  await link(mod, 'Let it stand').click();
  await button(mod, 'Let it stand').click();
  await ann.reload();
  await ann.getByText('Nothing had to be done about it.').waitFor();
});

test('on a full phone, who writes to the moderators is told that it is not kept', async () => {
  const ben = await phones.phone(site.url);
  await ben.signIn('ben', PASSWORD);
  await ben.link('Water').waitFor();
  await ben.page.goto(`${site.url}/profile/rash@localhost`);
  await ben.link('Report').click();
  await ben.field('What is wrong').waitFor();
  await ben.page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await ben.field('What is wrong').fill('He insults everybody.');
  await ben.text('This phone could not keep it.').waitFor();
  expect(await ben.field('What is wrong').inputValue()).toBe('He insults everybody.');
});

test('on a full phone, who wants a report back that was not taken is told why nothing happens', async () => {
  const cee = await phones.phone(site.url);
  await cee.signIn('cee', PASSWORD);
  await cee.link('Water').waitFor();
  await cee.page.goto(`${site.url}/complaints`);
  await cee.appRuns();
  const complaint = { person: `rash@${site.domain}`, rule: 'insult', head: 'rash' };
  await leaveNotTaken(cee, { parent: 'complaint:', complaint, text: 'He insults.' });
  await expectTold(cee, ['Try again', 'Discard']);
  await cee.press('Discard');
  await cee.text('He insults.').waitFor({ state: 'detached' });
  expect(cee.complaints).toEqual([]);
});

test('who wants to appeal while the site starts anew has the form once it is back', async () => {
  const { url, domain } = site;
  const act = async (username: string, payload: Element) => {
    const person = await connect({ url, domain, username, password: PASSWORD });
    await person.request('set', `channels.${domain}`, payload);
    await person.close();
  };
  await act('cee', publishRequest(WATER, { id: 'rude', text: 'Fools.', parent: 'taps' }));
  await act('mod', retractRequest(WATER, 'rude', undefined, { rule: 'insult', reason: 'Rude.' }));
  const cee = await phones.phone(url);
  await cee.signIn('cee', PASSWORD);
  await cee.link('Water').waitFor();
  await cee.page.goto(`${url}/notices`);
  await cee.link('Appeal').waitFor();
  // The question is lost.
  await cee.page.evaluate(() => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (frame) {
      if (!String(frame).includes('<notices')) return send.call(this, frame);
      WebSocket.prototype.send = send;
      Object.assign(window, { isLost: true });
    };
  });
  await cee.link('Appeal').click();
  await expect.poll(() => cee.page.evaluate('"isLost" in window')).toBe(true);
  await site.kill('SIGTERM');
  await site.start();
  await cee.field('Reason').waitFor();
  expect(cee.complaints).toEqual([]);
});

test('a form whose draft cannot be read any more can be filled in', async () => {
  const ann = await phones.phone(site.url);
  await ann.signIn('ann', PASSWORD);
  await ann.link('Water').waitFor();
  await putRow(ann, 'drafts', { place: 'complaint:rash@localhost', title: '', text: '{"reason' });
  await ann.page.goto(`${site.url}/profile/rash@localhost`);
  await ann.link('Report').click();
  await ann.field('What is wrong').fill('He insults.');
  await expect.poll(() => everythingStored(ann)).toContain('He insults.');
  await ann.page.reload();
  await expect.poll(() => ann.field('What is wrong').inputValue()).toBe('He insults.');
  expect(ann.complaints).toEqual([]);
});
