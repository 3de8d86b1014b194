import { chromium, type Page } from 'playwright';
import { CHROMIUM_ARGS, CHROMIUM_PATH } from '../../test/harness/browser.ts';
import { eventually } from '../../test/harness/eventually.ts';
import type { Site } from '../../test/harness/site.ts';
import { median } from '../figures.ts';
import { report } from './budgets.ts';
import { OF_CHANNEL, TODO } from './crowd-screens.ts';
import type { ShapedLink } from './shaped-link.ts';
import { SLOWER } from './slow-phone.ts';

const TIMES = 3;

/** Without script, on a connection that is open: bytes, and milliseconds to the first paint. */
export async function crowdOnPages(site: Site, link: ShapedLink): Promise<boolean[]> {
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
    await page.locator(TODO.pressed).waitFor();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const verdicts: boolean[] = [];
    for (const { name, path, row, rows } of [TODO, ...OF_CHANNEL]) {
      const [bytes, paints]: [number[], number[]] = [[], []];
      for (let n = 0; n < TIMES; n += 1) {
        link.reset();
        await page.goto(link.url + path);
        if ((await page.locator(row).count()) < rows) throw new Error(`${name} is not on ${path}`);
        paints.push(await firstPaint(page));
        bytes.push(link.bytes);
      }
      verdicts.push(report('opened as a page by an official', median(bytes), name));
      verdicts.push(report('… to its first paint', median(paints), name));
    }
    return verdicts;
  } finally {
    await browser.close();
  }
}

/** Milliseconds from the press to the first thing that can be read. Timers of a page without script never go off. */
function firstPaint(page: Page): Promise<number> {
  return eventually(() =>
    page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
    ),
  );
}
