import { expect, test } from 'vitest';
import { publishRequest } from '../../src/protocol/pubsub.ts';
import { connect } from '../../src/server/stream/client.ts';
import { eventually } from '../harness/eventually.ts';
import type { Phone } from './phone.ts';
import { openStage } from './stage.ts';
import { keepUnheard } from './unheard.ts';

const { site, link, phones } = await openStage();

async function openFromMenu(phone: Phone, name: string): Promise<void> {
  await phone.link('Menu').click();
  await phone.page.getByRole('link', { name, exact: true }).click();
}

test('what one tells of oneself is kept while typed, saved, and seen by others', async () => {
  const anna = await phones.phone(link.url);
  await anna.join('anna');
  await openFromMenu(anna, 'Profile');
  await anna.heading('anna');
  await anna.field('Name').fill('Anna M');
  await anna.field('Status').fill('Out of town');
  link.cut();
  await anna.text('Not connected.').waitFor();
  await anna.field('About you').fill('I live in Block F.');
  await anna.button('Save').click();
  await anna.text('No answer.').waitFor();
  link.heal();
  await anna.page.reload();
  await expect.poll(() => anna.field('About you').inputValue()).toBe('I live in Block F.');
  expect(await anna.field('Name').inputValue()).toBe('Anna M');
  // The link may still be on its way back.
  const outcome = anna.text(/^(?:Saved|No answer)\./);
  await eventually(async () => {
    await anna.button('Save').click();
    await outcome.waitFor();
    return (await outcome.textContent()) === 'Saved.';
  });
  await anna.heading('Anna M');

  const ben = await phones.phone(link.url);
  await ben.page.goto(`${link.url}/profile/anna@localhost`);
  await ben.heading('Anna M');
  await ben.text('Out of town').waitFor();
  await ben.text('I live in Block F.').waitFor();
  await ben.text('Here since').waitFor();
  expect(await ben.button('Save').count()).toBe(0);
  expect(await ben.page.getByRole('heading', { name: 'Follows' }).count()).toBe(0);
  await anna.field('Let others see which open channels I follow').check();
  await anna.button('Save').click();
  await anna.text('Saved.').waitFor();
  await ben.page.reload();
  await ben.page.getByRole('heading', { name: 'Follows' }).waitFor();
  await ben.link('Welcome').waitFor();

  await anna.field('Status').fill('');
  await anna.button('Save').click();
  await anna.text('Saved.').waitFor();
  await ben.page.reload();
  await ben.text('Out of town').waitFor({ state: 'detached' });
  await ben.text('I live in Block F.').waitFor();
  await ben.page.goto(`${link.url}/profile/nobody@localhost`);
  await ben.text('Nobody of that name is here.').waitFor();
  for (const phone of [anna, ben]) expect(phone.complaints).toEqual([]);
});

test('own posts are listed with their state, and found by their words', async () => {
  const cleo = await phones.phone(link.url);
  await cleo.join('cleo');
  await cleo.openChannel('Welcome');
  await cleo.startTopic('Street lights', 'They are off in Block G.');
  await openFromMenu(cleo, 'My posts');
  await cleo.page.getByRole('link', { name: /Street lights.*sent/ }).waitFor();

  await openFromMenu(cleo, 'Search');
  await cleo.field('Words').fill('block light');
  await cleo.button('Search').click();
  await cleo.text('Nothing was found.').waitFor({ state: 'detached' });
  // The same words are asked for anew, as after a failure, and the way back gets no longer.
  const asked = cleo.page.evaluate(() => {
    const visits = history.length;
    return new Promise<boolean>((resolve) => {
      const { send } = WebSocket.prototype;
      WebSocket.prototype.send = function (frame) {
        if (String(frame).includes('block light')) resolve(visits === history.length);
        return send.call(this, frame);
      };
    });
  });
  await cleo.button('Search').click();
  expect(await asked).toBe(true);
  await cleo.page.getByRole('link', { name: /Street lights.*Welcome/ }).click();
  await cleo.heading('Street lights');

  link.cut();
  await cleo.comment('Still off.');
  await openFromMenu(cleo, 'My posts');
  await cleo.page.getByRole('link', { name: /Still off.*waiting/ }).waitFor();
  await cleo.page.getByRole('link', { name: /Street lights.*sent/ }).waitFor();
  link.heal();
  await cleo.page.getByRole('link', { name: /Still off.*waiting/ }).waitFor({ state: 'detached' });
  expect(cleo.complaints).toEqual([]);
});

test('what was found further down is still there after the link was lost', async () => {
  const dora = await phones.phone(link.url);
  await dora.join('dora');
  const { url, domain } = site;
  const wire = await connect({ url, domain, username: 'dora', password: 'secret word' });
  const post = (n: number) => {
    const topic = { id: `mango${n}`, title: `Mango no. ${n}.`, text: 'Ripe.' };
    const request = publishRequest(`welcome@topics.${domain}`, topic);
    return wire.request('set', `channels.${domain}`, request);
  };
  for (let n = 1; n <= 25; n += 1) await post(n);
  for (const screen of ['activity', 'search?q=mango']) {
    await dora.page.goto(`${link.url}/${screen}`);
    await dora.link('Mango no. 25.').waitFor();
    await dora.link('More posts').click();
    await dora.link('Mango no. 1.').waitFor();
    link.cut();
    await dora.text('Not connected.').waitFor();
    await post(screen === 'activity' ? 26 : 27);
    link.heal();
    await dora.link(screen === 'activity' ? 'Mango no. 26.' : 'Mango no. 27.').waitFor();
    expect(await dora.link('Mango no. 1.').count()).toBe(1);
  }
  await wire.close();
  expect(dora.complaints).toEqual([]);
});

test('what is asked anew is loading: why it was not answered before is told no more', async () => {
  const eve = await phones.phone(site.url);
  await eve.join('eve');
  await eve.heading('Channels');
  const comeBack = await keepUnheard(eve.page, 'jabber:iq:search');
  await openFromMenu(eve, 'My posts');
  await eve.text('Loading …').waitFor();
  await comeBack();
  await eve.text('Loading …').waitFor();
  expect(await eve.page.getByRole('alert').count()).toBe(0);
  expect(eve.complaints).toEqual([]);
});

test('who cannot be shown what they typed before, since the phone does not give it back, is told so', async () => {
  const finn = await phones.phone(site.url);
  await finn.join('finn');
  await finn.heading('Channels');
  await finn.page.evaluate(() => {
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (stores, ...how) {
      if (String(stores) === 'drafts') throw new DOMException('full', 'QuotaExceededError');
      return transaction.call(this, stores, ...how);
    };
  });
  await openFromMenu(finn, 'Profile');
  await finn.field('Name').waitFor();
  await finn.text('This phone could not keep it.').waitFor();
  expect(finn.complaints).toEqual([]);
});
