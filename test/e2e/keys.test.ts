import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../harness/site.ts';
import { openPhones, type Phone } from './phone.ts';

let site: Site;
let phones: Awaited<ReturnType<typeof openPhones>>;

beforeAll(async () => {
  [site, phones] = await Promise.all([startSite(), openPhones()]);
});

afterAll(async () => {
  await phones?.close();
  await site?.stop();
});

/** Presses an arrow until the thing of that name has the focus. */
async function arrowTo(phone: Phone, name: string, key = 'ArrowDown'): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await phone.page.keyboard.press(key);
    // A key in a field takes effect only after the field had its turn.
    await phone.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 20)));
    const focused = await phone.page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
      return (label ? element.labels?.[0]?.textContent : element?.textContent) ?? '';
    });
    if (focused.includes(name)) return;
  }
  throw new Error(`${key} does not lead to ${name}`);
}

test('everything goes with arrows, Enter and Backspace', async () => {
  const anna = await phones.phone(site.url);
  const { keyboard } = anna.page;
  await anna.heading('Channels');

  await arrowTo(anna, 'Join');
  await keyboard.press('Enter');
  await anna.heading('Join');
  await arrowTo(anna, 'Username');
  await keyboard.type('anna');
  await arrowTo(anna, 'Password');
  await keyboard.type('secret word');
  await arrowTo(anna, 'I accept the rules');
  await keyboard.press('Enter');
  await arrowTo(anna, 'Join');
  await keyboard.press('Enter');
  await anna.heading('Channels');
  await anna.text('You follow').waitFor();

  await arrowTo(anna, 'Welcome');
  await keyboard.press('Enter');
  await anna.heading('Welcome');
  await arrowTo(anna, 'New topic');
  await keyboard.press('Enter');
  await anna.heading('New topic');
  await arrowTo(anna, 'Title');
  await keyboard.type('Clinic');
  await arrowTo(anna, 'Topic');
  await keyboard.type('When does it open?\nAnd on Sundays?');
  await arrowTo(anna, 'Post');
  await keyboard.press('Enter');
  await anna.heading('Welcome');

  await anna.link('Clinic').waitFor();
  await arrowTo(anna, 'Clinic');
  await keyboard.press('Enter');
  await anna.heading('Clinic');
  await arrowTo(anna, 'Comment');
  // Inside a field, Backspace takes a letter away.
  await keyboard.type('Att');
  await keyboard.press('Backspace');
  await keyboard.type(' seven.');
  await arrowTo(anna, 'Send');
  await keyboard.press('Enter');
  await anna.text('At seven.').waitFor();
  await arrowTo(anna, 'Comment', 'ArrowUp');

  // In a field without text, it goes back.
  await keyboard.press('Backspace');
  await anna.heading('Welcome');
  const focused = await anna.page.evaluate(() => document.activeElement?.textContent);
  expect(focused).toContain('Clinic');
  await keyboard.press('F1');
  await anna.heading('Menu');
  await keyboard.press('Backspace');
  await anna.heading('Welcome');
  await keyboard.press('Backspace');
  await anna.heading('Channels');
  expect(anna.complaints).toEqual([]);
});
