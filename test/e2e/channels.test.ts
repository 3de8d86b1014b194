import { expect, test } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import type { Phone } from './phone.ts';
import { openStage } from './stage.ts';

const { link, phones } = await openStage();

/** Copies the one channel that is stored, with those changes to its row and configuration. */
function storeChannels(phone: Phone, changes: readonly { channel: string; config: object }[]) {
  return phone.page.evaluate(async (rows) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const names = (await indexedDB.databases()).map(({ name = '' }) => name);
    const database = await done(indexedDB.open(names.find((name) => name !== 'wifi-chat') ?? ''));
    const channels = database.transaction('channels', 'readwrite').objectStore('channels');
    const known = (await done(channels.getAll())).find(({ rank }) => rank !== null);
    for (const { channel, config } of rows) {
      await done(channels.put({ ...known, channel, config: { ...known.config, ...config } }));
    }
    database.close();
  }, changes);
}

/** A phone without a network that holds those channels. */
async function phoneWith(changes: readonly { channel: string; config: object }[]): Promise<Phone> {
  link.heal();
  const phone = await phones.phone(link.url);
  await phone.link('Welcome').waitFor();
  await phone.page.evaluate(() => navigator.serviceWorker.ready);
  link.cut();
  await phone.text('Not connected.').waitFor();
  await storeChannels(phone, changes);
  await phone.page.reload();
  await phone.heading('Channels');
  return phone;
}

test('of hundreds of channels a page is drawn, and one is found as one types', async () => {
  const many = Array.from({ length: 300 }, (_, index) => ({
    channel: `ward-${index}@topics.localhost`,
    config: { title: `Ward ${index}`, description: index === 250 ? 'Clinic at the dam' : '' },
  }));
  const phone = await phoneWith(many);
  const rows = phone.page.locator('.rows li');
  expect(await rows.count()).toBe(30);
  await phone.link('More channels').click();
  await eventually(async () => (await rows.count()) === 60);

  const field = phone.field('Find a channel');
  await field.pressSequentially('DAM clin');
  await eventually(async () => (await rows.count()) === 1);
  await phone.openChannel('Ward 250');
  await phone.page.goBack();
  await phone.heading('Channels');
  expect([await field.inputValue(), await rows.count()]).toEqual(['DAM clin', 1]);
  await field.pressSequentially('x');
  await phone.text('No channel was found.').waitFor();
  await field.fill('ward 299');
  await phone.page.keyboard.press('Enter');
  await phone.heading('Search');
  expect(new URL(phone.page.url()).search).toBe('?q=ward%20299');
  expect(phone.complaints).toEqual([]);
});

test('of screens that are far behind nothing is kept', async () => {
  const few = Array.from({ length: 10 }, (_, index) => ({
    channel: `ward-${index}@topics.localhost`,
    config: { title: `Ward ${index}` },
  }));
  const phone = await phoneWith(few);
  const field = phone.field('Find a channel');
  const entry = await phone.page.evaluate(() => history.state);
  await field.fill('ward 5');
  for (const [screens, left] of [
    [10, 'ward 5'],
    [60, ''],
  ] as const) {
    for (let n = 0; n < screens; n += 1) {
      const to = n % 2 ? '/help' : '/menu';
      await phone.page.locator(`a[href="${to}"]:not([rel])`).first().dispatchEvent('click');
      await phone.page.waitForURL(link.url + to);
    }
    // As if its entry were still in the history: the browser has forgotten it long before.
    await phone.page.evaluate((state) => {
      history.replaceState(state, '', '/');
      dispatchEvent(new PopStateEvent('popstate'));
    }, entry);
    await phone.heading('Channels');
    expect(await field.inputValue(), `after ${screens}`).toBe(left);
  }
});

test('what cannot be drawn says so, and the way on stays open', async () => {
  const channel = 'broken@topics.localhost';
  const config = { title: 'Broken', vars: { 'x-buddycloud#notice': 5 } };
  const phone = await phoneWith([{ channel, config }]);
  await phone.link('Broken').click();
  await phone.text('Something went wrong on this screen.').waitFor();
  expect(phone.complaints).toHaveLength(1);
  await phone.page.getByRole('main').getByRole('link', { name: 'Channels' }).click();
  await phone.openChannel('Welcome');
});
