import type { Site } from '../../test/harness/site.ts';
import { median } from '../figures.ts';
import { report } from './budgets.ts';
import { type CrowdScreen, OF_CHANNEL, TODO } from './crowd-screens.ts';
import type { ShapedLink } from './shaped-link.ts';
import { ROW, SlowPhone } from './slow-phone.ts';
import { CHANNEL_TITLE } from './town.ts';

const TIMES = 3;
/** So long nothing passes once all has come, in milliseconds. */
const QUIET = 1_200;

interface Opened {
  readonly bytes: number;
  readonly first: number;
  readonly list: number;
}

/** With the app open and connected: bytes, and milliseconds from the press on. */
export async function crowdInApp(site: Site, link: ShapedLink): Promise<boolean[]> {
  const phone = await SlowPhone.unpack();
  try {
    await signIn(phone, site, link);
    const found = new Map<CrowdScreen, Opened[]>();
    for (let n = 0; n < TIMES; n += 1) {
      await phone.open(link.url, ROW);
      await phone.page.locator(TODO.pressed).waitFor();
      await link.quiet(QUIET);
      const note = async (screen: CrowdScreen) =>
        found.set(screen, [...(found.get(screen) ?? []), await open(phone, link, screen)]);
      await note(TODO);
      await phone.page.goBack();
      await phone.page.getByText(CHANNEL_TITLE).waitFor();
      for (const screen of OF_CHANNEL) await note(screen);
    }
    return [...found].flatMap(([{ name }, times]) => [
      report('opened in the app by an official', median(times.map(({ bytes }) => bytes)), name),
      report('… to the first paint', median(times.map(({ first }) => first)), name),
      report('… to what is on it', median(times.map(({ list }) => list)), name),
    ]);
  } finally {
    await phone.close();
  }
}

/** Signs in, and goes where the script for offices is fetched: that is once in a phone's life. */
async function signIn(phone: SlowPhone, site: Site, link: ShapedLink): Promise<void> {
  await phone.open(link.url, ROW);
  const { page } = phone;
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Username').fill('admin');
  await page.getByLabel('Password').fill(site.adminPassword);
  await page.getByLabel('Stay signed in').check();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator(TODO.pressed).click();
  await page.locator(TODO.row).first().waitFor();
  await link.quiet(QUIET);
}

async function open(phone: SlowPhone, link: ShapedLink, screen: CrowdScreen): Promise<Opened> {
  const { pressed, typed, row, rows } = screen;
  if (typed) await phone.page.locator('#q').fill(typed);
  link.reset();
  const from = await phone.page.evaluate(() => performance.now());
  const first = await phone.press(pressed, screen.first);
  const list = await phone.painted(row, rows, from);
  await link.quiet(QUIET);
  return { bytes: link.bytes, first, list };
}
