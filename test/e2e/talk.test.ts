import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../harness/site.ts';
import { openPhones } from './phone.ts';

let site: Site;
let phones: Awaited<ReturnType<typeof openPhones>>;

beforeAll(async () => {
  [site, phones] = await Promise.all([startSite(), openPhones()]);
});

afterAll(async () => {
  await phones?.close();
  await site?.stop();
});

test('a newcomer joins, starts a topic and comments; others have it at once', async () => {
  const anna = await phones.phone(site.url);
  await anna.join('anna');
  await anna.openChannel('Welcome');
  await anna.startTopic('Water', 'No water in Extension 4 since this morning.');
  await anna.openTopic('Water');

  const ben = await phones.phone(site.url);
  await ben.join('ben');
  await ben.openChannel('Welcome');
  await ben.openTopic('Water');
  const reader = await phones.phone(site.url);
  await reader.openChannel('Welcome');
  await reader.openTopic('Water');
  await reader.link('Join').waitFor();
  await ben.text('No comments yet.').waitFor();

  const text = 'Here too. When will it be back?';
  const sent = performance.now();
  await anna.comment(text);
  const arrival = async (phone: typeof ben) => {
    await phone.text(text).waitFor();
    return Math.round(performance.now() - sent);
  };
  const [bens, readers] = await Promise.all([arrival(ben), arrival(reader)]);
  process.stdout.write(`from Send to the other screens: ${bens} ms, ${readers} ms\n`);

  await anna.text('Waiting to be sent').waitFor({ state: 'detached' });
  expect(await anna.text(text).count()).toBe(1);
  expect(await anna.field('Comment').inputValue()).toBe('');
  expect([...anna.complaints, ...ben.complaints, ...reader.complaints]).toEqual([]);
});
