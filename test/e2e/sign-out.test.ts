import { expect, test } from 'vitest';
import { focused } from './hands.ts';
import { openStage } from './stage.ts';
import { everythingStored } from './stored.ts';

const { link, phones } = await openStage();

test('signing out leaves nothing of the person, and asks before it loses what was written', async () => {
  const anna = await phones.phone(link.url);
  await anna.join('anna');
  await anna.openChannel('Welcome');
  await anna.startTopic('Water', 'Anybody with water?');
  await anna.openTopic('Water');
  await anna.field('Comment').fill('a half written thought');
  expect(await everythingStored(anna)).toContain('a half written thought');

  link.cut();
  await anna.comment('never to be sent');
  await anna.text('Waiting to be sent').waitFor();
  await anna.field('Comment').fill('another thought');
  const secondTab = await anna.context.newPage();
  await secondTab.goto(link.url);
  await secondTab.getByText('Not connected').waitFor();

  await anna.link('Menu').click();
  await anna.button('Sign out').click();
  await anna.text('2 things that you wrote are not sent yet').waitFor();
  // What was pressed gave way to the question, and the question to it: keys go on there.
  await expect.poll(() => focused(anna)).toBe('Stay signed in');
  // Both answers can be read.
  const bar = await anna.page.locator('.soft-keys').boundingBox();
  const other = await anna.button('Sign out anyway').boundingBox();
  expect((other?.y ?? 0) + (other?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
  await anna.page.keyboard.press('Enter');
  await expect.poll(() => focused(anna)).toBe('Sign out');
  await anna.page.keyboard.press('Enter');
  // Where it is can be looked at first.
  await expect.poll(() => focused(anna)).toBe('Stay signed in');
  await anna.page.keyboard.press('ArrowUp');
  expect(await focused(anna)).toBe('another thought');
  await anna.page.keyboard.press('Enter');
  await anna.heading('Water');
  expect(await anna.field('Comment').inputValue()).toBe('another thought');
  await anna.field('Comment').fill('');
  await anna.link('Menu').click();
  await anna.button('Sign out').click();
  await anna.text('1 thing that you wrote is not sent yet').waitFor();
  await expect.poll(() => focused(anna)).toBe('Stay signed in');
  await anna.link('My posts').last().click();
  await anna.heading('My posts');
  await anna.text('never to be sent').waitFor();
  await anna.page.goBack();
  await anna.heading('Menu');
  await anna.button('Sign out').click();
  await anna.button('Sign out anyway').click();
  await anna.heading('Channels');
  await anna.link('Join').waitFor();
  await secondTab.getByRole('link', { name: 'Join' }).waitFor();

  await anna.text('You are signed out.').waitFor();

  for (const trace of ['thought', 'never to be sent', 'secret word', 'Water']) {
    expect(await everythingStored(anna)).not.toContain(trace);
  }
  // The server does not know yet that the token is worth nothing; then nobody needs it any more.
  link.heal();
  for (const trace of ['anna', 'secret', 'token']) {
    await expect.poll(() => everythingStored(anna)).not.toContain(trace);
  }
  expect(anna.complaints).toEqual([]);
});

test('who signs in again before the server was told stays in when it is', async () => {
  const ben = await phones.phone(link.url);
  await ben.join('ben');
  await ben.link('Your own channel').waitFor();
  link.cut();
  await ben.link('Menu').click();
  await ben.button('Sign out').click();
  await ben.text('You are signed out.').waitFor();
  expect(await everythingStored(ben)).toContain('"owed"');
  link.heal();
  await ben.signIn('ben', 'secret word');
  await ben.link('Your own channel').waitFor();
  await expect.poll(() => everythingStored(ben)).not.toContain('"owed"');
  await ben.page.reload();
  await ben.link('Your own channel').waitFor();
  expect(ben.complaints).toEqual([]);
});

test('where the store cannot be read the app starts anew: what is not sent is asked for then', async () => {
  const carl = await phones.phone(link.url);
  await carl.join('carl');
  await carl.link('Menu').click();
  await carl.page.evaluate(() => {
    Object.assign(window, { isOld: true });
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('', 'DataError');
    };
  });
  await carl.button('Sign out').click();
  await expect.poll(() => carl.page.evaluate('"isOld" in window')).toBe(false);
  await carl.button('Sign out').click();
  await carl.text('You are signed out.').waitFor();
  expect(carl.complaints).toEqual([]);
});

test('where the own database cannot be opened any more, the phone says so and lets others use it', async () => {
  const zola = await phones.phone(link.url);
  await zola.join('zola', undefined, true);
  await zola.openChannel('Welcome');
  await zola.page.evaluate(() => navigator.serviceWorker.ready);
  const names = await zola.page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name }) => name).filter((name) => name !== 'wifi-chat'),
  );
  await zola.page.addInitScript((broken) => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (name, ...version) {
      if (broken.includes(name)) throw new DOMException('broken', 'UnknownError');
      return open.call(this, name, ...version);
    };
  }, names);
  await zola.page.goto(`${link.url}/menu`);
  await zola.text('Something went wrong on this screen. What you wrote is kept.').waitFor();
  await zola.press('Sign out anyway');
  await zola.link('Join').waitFor();
  const left = () => zola.page.evaluate(async () => JSON.stringify(await indexedDB.databases()));
  await expect.poll(left).not.toContain(names[0]);
  expect(zola.complaints).toEqual([]);
});
