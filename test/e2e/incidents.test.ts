import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  INCIDENTS_PAGE,
  readIncidents,
  reportIncidentRequest,
} from '../../src/protocol/incident.ts';
import { answerRequest } from '../../src/protocol/incident-office.ts';
import { setAffiliationRequest } from '../../src/protocol/pubsub-owner.ts';
import type { Element } from '../../src/protocol/xml.ts';
import { connect } from '../../src/server/stream/client.ts';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { eventually } from '../harness/eventually.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { type Site, startSite } from '../harness/site.ts';
import { headerOf, Mailbox } from '../harness/smtp.ts';
import { photo } from '../integration/pictures.ts';
import { expectTold, leaveNotTaken } from './not-taken.ts';
import { openPersistentPhone, openPhones } from './phone.ts';
import { REFUSED, refuseAsked } from './refused.ts';

const OFFICE = 'works@city.example';
/** Whose moderators deal with reports. */
const DESK = 'welcome';

const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-incidents-'));
const picture = join(folder, 'DSC_0001.JPG');
let site: Site;
let box: Mailbox;
let link: ChaosProxy;
let phones: Awaited<ReturnType<typeof openPhones>>;

beforeAll(async () => {
  box = await Mailbox.open();
  const env = { SMTP_URL: box.url, INCIDENT_MAIL: OFFICE, INCIDENT_DESK: DESK };
  [site, phones] = await Promise.all([
    startSite({ env }),
    openPhones(),
    photo(800, 600).then((content) => writeFileSync(picture, content)),
  ]);
  link = await ChaosProxy.to(site.url);
});

afterAll(async () => {
  await phones?.close();
  await link?.close();
  await site?.stop();
  await box?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('reported without a network, with a photo: it arrives once, gets its number, goes on by e-mail, is answered, and its author reads it', async () => {
  const profile = join(folder, 'phone');
  let anna = await openPersistentPhone(profile, link.url);
  await anna.join('anna', undefined, true);
  await anna.page.evaluate(() => navigator.serviceWorker.ready);
  // Nobody has been at these screens yet: they are fetched for when they are needed.
  await eventually(() =>
    anna.page.evaluate(async () => {
      const kept = await Promise.all(
        (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
      );
      return (
        kept.flat().filter(({ url }) => /\/(?:incident-(?:pages|en)|select-field)-/.test(url))
          .length === 3
      );
    }),
  );
  link.cut();
  await anna.text('Not connected.').waitFor();
  await anna.link('Menu').click();
  await anna.link('Report a problem').click();
  await anna.link('Water at home').click();
  await anna.button('Send report').click();
  await anna.text('Write something first.').waitFor();
  await anna.field('What is wrong').fill('The pipe at the meter leaks.');
  await anna.field('Where is it').fill('12 Mango Street');
  await anna.field('Area').selectOption('Welcome');
  await anna.field('Account number').fill('5501 2234');
  await anna.page.locator('summary').click();
  await anna.page.locator('#photo').setInputFiles(picture);
  await anna.field('What is on the photo?').fill('A wet meter');
  // Pressed twice, before the phone has stored it.
  await anna.button('Send report').evaluate((send: HTMLElement) => {
    send.click();
    send.click();
  });
  await anna.text('Waiting to be sent').waitFor();
  // Written is written, whatever happens to the browser.
  await anna.context.close();
  anna = await openPersistentPhone(profile, `${link.url}/incidents`);
  await anna.text('Waiting to be sent').waitFor();
  expect(box.mails).toEqual([]);

  link.heal();
  await anna.link('Number').first().click();
  await anna.heading('Water at home');
  const words = await anna.page.locator('main').innerText();
  const number = /Number (\d{4}-\d{4})/.exec(words)?.[1] ?? '';
  expect(words).toContain('12 Mango Street · Welcome');
  expect(words).toContain('Account 5501 2234');
  await anna.page.getByAltText('A wet meter').evaluate((image: HTMLImageElement) => image.decode());

  await eventually(() => box.mails.length === 1);
  const [mail = ''] = box.mails;
  expect(headerOf(mail, 'To')).toBe(OFFICE);
  expect(headerOf(mail, 'Subject')).toContain(number);
  expect(mail).toContain('filename=photo.jpg');

  const admin = await phones.phone(site.url);
  await admin.signIn('admin', site.adminPassword);
  await admin.link('Reported problems').click();
  await admin.link(number).click();
  await admin.text('Account 5501 2234').waitFor();
  await admin.text(`Sent on to ${OFFICE}.`).waitFor();
  await admin.page
    .getByAltText('A wet meter')
    .evaluate((image: HTMLImageElement) => image.decode());
  await admin.field('Being worked on').check();
  await admin.field('Answer').fill('A plumber comes today.');
  await admin.button('Save').click();
  await admin.text('Saved.').waitFor();

  await anna.page.goto(link.url);
  await anna.link('Your reports: new answer').click();
  await anna.text('New answer').waitFor();
  await anna.link(number).click();
  await anna.text('A plumber comes today.').waitFor();
  // It is on the phone now, for when its author phones about it; and it is news no more.
  await anna.page.goBack();
  await anna.page.goBack();
  await anna.link('Your reports: new answer').waitFor({ state: 'detached' });
  link.cut();
  await anna.page.goto(`${link.url}/incidents`);
  await anna.link(number).click();
  await anna.text('A plumber comes today.').waitFor();
  link.heal();
  expect(box.mails).toHaveLength(1);
  expect([...anna.complaints, ...admin.complaints]).toEqual([]);
  await anna.context.close();
});

test('the same by forms; who else looks sees nothing that is private', async () => {
  const ben = new Scriptless(site.url);
  await ben.join('ben');
  await ben.open('/report');
  expect(ben.page.html).toContain('href="/report/lighting"');
  await ben.open('/report/lighting');
  expect(ben.page.html).not.toContain('name="account"');
  await ben.submit('report', { what: 'The lights are off.', where: '' });
  expect(ben.page.status).toBe(409);
  expect(ben.page.html).toContain('The lights are off.');
  const form = ben.form('report');
  const typed = { ...form.fields, where: 'Block F', open: 'on' };
  await ben.post(form.action, typed);
  // Sent twice it is one.
  await ben.post(form.action, typed);
  const numbers = [...ben.page.text.matchAll(/Number (\d{4}-\d{4})/g)].map(([, n]) => n ?? '');
  expect(numbers).toHaveLength(1);
  const [number = ''] = numbers;
  await eventually(() => box.mails.some((mail) => headerOf(mail, 'Subject').includes(number)));

  const stranger = new Scriptless(site.url);
  expect((await stranger.open(`/incidents/${number}`)).status).toBe(404);
  expect((await stranger.open('/desk')).status).toBe(403);
  expect((await ben.open(`/desk/${number}`)).status).toBe(403);

  const admin = new Scriptless(site.url);
  await admin.open('/login');
  await admin.submit('sign-in', { username: 'admin', password: site.adminPassword });
  await admin.open(`/desk?q=${number.replace('-', '+')}`);
  expect(admin.page.text).toContain('The lights are off.');
  await admin.submit('answer', { state: 'done', answer: 'New lamps are in.' });
  expect(admin.page.text).toContain('Saved.');

  await ben.open('/');
  expect(ben.page.text).toContain('Your reports: new answer (1)');
  await ben.open(`/incidents/${number}`);
  expect(ben.page.text).toMatch(/Done.*admin.*New lamps are in\./);
  expect((await ben.open('/')).text).not.toContain('new answer');

  await stranger.open('/incidents');
  expect(stranger.page.text).toContain('Block F: The lights are off.');
  await stranger.open(`/incidents/${number}`);
  expect(stranger.page.text).toContain('New lamps are in.');
  expect(stranger.page.text).not.toContain('ben');
});

test('on a full phone, who wants a report back that was not taken is told why nothing happens', async () => {
  const cleo = await phones.phone(site.url);
  await cleo.join('cleo');
  await cleo.page.goto(`${site.url}/incidents`);
  await cleo.appRuns();
  const text = JSON.stringify({ text: 'No light.', where: 'Block F', account: '', channel: '' });
  await leaveNotTaken(cleo, { report: 'lighting', text });
  await expectTold(cleo, ['Try again', 'Edit', 'Discard']);
  await cleo.press('Discard');
  await cleo.text('No light.').waitFor({ state: 'detached' });
  expect(cleo.complaints).toEqual([]);
});

test('news, and a link that comes back, leave the lists as far as they were loaded', async () => {
  const { url, domain, adminPassword } = site;
  const reader = await phones.phone(link.url);
  const desk = await phones.phone(url);
  await desk.signIn('admin', adminPassword);
  const wire = await connect({ url, domain, username: 'admin', password: adminPassword });
  const ask = (request: Element) => wire.request('set', `channels.${domain}`, request);
  const report = async (n: number) => {
    const where = `Street ${n} north`;
    const fields = { about: 'lighting', text: 'Dark.', where, channel: '', account: '' } as const;
    const [incident] = readIncidents(
      await ask(reportIncidentRequest(`street${n}`, { ...fields, open: true })),
    );
    await ask(answerRequest(incident?.reference ?? '', 'working', 'We come.'));
  };
  for (let n = 1; n <= INCIDENTS_PAGE + 1; n += 1) await report(n);
  await reader.page.goto(`${link.url}/incidents`);
  await desk.page.goto(`${url}/desk`);
  for (const phone of [reader, desk]) {
    await phone.appRuns();
    await phone.text(`Street ${INCIDENTS_PAGE + 1} north`).waitFor();
    await phone.rests();
    const listen = await refuseAsked(phone.page, 'before=');
    await phone.link('Older reports').click();
    await phone.text(REFUSED).waitFor();
    await listen();
    await phone.link('Older reports').click();
    await phone.text('Street 1 north').waitFor();
    expect(await phone.text(REFUSED).count()).toBe(0);
  }
  link.cut();
  await reader.text('Not connected.').waitFor();
  await report(INCIDENTS_PAGE + 2);
  link.heal();
  for (const phone of [reader, desk]) {
    await phone.text(`Street ${INCIDENTS_PAGE + 2} north`).waitFor();
    expect(await phone.text('Street 1 north').count()).toBe(1);
    expect(phone.complaints).toEqual([]);
  }
  await wire.close();
});

test('two officials at one report: what the other says is shown, and not undone unseen', async () => {
  const { url, domain, adminPassword } = site;
  const wire = await connect({ url, domain, username: 'admin', password: adminPassword });
  const ask = (request: Element) => wire.request('set', `channels.${domain}`, request);
  const fields = { about: 'roads', text: 'A hole.', channel: '', account: '' } as const;
  const [incident] = readIncidents(
    await ask(reportIncidentRequest('hole', { ...fields, where: 'Mango Street', open: false })),
  );
  const reference = incident?.reference ?? '';
  const desk = await phones.phone(url);
  await desk.join('rose');
  await desk.link('Your own channel').waitFor();
  await ask(setAffiliationRequest(`${DESK}@topics.${domain}`, `rose@${domain}`, 'moderator'));
  await desk.page.goto(`${url}/desk/${reference}`);
  await desk.appRuns();
  await desk.text('A hole.').waitFor();
  await ask(answerRequest(reference, 'working', 'We look at it.'));
  // Where nothing was begun, the form is as it stands now.
  await desk.text('We look at it.').waitFor();
  await expect.poll(() => desk.field('Being worked on').isChecked()).toBe(true);

  await desk.field('Answer').fill('Not ours.');
  await desk.field('Refused').check();
  await ask(answerRequest(reference, 'done', 'It is filled.'));
  await desk.text('It is filled.').waitFor();
  await desk.button('Save').click();
  await desk.text('Somebody else changed this meanwhile.').waitFor();
  // So it is where the form was left, and is found again.
  await desk.page.reload();
  await desk.appRuns();
  await ask(answerRequest(reference, 'done', 'And swept.'));
  await desk.text('And swept.').waitFor();
  expect(await desk.field('Answer').inputValue()).toBe('Not ours.');
  await desk.button('Save').click();
  await desk.text('Somebody else changed this meanwhile.').waitFor();
  await desk.button('Save').click();
  await desk.text('Saved.').waitFor();
  await wire.close();
  expect(desk.complaints).toEqual([]);
});
