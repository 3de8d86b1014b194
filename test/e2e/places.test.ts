/** Places on the smallest phone, by keys alone and without script: appointing, creating, browsing, phoning. */
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHROMIUM_ARGS, CHROMIUM_PATH } from '../harness/browser.ts';
import { eventually } from '../harness/eventually.ts';
import { type Site, startSite } from '../harness/site.ts';
import { arrowTo, choose, typeInto } from './hands.ts';
import { openPhones } from './phone.ts';

let site: Site;
let phones: Awaited<ReturnType<typeof openPhones>>;
let browser: Browser;

beforeAll(async () => {
  [site, phones, browser] = await Promise.all([
    startSite(),
    openPhones(),
    chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGS }),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await phones?.close();
  await site?.stop();
});

test('by keys alone: an admin appoints, the appointed creates a town’s channel, a citizen finds it', async () => {
  const lindiwe = await phones.phone(site.url);
  await lindiwe.join('lindiwe');
  const admin = await phones.phone(site.url);
  await admin.signIn('admin', site.adminPassword);
  await admin.text('You follow').waitFor();
  await choose(admin, 'Places');
  for (const place of ['Gauteng', 'City of Tshwane']) {
    await admin.heading(place === 'Gauteng' ? 'Places' : 'Gauteng');
    await choose(admin, place);
  }
  await admin.heading('City of Tshwane');
  await choose(admin, 'Who may create channels here');
  await admin.text('Nobody yet.').waitFor();
  await typeInto(admin, 'Username', 'nobody');
  await admin.page.keyboard.press('Enter');
  await admin.text('Nobody of that name is here.').waitFor();
  await admin.page.keyboard.press('Control+a');
  await admin.page.keyboard.type('lindiwe');
  await admin.page.keyboard.press('Enter');
  await admin.button('Take back').waitFor();

  // Where she may is where the menu leads her; elsewhere nothing is offered.
  const { keyboard } = lindiwe.page;
  await lindiwe.page.reload();
  await lindiwe.text('You follow').waitFor();
  await keyboard.press('F1');
  await lindiwe.heading('Menu');
  await choose(lindiwe, 'Create channel');
  await lindiwe.text('City of Tshwane').waitFor();
  await choose(lindiwe, 'Another place');
  await lindiwe.heading('City of Tshwane');
  await choose(lindiwe, 'Hammanskraal');
  await lindiwe.heading('Hammanskraal');
  await choose(lindiwe, 'Create channel');
  await lindiwe.text('Place: Hammanskraal').waitFor();
  // A name that is taken is refused with another one.
  await typeInto(lindiwe, 'Title', 'Welcome');
  await keyboard.press('Enter');
  await lindiwe.text('“Welcome Hammanskraal” is free.').waitFor();
  await keyboard.press('Control+a');
  await keyboard.type('Water tankers');
  await arrowTo(lindiwe, 'First posts wait for approval');
  await keyboard.press('Enter');
  await arrowTo(lindiwe, 'Create channel');
  await keyboard.press('Enter');
  await lindiwe.heading('Water tankers');
  await lindiwe.link('Hammanskraal').waitFor();

  // A citizen browses to it by place, comes back to where they were, and phones without a network.
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
  expect([...admin.complaints, ...lindiwe.complaints, ...citizen.complaints]).toEqual([]);
});

test('without script: the same by links and forms', async () => {
  const open = async (path: string) => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 240, height: 320 },
    });
    const page = await context.newPage();
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
  await admin.getByLabel('Username').fill('Kagiso');
  await press(admin, 'Appoint');
  await admin.getByText('Saved.').waitFor();

  // His session was told what he may before: it is asked anew when he signs in.
  await go(kagiso, 'Menu');
  await press(kagiso, 'Sign out');
  const again = await enter('kagiso', 'secret word');
  await go(again, 'Menu');
  await go(again, 'Create channel');
  await again.getByText('Place: City of Tshwane').waitFor();
  await again.goto(`${site.url}/new?place=soweto`);
  await again.getByLabel('Title').fill('Street lights');
  await press(again, 'Create channel');
  await again.getByText('only for places that were given to you').waitFor();
  expect(await again.getByLabel('Title').inputValue()).toBe('Street lights');
  await again.goto(`${site.url}/new?place=mamelodi`);
  await again.getByLabel('Title').fill('Street lights');
  await press(again, 'Create channel');
  await heading(again, 'Street lights');

  // It was for the next township: the channel moves, within what is his.
  await go(again, 'Settings');
  await again.getByRole('link', { name: /^Place/ }).click();
  await go(again, 'Gauteng');
  expect(await again.getByRole('button', { name: 'Put the channel here' }).count()).toBe(0);
  await again.goBack();
  await go(again, 'City of Tshwane');
  await again.getByRole('link', { name: /^Soshanguve/ }).click();
  await press(again, 'Put the channel here');
  await again.getByRole('link', { name: 'Place Soshanguve' }).waitFor();

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
  await admin.locator('.item', { hasText: 'kagiso' }).getByRole('button').click();
  await admin.getByText('Saved.').waitFor();
  await again.goto(`${site.url}/new?place=mamelodi`);
  await again.getByLabel('Title').fill('More lights');
  await press(again, 'Create channel');
  await again.getByText('only for places that were given to you').waitFor();
});
