import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Site, startSite } from '../harness/site.ts';
import { keepStoreBusy } from './busy-store.ts';
import { openPhones, type Phone } from './phone.ts';

let site: Site;
let phones: Awaited<ReturnType<typeof openPhones>>;
let anna: Phone;

beforeAll(async () => {
  [site, phones] = await Promise.all([startSite(), openPhones()]);
  anna = await phones.phone(site.url);
  await anna.join('anna');
  await anna.openChannel('Welcome');
  await anna.startTopic('Roads', 'A pothole at the corner.');
  await anna.link('Roads').waitFor();
});

afterAll(async () => {
  await phones?.close();
  await site?.stop();
});

test('an unknown channel', async () => {
  await anna.page.goto(`${site.url}/channel/nobody@topics.localhost`);
  await anna.text('There is no such channel.').waitFor();
});

test('an unknown topic', async () => {
  await anna.page.goto(`${site.url}/channel/welcome@topics.localhost/no-such-topic`);
  await anna.text('There is no such topic.').waitFor();
});

test('an unknown page', async () => {
  await anna.page.goto(`${site.url}/nowhere`);
  await anna.text('There is no such page.').waitFor();
});

test('an address whose query speaks for the site, or breaks off', async () => {
  const said = new URLSearchParams({ notice: 'Phone 0900 now', url: '/rules', t: '1' });
  await anna.page.goto(`${site.url}/?${said}`);
  await anna.heading('Channels');
  expect(await anna.page.getByText('Phone 0900 now').count()).toBe(0);
  await anna.page.goto(`${site.url}/search?q=100%`);
  await anna.heading('Search');
  expect(anna.complaints).toEqual([]);
});

describe('a stranger', () => {
  let stranger: Phone;
  beforeEach(async () => {
    stranger = await phones.phone(site.url);
  });

  test('with a wrong password', async () => {
    await stranger.signIn('anna', 'not her password');
    await stranger.text('Username or password is wrong.').waitFor();
    expect(await stranger.field('Username').inputValue()).toBe('anna');
    await stranger.field('Password').fill('secret word');
    await stranger.button('Sign in').click();
    await stranger.heading('Channels');
    await stranger.page.getByText('You follow').waitFor();
  });

  test('who wants a name that is taken', async () => {
    await stranger.link('Join').click();
    await stranger.field('Username').fill('anna');
    await stranger.field('Password').fill('another secret');
    await stranger.field('I accept the rules').check();
    await stranger.button('Join').click();
    await stranger.text('is taken. Choose another.').waitFor();
    await stranger.field('Username').fill('anna-2');
    await stranger.button('Join').click();
    await stranger.heading('Channels');
  });

  test('whose name and password are no such, and who did not accept the rules', async () => {
    await stranger.link('Join').click();
    await stranger.field('Username').fill('A b');
    await stranger.field('Password').fill('12345');
    await stranger.button('Join').click();
    await stranger.text('Use 3 to 32 small letters').waitFor();
    await stranger.text('The password needs 6 to 128 letters, digits or signs.').waitFor();
    await stranger.text('You can join when you accept the rules.').waitFor();
    await stranger.field('Password').fill('a'.repeat(128));
    await stranger.button('Join').click();
    await stranger.text('The password needs 6 to 128 letters').waitFor({ state: 'detached' });
    await stranger.field('Password').fill('a'.repeat(20_000));
    await stranger.button('Join').click();
    await stranger.text('The password needs 6 to 128 letters').waitFor();
    expect(await stranger.field('Username').inputValue()).toBe('A b');
  });

  test('whose password is not plain letters', async () => {
    await stranger.join('zoe', 'wagwoord é 密碼 🔑');
    await stranger.heading('Channels');
    const again = await phones.phone(site.url);
    await again.signIn('zoe', 'wagwoord é 密碼 🔑');
    await again.page.getByText('You follow').waitFor();
  });
});

describe('a comment', () => {
  beforeEach(async () => {
    await anna.page.goto(site.url);
    await anna.openChannel('Welcome');
    await anna.openTopic('Roads');
  });

  test('of nothing', async () => {
    await anna.comment('  \n ');
    await anna.text('Write something first.').waitFor();
  });

  test('of nothing, sent before the phone has kept it: what is said of it stays', async () => {
    // What is on the screen has been read by then.
    await anna.field('Comment').waitFor();
    const letGo = await keepStoreBusy(anna.page);
    await anna.comment('  \n ');
    await anna.text('Write something first.').waitFor();
    await letGo();
    // One after the other: then it is kept.
    await (await keepStoreBusy(anna.page))();
    expect(await anna.text('Write something first.').count()).toBe(1);
  });

  test('of 5,000 characters: the text is kept', async () => {
    const long = 'x'.repeat(5_000);
    await anna.comment(long);
    await anna.text('Too long').waitFor();
    await anna.page.reload();
    await anna.page.waitForFunction(
      (text) => document.querySelector('textarea')?.value === text,
      long,
    );
    await anna.field('Comment').fill('');
  });

  test('of the longest length, in emoji', async () => {
    const long = '🙂'.repeat(4_096);
    await anna.comment(long);
    // Folded: the beginning is enough to find it.
    await anna.comments('🙂'.repeat(60)).waitFor();
  });

  test('with markup is shown as it was typed', async () => {
    const markup =
      '<img src=x onerror="document.title=1"> <b>bold</b> &amp; ]]> javascript:alert(1)';
    await anna.comment(markup);
    const shown = anna.comments(markup).locator('.text');
    expect(await shown.textContent()).toBe(markup);
    expect(await shown.locator('*').count()).toBe(0);
  });

  test('while the site is down is kept, and sent when it is up again', async () => {
    await site.kill('SIGKILL');
    await anna.text('Not connected.').waitFor();
    await anna.comment('Is anybody there?');
    await anna.text('Waiting to be sent').waitFor();
    await site.start();
    await anna.comments('Is anybody there?').waitFor();
    expect(await anna.text('Is anybody there?').count()).toBe(1);
    expect(anna.complaints).toEqual([]);
  });
});
