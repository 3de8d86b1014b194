/** Places on the smallest phone: browsing and phoning by keys alone, appointing and creating without script. */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { PLACE } from '../../src/protocol/config-vars.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { connect } from '../../src/server/stream/client.ts';
import { eventually } from '../harness/eventually.ts';
import { choose } from './hands.ts';
import { openStage } from './stage.ts';

const { site, phones } = await openStage();

test('by keys alone: a citizen finds a town’s channel, comes back to its place, and phones without a network', async () => {
  const { url, domain } = site;
  const admin = await connect({ url, domain, username: 'admin', password: site.adminPassword });
  const form = configChangeForm({ title: 'Water tankers', vars: { [PLACE]: 'hammanskraal' } });
  const make = createRequest(`water-tankers@topics.${domain}`, form);
  await admin.request('set', `channels.${domain}`, make);
  await admin.close();
  const citizen = await phones.phone(site.url);
  await choose(citizen, 'Places');
  await citizen.heading('Places');
  for (const place of ['Gauteng', 'City of Tshwane', 'Hammanskraal']) {
    await choose(citizen, place);
    await citizen.heading(place);
  }
  await choose(citizen, 'Water tankers');
  await citizen.heading('Water tankers');
  await citizen.page.goto(site.url);
  await citizen.appRuns();
  await choose(citizen, 'Places');
  await citizen.heading('Hammanskraal');
  await citizen.link('Water tankers').waitFor();
  await citizen.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await eventually(() => citizen.page.evaluate(() => navigator.serviceWorker.controller !== null));
  await citizen.context.setOffline(true);
  await citizen.page.goto(`${site.url}/emergency`);
  await citizen.text('Police').waitFor();
  expect(await citizen.link('10111').getAttribute('href')).toBe('tel:10111');
  // The place that was looked at last is there as well.
  await choose(citizen, 'Places');
  await citizen.heading('Hammanskraal');
  await citizen.link('Water tankers').waitFor();
  expect(citizen.complaints).toEqual([]);
});

test('without script: an admin appoints, the appointed creates and moves a channel, a citizen finds it', async () => {
  const open = async (path: string) => {
    const page = await phones.plainPage();
    await page.goto(`${site.url}${path}`);
    return page;
  };
  const go = (page: Page, name: string) =>
    page.getByRole('link', { name, exact: true }).first().click();
  const press = (page: Page, name: string) =>
    page.getByRole('button', { name, exact: true }).click();
  const heading = (page: Page, name: string) =>
    page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  const enter = async (username: string, password: string) => {
    const page = await open('/login');
    await page.getByLabel('Username').fill(username);
    await page.getByLabel('Password').fill(password);
    await press(page, 'Sign in');
    return page;
  };
  const kagiso = await open('/signup');
  await kagiso.getByLabel('Username').fill('kagiso');
  await kagiso.getByLabel('Password').fill('secret word');
  await kagiso.getByLabel('I accept the rules').check();
  await press(kagiso, 'Join');
  expect((await kagiso.goto(`${site.url}/new?place=city-of-tshwane`))?.status()).toBe(403);
  const moderators = '/places/city-of-tshwane/moderators';
  expect((await kagiso.goto(site.url + moderators))?.status()).toBe(403);

  const admin = await enter('admin', site.adminPassword);
  await admin.goto(site.url + moderators);
  await admin.getByLabel('Username').fill('nobody');
  await press(admin, 'Appoint');
  await admin.getByText('Nobody of that name is here.').waitFor();
  await admin.getByLabel('Username').fill('Kagiso');
  await press(admin, 'Appoint');
  await admin.getByText('Saved.').waitFor();

  // He may from now on, as he is signed in.
  await go(kagiso, 'Menu');
  await go(kagiso, 'Create channel');
  await kagiso.getByText('Place: City of Tshwane').waitFor();
  await kagiso.goto(`${site.url}/new?place=soweto`);
  await kagiso.getByLabel('Title').fill('Street lights');
  await press(kagiso, 'Create channel');
  await kagiso.getByText('only for places that were given to you').waitFor();
  expect(await kagiso.getByLabel('Title').inputValue()).toBe('Street lights');
  await kagiso.goto(`${site.url}/new?place=mamelodi`);
  // A name that is taken is refused with another one.
  await kagiso.getByLabel('Title').fill('Welcome');
  await press(kagiso, 'Create channel');
  await kagiso.getByText('“Welcome Mamelodi” is free.').waitFor();
  await kagiso.getByLabel('Title').fill('Street lights');
  await press(kagiso, 'Create channel');
  await heading(kagiso, 'Street lights');

  // It was for the next township: the channel moves, within what is his.
  await go(kagiso, 'Settings');
  await kagiso.getByRole('link', { name: /^Place/ }).click();
  await go(kagiso, 'Gauteng');
  expect(await kagiso.getByRole('button', { name: 'Put the channel here' }).count()).toBe(0);
  await kagiso.goBack();
  await go(kagiso, 'City of Tshwane');
  await kagiso.getByRole('link', { name: /^Soshanguve/ }).click();
  await press(kagiso, 'Put the channel here');
  await kagiso.getByRole('link', { name: 'Place Soshanguve' }).waitFor();

  const citizen = await open('/places/city-of-tshwane');
  await citizen.getByRole('link', { name: /^Soshanguve/ }).click();
  await go(citizen, 'Emergency');
  expect(await citizen.getByRole('link', { name: /^10177/ }).getAttribute('href')).toBe(
    'tel:10177',
  );
  await citizen.goto(site.url);
  await go(citizen, 'Places');
  await heading(citizen, 'Soshanguve');
  await citizen.getByRole('link', { name: /^Street lights/ }).click();
  await heading(citizen, 'Street lights');
  await go(citizen, 'Soshanguve');
  await go(citizen, 'All places');
  await citizen.goto(`${site.url}/places`);
  await heading(citizen, 'Places');
  expect((await citizen.goto(`${site.url}/places/nowhere`))?.status()).toBe(404);

  await admin.goto(site.url + moderators);
  const appointed = admin.locator('.item', { hasText: 'kagiso' });
  await appointed.getByRole('link', { name: 'Take back' }).click();
  await appointed.getByRole('link', { name: 'Not now' }).click();
  await appointed.getByRole('link', { name: 'Take back' }).click();
  await appointed.getByRole('button', { name: 'Take back' }).click();
  await admin.getByText('Saved.').waitFor();
  expect((await kagiso.goto(`${site.url}/new?place=mamelodi`))?.status()).toBe(403);
});
