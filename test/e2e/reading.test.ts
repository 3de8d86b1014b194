import { expect, test } from 'vitest';
import type { Phone } from './phone.ts';
import { openStage } from './stage.ts';

const { site, link, phones } = await openStage();

/** The title, without the place that it names. */
const title = (phone: Phone) =>
  expect.poll(async () => (await phone.page.title()).replace(/[^ ]* · /, ''));

async function toChannels(phone: Phone): Promise<void> {
  await phone.page.goto(new URL('/', phone.page.url()).href);
  await phone.heading('Channels');
}

test('two devices of one person agree on what is new, also after reading without a network', async () => {
  const dora = await phones.phone(link.url);
  await dora.join('dora');
  await dora.page.getByText('You follow').waitFor();
  const desk = await phones.phone(site.url);
  await desk.signIn('dora', 'secret word');
  await desk.page.getByText('You follow').waitFor();
  const emil = await phones.phone(site.url);
  await emil.join('emil');
  await emil.openChannel('Welcome');
  await emil.startTopic('Library', 'Open again.');
  await emil.startTopic('Market', 'On Sunday.');
  await emil.openTopic('Library');
  await emil.comment('Until five.');

  for (const phone of [dora, desk]) {
    await phone.text('3 new').waitFor();
    await title(phone).toBe('(3) WiFi Chat');
  }
  await title(emil).toBe('WiFi Chat');
  await dora.link('Menu').click();
  await dora.text('3 new').waitFor();
  await dora.link('Back').click();

  // A topic that is opened is read, the others are not.
  await dora.openChannel('Welcome');
  await dora.page.getByRole('link', { name: 'Library 2 new' }).waitFor();
  await dora.openTopic('Library');
  await dora.text('Until five.').waitFor();
  await title(dora).toBe('(1) WiFi Chat');
  await title(desk).toBe('(1) WiFi Chat');
  await desk.openChannel('Welcome');
  await desk.page.getByRole('link', { name: 'Market 1 new' }).waitFor();

  // Where reading stopped, there it goes on.
  await dora.link('Back').click();
  await dora.heading('Welcome');
  await emil.comment('And on Saturdays.');
  await emil.comment('Until one.');
  await dora.page.getByRole('link', { name: 'Library 2 new' }).waitFor();
  link.cut();
  await dora.text('Not connected.').waitFor();
  await dora.page.evaluate(() => {
    const drawings = new MutationObserver(() => {
      const isDrawn = document.querySelector('h1')?.textContent === 'Library';
      if (!isDrawn || !document.querySelector('.items > li')) return;
      drawings.disconnect();
      Object.assign(window, { firstDrawing: document.querySelector('.items')?.textContent });
    });
    drawings.observe(document.body, { childList: true, subtree: true });
  });
  await dora.openTopic('Library');
  const items = dora.page.locator('.items > li');
  await expect.poll(() => items.count()).toBe(4);
  expect((await items.allTextContents()).map((text) => text.replace(/.*now|Reply.*/g, ''))).toEqual(
    ['Until five.', 'New', 'And on Saturdays.', 'Until one.'],
  );
  expect(await dora.page.evaluate(() => document.activeElement?.id)).toBe('new');
  // In one drawing: what is on the screen does not move for it.
  expect(await dora.page.evaluate('firstDrawing')).toContain('New');
  await title(dora).toBe('(1) WiFi Chat');
  expect(await dora.page.title()).toBe('(1) Library · WiFi Chat');
  await title(desk).toBe('(3) WiFi Chat');

  link.heal();
  await title(desk).toBe('(1) WiFi Chat');
  await toChannels(desk);
  await desk.button('Mark all read').click();
  await title(desk).toBe('WiFi Chat');
  await title(dora).toBe('WiFi Chat');
  await toChannels(dora);
  await dora.text('You follow').waitFor();
  expect(await dora.text(' new').count()).toBe(0);
  expect([...dora.complaints, ...desk.complaints]).toEqual([]);

  // A third device begins where the others are.
  await emil.comment('Bring your card.');
  await title(dora).toBe('(1) WiFi Chat');
  const third = await phones.phone(site.url);
  await third.signIn('dora', 'secret word');
  await title(third).toBe('(1) WiFi Chat');
});

test('an answer shows what it answers; what its author removes is gone from all screens', async () => {
  const fatima = await phones.phone(site.url);
  await fatima.join('fatima');
  await fatima.openChannel('Welcome');
  await fatima.startTopic('Clinic', 'When does it open?');
  await fatima.openTopic('Clinic');
  await fatima.comment('On holidays, I mean.');
  await fatima.comments('On holidays, I mean.').waitFor();
  const hugo = await phones.phone(site.url);
  await hugo.join('hugo');
  await hugo.openChannel('Welcome');
  await hugo.openTopic('Clinic');
  await hugo.comments('On holidays').getByRole('link', { name: 'Reply' }).click();
  await hugo.text('To fatima:').waitFor();
  await hugo.field('Comment').fill('At n');
  // Another tab shows the same field, and each goes on with what was typed in the other.
  const tab = await hugo.context.newPage();
  await tab.goto(hugo.page.url());
  const typed = (page: Phone['page']) => expect.poll(() => page.getByLabel('Comment').inputValue());
  await typed(tab).toBe('At n');
  await tab.getByLabel('Comment').pressSequentially('in');
  await typed(hugo.page).toBe('At nin');
  await hugo.field('Comment').pressSequentially('e');
  await typed(tab).toBe('At nine');
  await tab.close();
  await hugo.page.reload();
  await typed(hugo.page).toBe('At nine');
  await hugo.text('To fatima:').waitFor();
  await hugo.comment('At nine.');
  for (const phone of [fatima, hugo]) {
    const answer = phone.comments('At nine.');
    await answer.locator('.quote').getByText('To fatima: On holidays, I mean.').waitFor();
  }
  expect(await hugo.page.getByRole('link', { name: 'Remove' }).count()).toBe(1);
  await hugo.page.getByRole('link', { name: 'Remove' }).click();
  await hugo.link('Keep').waitFor();
  await hugo.button('Remove').click();
  await hugo.text('At nine.').waitFor({ state: 'detached' });
  await fatima.text('At nine.').waitFor({ state: 'detached' });
  await fatima.page.reload();
  await fatima.comments('On holidays').waitFor();
  expect(await fatima.text('At nine.').count()).toBe(0);

  // A topic that is removed takes one back to its channel.
  await fatima.page.locator('main > article').getByRole('link', { name: 'Remove' }).click();
  await fatima.button('Remove').click();
  await fatima.heading('Welcome');
  await hugo.text('There is no such topic.').waitFor();
  expect([...fatima.complaints, ...hugo.complaints]).toEqual([]);
});

test('what is on the screen and does not change costs the phone nothing', async () => {
  const [gogo, reader] = [await phones.phone(site.url), await phones.phone(site.url)];
  await gogo.join('gogo');
  await gogo.openChannel('Welcome');
  await gogo.startTopic('Quiet hours', 'From ten to six.');
  for (const phone of [gogo, reader]) {
    for (const path of ['/', '/activity', '/settings', '/channel/welcome@topics.localhost']) {
      await phone.page.goto(site.url + path);
      await phone.appRuns();
      await phone.rests();
    }
    await phone.openTopic('Quiet hours');
    await phone.rests();
  }
});

test('what went wrong with one reading of the store does not keep a screen from the next', async () => {
  const [fay, gus] = await Promise.all([phones.phone(site.url), phones.phone(site.url)]);
  await Promise.all([fay.join('fay'), gus.join('gus')]);
  await Promise.all([fay.openChannel('Welcome'), gus.openChannel('Welcome')]);
  await fay.link('New topic').waitFor();
  await fay.rests();
  await fay.page.evaluate(() => {
    const { prototype } = IDBObjectStore;
    const { getAll } = prototype;
    prototype.getAll = function (...query) {
      const { mode, objectStoreNames } = this.transaction;
      const isScreens = mode === 'readonly' && objectStoreNames.length > 1;
      if (!isScreens || this.name !== 'outbox') return getAll.apply(this, query);
      prototype.getAll = getAll;
      throw new TypeError('wrong');
    };
  });
  await gus.startTopic('One', 'First.');
  await expect.poll(() => fay.complaints.join()).toContain('wrong');
  await gus.startTopic('Two', 'Second.');
  await fay.link('Two').waitFor();
  await fay.link('One').waitFor();
});
