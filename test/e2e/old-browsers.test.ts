/** The whole story in browsers that have nothing of what is new: a text browser, and an old engine. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import type { OldBrowser } from '../harness/old/old-browser.ts';
import { QtWebKit } from '../harness/old/qtwebkit.ts';
import { W3m } from '../harness/old/w3m.ts';
import { type Site, startSite } from '../harness/site.ts';

let site: Site;

beforeAll(async () => {
  site = await startSite();
});

afterAll(() => site?.stop());

const BROWSERS: readonly [name: string, start: () => OldBrowser][] = [
  ['w3m', () => new W3m()],
  ['qtwebkit', () => new QtWebKit()],
];

test.each(BROWSERS)(
  'reading, joining, following, writing, signing in and out in %s',
  async (name, start) => {
    const browser = start();
    const shows = (words: string) =>
      eventually(async () => (await browser.text()).replace(/\s+/g, ' ').includes(words)).catch(
        async () => expect(await browser.text()).toContain(words),
      );
    try {
      await browser.open(site.url);
      await browser.follow('Welcome');
      await shows('join or sign in');
      await browser.follow('Back');
      await browser.follow('Join');
      await browser.fill('Username', `from-${name}`);
      await browser.fill('Password', 'short');
      await browser.press('Join');
      // Refused: what was typed stays, but for the password.
      await shows('when you accept the rules');
      await shows(`from-${name}`);
      await browser.fill('Password', 'secret word');
      await browser.tick('I accept the rules');
      await browser.press('Join');

      await browser.follow('Welcome');
      await browser.press('Unfollow');
      await browser.press('Follow');
      await shows('Unfollow');
      await browser.follow('New topic');
      await browser.fill('Title', `Seen in ${name}`);
      await browser.fill('Topic', 'It has no script at all.');
      await browser.press('Post');
      await browser.follow(`Seen in ${name}`);
      await shows('It has no script at all.');

      const tooLong = 'Word '.repeat(820);
      await browser.fill('Comment', `${tooLong}end`);
      await browser.press('Send');
      await shows('Too long');
      await shows('Word Word Word');
      await browser.fill('Comment', `A comment from ${name}.`);
      await browser.press('Send');
      await eventually(async () => !(await browser.text()).includes('Too long'));
      await shows(`A comment from ${name}.`);

      await browser.follow('Menu');
      await browser.press('Sign out');
      await shows('You are signed out.');
      await browser.follow('Sign in');
      await browser.fill('Username', `from-${name}`);
      await browser.fill('Password', 'not the word');
      await browser.press('Sign in');
      await shows('Username or password is wrong.');
      await browser.fill('Password', 'secret word');
      await browser.press('Sign in');
      await shows('You follow');
    } finally {
      await browser.close();
    }
  },
);
