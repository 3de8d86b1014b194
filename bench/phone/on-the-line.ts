import { report } from './budgets.ts';
import type { ShapedLink } from './shaped-link.ts';
import { ROW, type SlowPhone } from './slow-phone.ts';
import { CHANNEL_TITLE, COMMENTS, TOPIC_TITLE, TOPICS } from './town.ts';

const MINUTE = 60_000;

/** What is asked of the link: first visit, joining, reading, writing. */
export async function onTheLine(phone: SlowPhone, link: ShapedLink): Promise<boolean[]> {
  const verdicts: boolean[] = [];
  const say = (...row: Parameters<typeof report>) => verdicts.push(report(...row));
  const page = () => phone.page;

  const readable = await phone.open(link.url, ROW);
  const drawn = await drawnByServer(phone, link);
  say('first visit, to a readable list', drawn ?? link.bytes);
  console.log(`     ${readable.toFixed(0)} ms to the list`);

  await page().evaluate(() => navigator.serviceWorker.ready);
  await page().getByRole('link', { name: 'Join' }).click();
  await page().getByLabel('Username').fill('anna');
  await page().getByLabel('Password').fill('secret word');
  // Who does not is signed out when the browser is closed, and opens the app as somebody new.
  await page().getByLabel('Stay signed in').check();
  await page().getByLabel('I accept the rules').check();
  await page().getByRole('button', { name: 'Join' }).click();
  await page().getByRole('heading', { name: 'Channels' }).waitFor();
  await page().getByText(CHANNEL_TITLE).waitFor();
  await link.quiet();

  link.reset();
  await page().getByRole('link', { name: CHANNEL_TITLE }).click();
  await phone.painted(ROW, TOPICS, 0);
  await link.quiet();
  say('opening a channel of 20 topics', link.bytes);

  link.reset();
  await page().getByRole('link', { name: TOPIC_TITLE }).click();
  await phone.painted('.item', COMMENTS, 0);
  await link.quiet();
  say('opening a topic of 30 comments', link.bytes);

  await page().getByLabel('Comment', { exact: true }).fill('The same here, since Monday morning.');
  await link.quiet();
  link.reset();
  await page().getByRole('button', { name: 'Send' }).click();
  await page().locator('.item:not(.waiting)', { hasText: 'since Monday morning' }).waitFor();
  await link.quiet();
  say('a comment sent and confirmed', link.bytes);
  return verdicts;
}

/** What an open app asks of the link while nobody does anything. */
export async function idle({ page }: SlowPhone, link: ShapedLink): Promise<boolean[]> {
  link.reset();
  await page.waitForTimeout(MINUTE);
  return [report('idle, a minute', link.bytes)];
}

/** Bytes of the page and its style, where they alone show the list; `null` where script has to. */
async function drawnByServer(phone: SlowPhone, link: ShapedLink): Promise<number | null> {
  const answer = await fetch(link.url);
  if (!(await answer.text()).includes('href="/channel/')) return null;
  return phone.received(['Document', 'Stylesheet']);
}
