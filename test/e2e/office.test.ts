/** Making and keeping a channel on the smallest phone: by keys alone, and by forms without script. */
import { expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { PEOPLE_PAGE } from '../../src/protocol/people.ts';
import { configureRequest, registerRequest, subscribeRequest } from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  deleteRequest,
  setAffiliationRequest,
  setSubscriptionRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { connect } from '../../src/server/stream/client.ts';
import { signInOnPage } from '../harness/sign-in-on-page.ts';
import { arrowTo, choose, focused, typeInto } from './hands.ts';
import { REFUSED, refuseAsked } from './refused.ts';
import { openStage } from './stage.ts';
import { keepUnheard } from './unheard.ts';

const { site, phones } = await openStage();

test('by keys alone: a channel is made, set, closed, opened again and deleted', async () => {
  const citizen = await phones.phone(site.url);
  await citizen.join('thandi');
  await citizen.link('Menu').click();
  await citizen.heading('Menu');
  expect(await citizen.link('Create channel').count()).toBe(0);

  const admin = await phones.phone(site.url);
  const { keyboard } = admin.page;
  await admin.signIn('admin', site.adminPassword);
  await admin.text('You follow').waitFor();
  const fetched: string[] = [];
  admin.page.on('request', (request) => fetched.push(request.url()));
  await keyboard.press('F1');
  await admin.heading('Menu');
  await choose(admin, 'Create channel');
  await admin.heading('Create channel');
  expect(fetched.filter((url) => url.includes('/assets/office-'))).not.toEqual([]);

  // Nothing typed is lost on the way to the menu and back, and a name can be taken.
  await typeInto(admin, 'Title', 'We1come');
  await keyboard.press('F1');
  await admin.heading('Menu');
  await keyboard.press('F1');
  await admin.heading('Create channel');
  await admin.field('Title').waitFor();
  expect(await admin.field('Title').inputValue()).toBe('We1come');
  await choose(admin, 'Title');
  await admin.text('one that looks like it').waitFor();
  // From the button it is a long way to the title: who is refused for it is taken there.
  await choose(admin, 'Create channel');
  await admin.page.locator('#title:focus').waitFor();
  expect(await admin.page.locator('#title-problem').textContent()).toContain('looks like it');
  await keyboard.press('End');
  await keyboard.type(' to Ward 7');
  await typeInto(admin, 'Description', 'Mamelodi East');
  await typeInto(admin, 'Notice', 'No water on Monday.');
  await arrowTo(admin, 'Officials only');
  await keyboard.press('Enter');
  await arrowTo(admin, 'All followers');
  await arrowTo(admin, 'Create channel');
  await keyboard.press('Enter');
  await admin.heading('We1come to Ward 7');
  expect(admin.page.url()).toContain('/channel/we1come-to-ward-7@topics.localhost');
  await admin.text('No water on Monday.').waitFor();
  await admin.startTopic('Water', 'The tanker comes at nine.');
  await admin.link('Water').waitFor();

  // The citizen comments, and starts nothing: officials do.
  await citizen.page.goto(`${site.url}/channel/we1come-to-ward-7@topics.localhost`);
  await citizen.link('Water').waitFor();
  await citizen.button('Follow').click();
  await citizen.text('Here only some people start topics. You may comment.').waitFor();
  await citizen.link('Water').click();
  await citizen.comment('Thank you.');
  await citizen.comments('Thank you.').waitFor();

  // What is removed by office is told to its author, and to all without the name.
  await admin.openTopic('Water');
  await admin.comments('Thank you.').waitFor();
  for (let presses = 0; presses < 20; presses += 1) await keyboard.press('ArrowDown');
  await arrowTo(admin, 'Remove', 'ArrowUp');
  await keyboard.press('Enter');
  await admin.heading('Remove');
  await arrowTo(admin, 'Tells what is private');
  await keyboard.press('Enter');
  await typeInto(admin, 'Reason', 'A phone number stood in it.');
  await arrowTo(admin, 'Remove');
  await keyboard.press('Enter');
  await admin.heading('Water');
  await citizen.text('No comments yet.').waitFor();
  await citizen.page.goto(site.url);
  await citizen.link('From the moderators').click();
  await citizen.text('Removed in We1come to Ward 7').waitFor();
  await citizen.text('A phone number stood in it.').waitFor();
  await citizen.button('I have read this').click();
  await citizen.button('I have read this').waitFor({ state: 'detached' });
  await citizen.page.goto(`${site.url}/channel/we1come-to-ward-7@topics.localhost`);
  await citizen.link('What moderators did').click();
  await citizen.text('Post removed').waitFor();
  await citizen.text('Tells what is private').waitFor();
  // A topic goes with all its comments: one stands in its channel again.
  await citizen.page.goto(`${site.url}/channel/welcome@topics.localhost`);
  await citizen.startTopic('Clinic', 'When does it open?');
  await citizen.openTopic('Clinic');
  await citizen.page.goto(citizen.page.url().replace(/\/([^/]*)$/, '/remove/$1'));
  await citizen.appRuns();
  await citizen.text('Only those who moderate this channel can do this.').waitFor();
  await admin.page.goto(`${site.url}/channel/welcome@topics.localhost`);
  await admin.openTopic('Clinic');
  await admin.link('Remove').click();
  await admin.heading('Remove');
  await admin.field('Reason').fill('Asked already.');
  await admin.button('Remove').click();
  await admin.heading('Welcome');
  await admin.text('Nobody has written here yet.').waitFor();
  for (const phone of [admin, citizen]) {
    await phone.page.goto(`${site.url}/channel/we1come-to-ward-7@topics.localhost`);
    await phone.heading('We1come to Ward 7');
  }
  await citizen.link('Water').click();
  await citizen.heading('Water');

  await choose(admin, 'Settings');
  await admin.heading('Settings');
  await typeInto(admin, 'Title', 'b');
  await arrowTo(admin, 'Save');
  await keyboard.press('Enter');
  await admin.text('Saved.').waitFor();
  await arrowTo(admin, 'Close channel');
  await keyboard.press('Enter');
  await admin.text('This channel is closed').waitFor();
  await citizen.text('This channel is closed').waitFor();
  await citizen.heading('Water');
  await choose(admin, 'Open it again');
  await admin.text('A closed channel can be read').waitFor();
  await citizen.field('Comment').waitFor();

  await choose(admin, 'Delete channel');
  await admin.heading('Delete channel');
  await arrowTo(admin, 'Delete for good');
  await keyboard.press('Enter');
  await expect.poll(() => focused(admin)).toBe('Reason');
  await keyboard.type('Ward 7 is now ward 9.');
  await keyboard.press('Enter');
  await admin.heading('Channels');
  await citizen.text('There is no such topic').waitFor();
  expect([...admin.complaints, ...citizen.complaints]).toEqual([]);
});

test('without script: the same by forms, and nobody else may', async () => {
  const page = await phones.plainPage();
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const field = (name: string) => page.getByLabel(name, { exact: true });
  await page.goto(`${site.url}/login`);
  await field('Username').fill('admin');
  await field('Password').fill(site.adminPassword);
  await button('Sign in').click();
  await page.getByRole('link', { name: 'Menu' }).click();
  await page.getByRole('link', { name: 'Create channel' }).click();
  await button('Create channel').click();
  await page.getByText('Give it a title').waitFor();
  await page.locator('#title:focus').waitFor();
  await field('Title').fill('Welcome');
  await field('Description').fill('Pipes and bills');
  await page.getByRole('group', { name: 'Who may read' }).getByLabel('People we approve').check();
  await button('Create channel').click();
  await page.getByText('one that looks like it').waitFor();
  expect(await field('Description').inputValue()).toBe('Pipes and bills');
  expect(await page.getByLabel('People we approve').isChecked()).toBe(true);
  await field('Title').fill('Water bills');
  await button('Create channel').click();
  await page.getByRole('heading', { name: 'Water bills' }).waitFor();
  const address = page.url();

  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('group', { name: 'Who may read' }).getByLabel('Everyone').check();
  await field('Notice').fill('Meters are read in May.');
  await button('Save').click();
  // What became of it stands at the button: the page comes with that in sight.
  const below = await page
    .getByText('Saved.')
    .evaluate((said) => innerHeight - said.getBoundingClientRect().bottom);
  expect(below).toBeGreaterThanOrEqual(0);
  await button('Close channel').click();
  await button('Open it again').waitFor();

  const other = await phones.plainPage();
  await other.goto(`${site.url}/signup`);
  await other.getByLabel('Username').fill('lerato');
  await other.getByLabel('Password').fill('secret word');
  await other.getByLabel('I accept the rules').check();
  await other.getByRole('button', { name: 'Join' }).click();
  await button('Open it again').click();
  await other.goto(`${address}/new`);
  await other.getByLabel('Topic').fill('Buy my pipes');
  await other.getByRole('button', { name: 'Post' }).click();
  await page.goto(address);
  await page.getByRole('link', { name: 'Buy my pipes' }).click();
  await page.getByRole('link', { name: 'Remove' }).click();
  await button('Remove').click();
  await page.getByText('Give a reason first.').waitFor();
  await page.getByLabel('Advertises or lies').check();
  await field('Reason').fill('No advertising, please.');
  await button('Remove').click();
  await page.getByText('Nobody has written here yet.').waitFor();
  await page.getByRole('link', { name: 'What moderators did' }).click();
  await page.getByText('Post removed').waitFor();
  await other.goto(site.url);
  await other.getByRole('link', { name: 'From the moderators' }).click();
  await other.getByText('No advertising, please.').waitFor();
  await other.getByRole('button', { name: 'I have read this' }).click();
  await other.getByText('No advertising, please.').waitFor();
  expect(await other.getByRole('button', { name: 'I have read this' }).count()).toBe(0);
  await page.goto(`${address}/settings`);
  await button('Close channel').click();
  await button('Open it again').waitFor();
  await other.goto(address);
  await other.getByText('Meters are read in May.').waitFor();
  expect((await other.goto(`${address}/settings`))?.status()).toBe(403);
  expect((await other.goto(`${site.url}/new`))?.status()).toBe(403);

  await page.getByRole('link', { name: 'Delete channel' }).click();
  await page.getByText('“Water bills” goes with all').waitFor();
  await button('Delete for good').click();
  await page.getByText('Give a reason first.').waitFor();
  await field('Reason').fill('Moved to the finance channel.');
  await button('Delete for good').click();
  await page.getByRole('heading', { name: 'Channels', exact: true }).waitFor();
  expect((await other.goto(address))?.status()).toBe(404);
});

const WATCH = 'watch@topics.localhost';
const PASSWORD = 'secret word';

/** A channel that lets in whom it approves: some follow it since before, others wait. */
async function nightWatch(
  channel: string,
  followers: readonly string[],
  waiting: readonly string[] = [],
): Promise<void> {
  const { url, domain } = site;
  const service = `channels.${domain}`;
  const admin = await connect({ url, domain, username: 'admin', password: site.adminPassword });
  const make = createRequest(channel, configChangeForm({ title: 'Night watch' }));
  await admin.request('set', service, make);
  const follow = async (username: string) => {
    const person = await connect({ url, domain, username, password: PASSWORD, register: true });
    await person.request('set', service, registerRequest());
    await person.request('set', service, subscribeRequest(channel, `${username}@${domain}`));
    await person.close();
  };
  for (const username of followers) await follow(username);
  const close = configChangeForm({ accessModel: 'authorize' });
  await admin.request('set', service, configureRequest(channel, close));
  for (const username of waiting) await follow(username);
  await admin.close();
}

test('without script: what another official set since the form was drawn stays, unless it was changed in the form', async () => {
  const { url, domain } = site;
  const [yard, service] = [`yard@topics.${domain}`, `channels.${domain}`];
  const admin = await connect({ url, domain, username: 'admin', password: site.adminPassword });
  const begin = { title: 'Yard', description: 'Pipes\nand bills' };
  await admin.request('set', service, createRequest(yard, configChangeForm(begin)));
  const page = await phones.plainPage();
  const field = (name: string) => page.getByLabel(name, { exact: true });
  await signInOnPage(page, url, 'admin', site.adminPassword);
  await page.goto(`${url}/channel/${yard}/settings`);
  await field('Title').fill('The yard');
  const since = { description: 'Pipes\nalone', accessModel: 'authorize' } as const;
  await admin.request('set', service, configureRequest(yard, configChangeForm(since)));
  await admin.close();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.').waitFor();
  expect(await field('Title').inputValue()).toBe('The yard');
  expect(await field('Description').inputValue()).toBe(since.description);
  expect(await page.getByLabel('People we approve').isChecked()).toBe(true);
});

test('the people of a channel, by keys alone: let in, found, banned for a day, promoted', async () => {
  await nightWatch(WATCH, ['busi', 'sipho'], ['tumi', 'zola']);
  const busi = await phones.phone(site.url);
  await busi.signIn('busi', PASSWORD);
  await busi.openChannel('Night watch');
  expect(await busi.link('People').count()).toBe(0);

  const admin = await phones.phone(site.url);
  const { keyboard } = admin.page;
  await admin.signIn('admin', site.adminPassword);
  await admin.openChannel('Night watch');
  await choose(admin, 'People');
  await admin.heading('People');
  const colourOf = (name: string) =>
    admin.link(name).evaluate((link) => getComputedStyle(link).backgroundColor);
  expect(await colourOf('Followers')).not.toBe(await colourOf('Banned'));
  await choose(admin, 'Waiting (2)');
  await admin.link('tumi').waitFor();
  expect(await colourOf('Followers')).toBe(await colourOf('Banned'));
  expect(await colourOf('Waiting (2)')).not.toBe(await colourOf('Banned'));
  // One of a queue: to the person, and let in.
  await choose(admin, 'tumi');
  await admin.heading('tumi');
  // It is asked first: not doing it leads back to where one was.
  await choose(admin, 'Do not let in');
  await admin.text('Keep them out?').waitFor();
  await admin.page.locator('#asked button:focus').waitFor();
  await arrowTo(admin, 'Not now');
  await keyboard.press('Enter');
  await admin.page.locator('a:focus', { hasText: 'Do not let in' }).waitFor();
  await choose(admin, 'Let in');
  await admin.page.locator('#asked button:focus', { hasText: 'Let in' }).waitFor();
  await keyboard.press('Enter');
  await admin.heading('People');
  await admin.link('Waiting (1)').waitFor();
  await admin.link('zola').waitFor();
  // All that are left: that has to be chosen first.
  await choose(admin, 'Save');
  await admin.link('zola').waitFor();
  await choose(admin, 'Let all in');
  await arrowTo(admin, 'Save');
  await keyboard.press('Enter');
  await admin.text('Nobody is listed here.').waitFor();

  await choose(admin, 'Followers');
  await admin.link('zola').waitFor();
  await typeInto(admin, 'Part of a name', 'BUS');
  await keyboard.press('Enter');
  await admin.link('zola').waitFor({ state: 'detached' });
  await choose(admin, 'busi');
  await admin.heading('busi');
  await arrowTo(admin, 'Banned');
  await keyboard.press('Enter');
  await arrowTo(admin, 'Save');
  await keyboard.press('Enter');
  await admin.text('Give a reason first.').waitFor();
  await expect.poll(() => focused(admin)).toBe('Reason');
  await keyboard.type('Shouted at everybody.');
  await arrowTo(admin, 'Save');
  await keyboard.press('Enter');
  await admin.text('Banned until').waitFor();
  await busi.page.reload();
  await busi.text('You may not read this channel.').waitFor();

  await admin.page.goto(`${site.url}/channel/${WATCH}/people/sipho@localhost`);
  await admin.heading('sipho');
  await arrowTo(admin, 'Moderator');
  await keyboard.press('Enter');
  await arrowTo(admin, 'Save');
  await keyboard.press('Enter');
  await admin.text('Saved.').waitFor();
  await admin.page.goto(`${site.url}/channel/${WATCH}/people/admin@localhost`);
  await admin.text('Nobody changes their own role.').waitFor();
  expect([...admin.complaints, ...busi.complaints]).toEqual([]);
});

test('all who wait are let in, or who asks is told that one of them waits no more', async () => {
  const hall = `hall@topics.${site.domain}`;
  await nightWatch(hall, [], ['kea', 'pule']);
  const { url, domain, adminPassword: password } = site;
  const admin = await phones.phone(url);
  await admin.signIn('admin', password);
  await admin.heading('Channels');
  await admin.page.goto(`${url}/channel/${hall}/people?who=waiting`);
  await admin.appRuns();
  await admin.link('kea').waitFor();
  const wire = await connect({ url, domain, username: 'admin', password });
  const refusal = setSubscriptionRequest(hall, [`kea@${domain}`], 'none');
  await wire.request('set', `channels.${domain}`, refusal);
  await admin.field('Let all in').check();
  await admin.button('Save').click();
  await admin.text('Somebody else changed this meanwhile.').waitFor();
  await admin.link('kea').waitFor({ state: 'detached' });
  await admin.link('pule').waitFor();
  await admin.field('Let all in').check();
  await admin.button('Save').click();
  await admin.link('pule').waitFor({ state: 'detached' });
  // A list that is not there any more has nothing to be saved.
  await wire.request('set', `channels.${domain}`, deleteRequest(hall));
  await wire.close();
  await admin.page.reload();
  await admin.text('It was not found.').waitFor();
  expect(admin.complaints).toEqual([]);
});

test('a role that was chosen for somebody who is not what they were is given to nobody', async () => {
  const store = `store@topics.${site.domain}`;
  await nightWatch(store, ['neo']);
  const { url, domain, adminPassword: password } = site;
  const admin = await phones.phone(url);
  await admin.signIn('admin', password);
  await admin.heading('Channels');
  const open = async () => {
    await admin.page.goto(`${url}/channel/${store}/people/neo@${domain}`);
    await admin.appRuns();
    await admin.field('Banned').waitFor();
  };
  await open();
  await admin.field('Moderator').check();
  await admin.rests();
  const wire = await connect({ url, domain, username: 'admin', password });
  const why = { grounds: { reason: 'Shouted.' } };
  const ban = setAffiliationRequest(store, `neo@${domain}`, 'outcast', why);
  await wire.request('set', `channels.${domain}`, ban);
  await wire.close();
  // The form is kept, for as long as that takes; a ban is what it would say now.
  await open();
  await admin.button('Save').click();
  await admin.text('Give a reason first.').waitFor();
  expect(await admin.field('Banned').isChecked()).toBe(true);
  // What is chosen as it was is nothing that signing out would lose.
  await admin.field('Not banned any more').check();
  await admin.field('Banned').check();
  await admin.rests();
  await admin.link('Menu').click();
  await admin.button('Sign out').click();
  await admin.text('You are signed out.').waitFor();
  expect(admin.complaints).toEqual([]);
});

test('people, and what was done by office, stay as far as they were loaded when the link is back', async () => {
  const { url, domain, adminPassword: password } = site;
  const channel = `welcome@topics.${domain}`;
  const wire = await connect({ url, domain, username: 'admin', password });
  async function ban(name: string) {
    const why = { grounds: { reason: 'Sold things.' } };
    const request = setAffiliationRequest(channel, `${name}@${domain}`, 'outcast', why);
    await wire.request('set', `channels.${domain}`, request);
  }
  for (let n = 10; n <= PEOPLE_PAGE + 10; n += 1) await ban(`seller${n}`);
  const admin = await phones.phone(url);
  await admin.signIn('admin', password);
  await admin.heading('Channels');
  for (const [path, row, more] of [
    ['people?who=banned', '.row', 'More people'],
    ['log', '.item', 'Older acts'],
  ] as const) {
    await admin.page.goto(`${url}/channel/${channel}/${path}`);
    await admin.appRuns();
    const rows = admin.page.locator(`.rows ${row}, .items ${row}`);
    await admin.link(more).waitFor();
    await admin.rests();
    // What is not told is said where it was asked for.
    const listen = await refuseAsked(admin.page, row === '.row' ? ' after=' : ' before=');
    await admin.link(more).click();
    await admin.text(REFUSED).waitFor();
    await listen();
    await admin.link(more).click();
    await expect.poll(() => rows.count()).toBeGreaterThan(PEOPLE_PAGE);
    expect(await admin.text(REFUSED).count()).toBe(0);
    const before = await rows.count();
    await admin.context.setOffline(true);
    await admin.text('Not connected.').waitFor();
    await ban(`seller0${before}`);
    await admin.context.setOffline(false);
    await expect.poll(() => rows.count()).toBe(before + 1);
  }
  await wire.close();
  expect(admin.complaints).toEqual([]);
});

test('the people of a channel, without script: a moderator takes a ban back and lets in again', async () => {
  const gate = `gate@topics.${site.domain}`;
  await nightWatch(gate, ['themba', 'lebo', 'nandi']);
  const { url, domain } = site;
  const admin = await connect({ url, domain, username: 'admin', password: site.adminPassword });
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const said = { until, grounds: { reason: 'Shouted at everybody.' } };
  for (const request of [
    setAffiliationRequest(gate, `themba@${domain}`, 'moderator'),
    setAffiliationRequest(gate, `nandi@${domain}`, 'outcast', said),
  ]) {
    await admin.request('set', `channels.${domain}`, request);
  }
  const open = async (username: string) => {
    const page = await phones.plainPage();
    await signInOnPage(page, site.url, username, PASSWORD);
    return page;
  };
  const [themba, lebo, nandi] = [await open('themba'), await open('lebo'), await open('nandi')];
  const people = `${site.url}/channel/${gate}/people`;
  for (const page of [lebo, nandi]) expect((await page.goto(people))?.status()).toBe(403);
  expect((await lebo.goto(`${people}/nandi@localhost`))?.status()).toBe(403);

  const save = themba.getByRole('button', { name: 'Save', exact: true });
  await themba.goto(`${site.url}/channel/${gate}`);
  await themba.getByRole('link', { name: 'People' }).click();
  await themba.getByLabel('Part of a name').fill('leb');
  await themba.getByRole('button', { name: 'Search' }).click();
  expect(await themba.locator('.row').allInnerTexts()).toEqual([expect.stringContaining('lebo')]);
  // A moderator makes no moderators, and does not touch an owner.
  await themba.getByRole('link', { name: 'lebo' }).click();
  expect(await themba.getByLabel('Moderator').count()).toBe(0);
  await themba.goto(`${people}/admin@localhost`);
  await themba.getByText('Nobody here can change this role.').waitFor();

  await themba.goto(people);
  await themba.getByRole('link', { name: 'Banned (1)' }).click();
  await themba.getByText('Banned until').waitFor();
  await themba.getByRole('link', { name: 'nandi' }).click();
  await themba.getByLabel('Not banned any more').check();
  await save.click();
  await themba.getByRole('heading', { name: 'People' }).waitFor();
  await nandi.goto(`${site.url}/channel/${gate}`);
  await nandi.getByText('You may not read this channel.').waitFor();
  await nandi.getByRole('button', { name: 'Follow' }).click();
  await nandi.getByText('You asked to follow this channel.').waitFor();
  await themba.goto(`${people}?who=waiting`);
  await themba.getByRole('link', { name: 'nandi' }).waitFor();
  await save.click();
  await themba.getByRole('link', { name: 'nandi' }).waitFor();
  await themba.getByLabel('Let all in').check();
  await save.click();
  await themba.getByText('Nobody is listed here.').waitFor();
  await nandi.goto(`${site.url}/channel/${gate}`);
  await nandi.getByText('Nobody has written here yet.').waitFor();

  // Another official was faster: what they did is shown, and not taken back unseen.
  await themba.goto(`${people}/lebo@localhost`);
  const shouted = { grounds: { reason: 'Shouted, too.' } };
  const ban = setAffiliationRequest(gate, `lebo@${domain}`, 'outcast', shouted);
  await admin.request('set', `channels.${domain}`, ban);
  await admin.close();
  await themba.getByLabel('Trusted').check();
  await save.click();
  await themba.getByText('Somebody else changed this meanwhile.').waitFor();
  expect(await themba.getByLabel('Banned', { exact: true }).isChecked()).toBe(true);

  // Leaving does not help against a ban.
  await nandi.getByRole('button', { name: 'Unfollow' }).click();
  await nandi.getByRole('button', { name: 'Follow', exact: true }).waitFor();
  await themba.goto(`${people}/nandi@localhost`);
  await themba.getByLabel('Banned').check();
  await themba.getByLabel('For good').check();
  await save.click();
  await themba.getByText('Give a reason first.').waitFor();
  expect(await themba.getByLabel('For good').isChecked()).toBe(true);
  await themba.getByLabel('Reason').fill('Shouted again.');
  await save.click();
  await themba.getByText('Saved.').waitFor();
  await nandi.goto(`${site.url}/channel/${gate}`);
  await nandi.getByText('You are banned from gate').waitFor();
  expect(await nandi.getByRole('button', { name: 'Follow' }).count()).toBe(0);
});

test('what was asked while another service took over is asked again', async () => {
  const { url, adminPassword } = site;
  const admin = await phones.phone(url);
  const { page } = admin;
  await admin.signIn('admin', adminPassword);
  await admin.text('You follow').waitFor();
  // The question is lost, and then somebody answers for the service who never heard it.
  await page.addInitScript(() => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (frame) {
      if (!String(frame).includes(sessionStorage.lost)) return send.call(this, frame);
      WebSocket.prototype.send = send;
      const data = '<presence xmlns="jabber:client" from="channels.localhost"/>';
      setTimeout(() => this.dispatchEvent(new MessageEvent('message', { data })), 100);
    };
  });
  for (const [path, question, words] of [
    ['todo', '<queue', 'Nothing waits for you.'],
    ['notices', '<notices', 'There is nothing to tell you.'],
    ['channel/welcome@topics.localhost/people/admin@localhost', '<people', 'Nobody changes'],
  ] as const) {
    await page.evaluate((lost) => Object.assign(sessionStorage, { lost }), question);
    await page.goto(`${url}/${path}`);
    await admin.appRuns();
    await admin.text(words).waitFor();
  }
  expect(admin.complaints).toEqual([]);
});

test('what a moderator is filling in stays when its person is asked for again in vain', async () => {
  await nightWatch(`night@topics.${site.domain}`, ['thabo']);
  const admin = await phones.phone(site.url);
  await admin.signIn('admin', site.adminPassword);
  await admin.text('You follow').waitFor();
  await admin.page.goto(`${site.url}/channel/night@topics.${site.domain}/people/thabo@localhost`);
  await admin.heading('thabo');
  await admin.field('Reason').pressSequentially('He helps.');
  const comeBack = await keepUnheard(admin.page, '<people');
  for (let time = 1; time <= 2; time += 1) await comeBack();
  expect(await admin.page.locator('#reason:focus').inputValue()).toBe('He helps.');
  expect(admin.complaints).toEqual([]);
});
