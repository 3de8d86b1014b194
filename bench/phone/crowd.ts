import { join } from 'node:path';
import { chromium } from 'playwright';
import { findNode, type NodeRow } from '../../src/server/storage/channels.ts';
import { saveMembership } from '../../src/server/storage/memberships.ts';
import { openDatabase } from '../../src/server/storage/open.ts';
import { insertCase, insertReport } from '../../src/server/storage/reports.ts';
import { CHROMIUM_ARGS, CHROMIUM_PATH } from '../../test/harness/browser.ts';
import type { Site } from '../../test/harness/site.ts';
import { report } from './budgets.ts';
import { median } from './median.ts';
import type { ShapedLink } from './shaped-link.ts';
import { ROW, SlowPhone } from './slow-phone.ts';
import { CHANNEL_TITLE, TOPICS } from './town.ts';

const MEMBERS = 10_000;
const REPORTS = 1_000;
const TIMES = 3;
const CHANNEL = '/channel/roads@topics.localhost';
/** What is on the screen as soon as it is another one. */
const HEADING: Readonly<Record<string, string>> = {
  '/todo': 'a[rel="up"][href="/"]',
  [`${CHANNEL}/people`]: `a[rel="up"][href="${CHANNEL}"]`,
};
/** So many rows of people fill a page of them. */
const PEOPLE = 30;

/** What an official opens of a channel of ten thousand people with a thousand reports, in both lanes. */
export async function crowd(site: Site, link: ShapedLink): Promise<boolean[]> {
  await gather(site);
  link.heal();
  return [...(await inApp(site, link)), ...(await onPages(site, link))];
}

/** Puts people and reports where they would have come one by one. */
async function gather(site: Site): Promise<void> {
  await site.kill('SIGTERM');
  const database = await openDatabase(join(site.dataDir, 'channels.sqlite'));
  const channel = `roads@topics.${site.domain}`;
  const at = new Date().toISOString();
  await database.write(async (writer) => {
    const node = (await findNode(writer, channel, 'posts')) as NodeRow;
    for (let n = 0; n < MEMBERS; n += 1) {
      const member = { affiliation: 'member', subscription: 'subscribed' } as const;
      await saveMembership(writer, node.channel.id, `member-${n}@${site.domain}`, member);
    }
    for (let n = 0; n < REPORTS; n += 1) {
      const person = `member-${n}@${site.domain}`;
      const one = { channel, item: '', person, title: '', text: '', openedAt: at };
      const said = { reporter: `member-1@${site.domain}`, at, token: `t${n}` };
      const words = `They stand at my gate each night, this is time ${n}.`;
      const caseId = await insertCase(writer, one);
      await insertReport(writer, { caseId, ...said, rule: 'threat', words });
    }
  });
  await database.close();
  await site.start();
}

/** With the app open and connected, from the key press to what was asked for. */
async function inApp(site: Site, link: ShapedLink): Promise<boolean[]> {
  const phone = await SlowPhone.unpack();
  try {
    await phone.open(link.url, ROW);
    const page = () => phone.page;
    await page().evaluate(() => navigator.serviceWorker.ready);
    await page().getByRole('link', { name: 'Sign in' }).click();
    await page().getByLabel('Username').fill('admin');
    await page().getByLabel('Password').fill(site.adminPassword);
    await page().getByLabel('Stay signed in').check();
    await page().getByRole('button', { name: 'Sign in' }).click();
    await page().getByText('To do').waitFor();
    // What officials have of script is fetched once.
    await page().getByRole('link', { name: 'To do' }).click();
    await page().locator('.todo').first().waitFor();
    await link.quiet(1_200);
    const todo = { bytes: [] as number[], first: [] as number[], list: [] as number[] };
    const people = { bytes: [] as number[], first: [] as number[], list: [] as number[] };
    const channel: number[] = [];
    const measure = async (into: typeof todo, href: string, row: string, many: number) => {
      link.reset();
      const from = await page().evaluate(() => performance.now());
      into.first.push(await phone.press(`a[href="${href}"]`, HEADING[href] as string));
      into.list.push(await phone.painted(row, many, from));
      await link.quiet(1_200);
      into.bytes.push(link.bytes);
    };
    for (let n = 0; n < TIMES; n += 1) {
      await phone.open(link.url, ROW);
      await page().getByText('To do').waitFor();
      await link.quiet(1_200);
      await measure(todo, '/todo', '.todo', 1);
      await page().goBack();
      await page().getByText(CHANNEL_TITLE).waitFor();
      channel.push(await phone.press(`a[href="${CHANNEL}"]`, ROW, TOPICS));
      await link.quiet(1_200);
      await measure(people, `${CHANNEL}/people`, '.row', PEOPLE);
    }
    return [
      report('To do of 1,000 reports', median(todo.bytes)),
      report('… first paint', median(todo.first)),
      report('… the list', median(todo.list)),
      report('the people of 10,000', median(people.bytes)),
      report('… first paint of it', median(people.first)),
      report('… the first 30', median(people.list)),
      report('their channel, first paint', median(channel)),
    ];
  } finally {
    await phone.close();
  }
}

/** Without script, on a connection that is open, from the key press to the first paint. */
async function onPages(site: Site, link: ShapedLink): Promise<boolean[]> {
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGS });
  try {
    const viewport = { width: 240, height: 320 };
    const context = await browser.newContext({ javaScriptEnabled: false, viewport });
    const page = await context.newPage();
    page.setDefaultTimeout(90_000);
    await page.goto(`${link.url}/login`);
    await page.getByLabel('Username').fill('admin');
    await page.getByLabel('Password').fill(site.adminPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('To do').waitFor();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    const painted = async (path: string) => {
      const times: number[] = [];
      const bytes: number[] = [];
      for (let n = 0; n < TIMES; n += 1) {
        link.reset();
        await page.goto(link.url + path);
        times.push(await page.evaluate(firstPaint));
        bytes.push(link.bytes);
      }
      return { time: median(times), bytes: median(bytes) };
    };
    const todo = await painted('/todo');
    const people = await painted(`${CHANNEL}/people`);
    const channel = await painted(CHANNEL);
    return [
      report('page of To do of 1,000 reports', todo.bytes),
      report('… its first paint', todo.time),
      report('page of the people of 10,000', people.bytes),
      report('… painted', people.time),
      report('page of their channel', channel.bytes),
      report('… seen', channel.time),
    ];
  } finally {
    await browser.close();
  }
}

/** Milliseconds from the press to the first thing that could be read. */
function firstPaint(): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      if (paint) resolve(paint.startTime);
      else setTimeout(look, 20);
    };
    look();
  });
}
