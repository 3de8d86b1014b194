import { chromium, type Page } from 'playwright';
import { CHROMIUM_ARGS, CHROMIUM_PATH } from '../harness/browser.ts';
import { eventually } from '../harness/eventually.ts';
import { signInOnPage } from '../harness/sign-in-on-page.ts';
import { QUIET } from './specimens.ts';
import type { Stop } from './stops.ts';
import { CITIZEN, PASSWORD, type TownSite } from './town-site.ts';

/** How the phone is on which one looks at a stop. */
export interface Look {
  readonly width: number;
  readonly height: number;
  readonly dark?: boolean;
  /** Without: a phone with keys, where the screen is small. */
  readonly touch?: boolean;
  /** A code of `screens/text/languages.ts`. */
  readonly language?: string;
}

/** A reader's phone and a citizen's, with which one can go to any stop. */
export class Tour {
  readonly #town: TownSite;
  readonly #pages: Readonly<Record<Stop['as'], Page>>;
  readonly #close: () => Promise<void>;

  private constructor(town: TownSite, pages: Record<Stop['as'], Page>, close: () => Promise<void>) {
    this.#town = town;
    this.#pages = pages;
    this.#close = close;
  }

  static async start(town: TownSite): Promise<Tour> {
    const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGS });
    const open = async () => (await browser.newContext({ locale: 'en' })).newPage();
    const pages = { reader: await open(), citizen: await open(), admin: await open() };
    const tour = new Tour(town, pages, () => browser.close());
    await tour.#signIn('citizen', CITIZEN, PASSWORD);
    await tour.#signIn('admin', 'admin', town.site.adminPassword);
    await tour.#leaveOneUnsent();
    return tour;
  }

  /** Goes there; what comes back shows it, and is still. */
  async goTo(stop: Stop, look: Look): Promise<Page> {
    const page = this.#pages[stop.as];
    const { width, height, dark, touch, language = 'en' } = look;
    const { url } = this.#town.site;
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
    await page.context().addCookies([{ name: 'lang', value: language, url }]);
    await page.goto(url + stop.at);
    await settle(page);
    if (touch) await page.evaluate(() => dispatchEvent(new Event('touchstart')));
    if (stop.offline) await goOffline(page);
    await stop.first?.(page);
    if (touch || stop.offline || stop.first) await settle(page);
    return page;
  }

  /** Back to what the next stop expects. */
  async leave(stop: Stop): Promise<void> {
    if (stop.offline) await this.#pages[stop.as].context().setOffline(false);
  }

  close(): Promise<void> {
    return this.#close();
  }

  async #signIn(as: Stop['as'], username: string, password: string): Promise<void> {
    await signInOnPage(this.#pages[as], this.#town.site.url, username, password);
  }

  /** A comment whose topic went away in the meantime. */
  async #leaveOneUnsent(): Promise<void> {
    const page = this.#pages.citizen;
    await page.goto(`${this.#town.site.url}/channel/${QUIET}/removed`);
    await page.getByLabel('Comment').waitFor();
    await goOffline(page);
    await page.getByLabel('Comment').fill('My grandmother planted it in 1961.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.waiting').waitFor();
    await this.#town.remove(QUIET, 'removed');
    await page.context().setOffline(false);
    await page.locator('.failed').waitFor();
  }
}

async function goOffline(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.locator('.notice:not(:empty)').waitFor();
}

/** Nothing is being loaded, and the picture has been the same for a while. */
async function settle(page: Page): Promise<void> {
  await page.locator('h1').waitFor();
  let before = '';
  await eventually(async () => {
    const now = await page.evaluate(async () => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      const said = [...document.querySelectorAll('.empty, .lead')];
      const isLoading = said.some(({ textContent }) => /^.{0,20} …$/.test(textContent ?? ''));
      return isLoading ? '' : document.body.innerHTML;
    });
    const still = now !== '' && now === before;
    before = now;
    return still;
  }, 10_000);
}
