import axe, { type AxeResults, type RunOnly } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CODES, type Language } from '../../src/screens/text/languages.ts';
import { CHROMIUM_ARGS, CHROMIUM_PATH } from '../harness/browser.ts';
import { reach } from '../harness/reach.ts';
import { brokenWords } from '../tour/broken-words.ts';
import { outOfOrder } from '../tour/reading-order.ts';
import { STOPS, type Stop } from '../tour/stops.ts';
import { Tour } from '../tour/tour.ts';
import { startTownSite, type TownSite } from '../tour/town-site.ts';

/** In how many languages each stop is examined: a short run takes one, of each stop another. */
const LANGUAGES = reach(CODES.length, CODES.length);

function stopsIn(language: Language): readonly Stop[] {
  const turn = CODES.indexOf(language);
  return STOPS.filter((_, n) => (n + turn) % CODES.length < LANGUAGES);
}

/** WCAG 2.2 AA and what axe recommends besides. */
const ALL: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};

/** What another set of colours, and the place where the keys' bar was, can break. */
const LOOKS: RunOnly = { type: 'rule', values: ['color-contrast', 'target-size'] };

let town: TownSite;
let tour: Tour;
let browser: Browser;

beforeAll(async () => {
  town = await startTownSite();
  [tour, browser] = await Promise.all([
    Tour.start(town),
    chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGS }),
  ]);
});

afterAll(async () => {
  await tour?.close();
  await browser?.close();
  await town?.close();
});

async function violations(page: Page, rules: RunOnly): Promise<string[]> {
  // Under the bar that stays in sight lies a part of whatever was scrolled.
  await page.evaluate(() => scrollTo(0, 0));
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(
    // biome-ignore lint/suspicious/noExplicitAny: axe is a global of the page
    (runOnly) => (globalThis as any).axe.run({ runOnly }) as Promise<AxeResults>,
    rules,
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Widths at which something does not fit, at the normal and at the largest size of text. */
async function overflows(page: Page): Promise<string[]> {
  const found = [];
  for (const width of [128, 240, 320, 480]) {
    await page.setViewportSize({ width, height: 320 });
    for (const size of ['text-1', 'text-3']) {
      const wide = await page.evaluate((look) => {
        document.documentElement.className = document.documentElement.className.replace(
          /text-\d/,
          look,
        );
        const place = document.querySelector('.bar-place') as HTMLElement;
        const isSeen = getComputedStyle(place).visibility === 'visible';
        if (isSeen && place.clientWidth < 24) return 'too narrow for what stands in its bar';
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth <= clientWidth) return null;
        const all = [...document.querySelectorAll('main *')];
        const beyond = all.filter((one) => one.getBoundingClientRect().right > clientWidth);
        return `${scrollWidth} px wide: ${beyond.at(-1)?.outerHTML.slice(0, 200)}`;
      }, size);
      if (wide) found.push(`at ${width}, ${size} is ${wide}`);
    }
  }
  return found;
}

/** What people and places are called, and the words of ours that are wider than the smallest screen. */
const WIDE = /\.|^(?:Hammanskraal|wakwaDlangezwa|eziphuthumayo|Endikubhalileyo)$/;

/** Words of ours that do not fit: anywhere on the usual screen, and as a heading on the smallest. */
async function wordsWithoutRoom(page: Page): Promise<string[]> {
  const ours = 'h1, h2, legend, label, button, .button, summary';
  const found = [];
  for (const [width, selector] of [
    [240, ours],
    [128, 'h1'],
  ] as const) {
    await page.setViewportSize({ width, height: 320 });
    const broken = await brokenWords(page, selector);
    found.push(...broken.filter((word) => !WIDE.test(word)).map((word) => `${word} at ${width}`));
  }
  return found;
}

for (const language of CODES) {
  test.each(stopsIn(language))(`$name (${language}) is for everybody`, async (stop) => {
    try {
      const page = await tour.goTo(stop, { width: 240, height: 320, language });
      expect(await violations(page, ALL)).toEqual([]);
      expect(await outOfOrder(page)).toEqual([]);

      await page.emulateMedia({ colorScheme: 'dark' });
      await page.evaluate(() => dispatchEvent(new Event('touchstart')));
      await page.locator('.soft-keys').waitFor({ state: 'detached' });
      expect(await violations(page, LOOKS)).toEqual([]);
      expect(await outOfOrder(page)).toEqual([]);
      if (!stop.name.endsWith('-longest')) expect(await wordsWithoutRoom(page)).toEqual([]);
      expect(await overflows(page)).toEqual([]);
    } finally {
      await tour.leave(stop);
    }
  });
}

test('bad contrast is noticed', async () => {
  const page = await browser.newPage();
  await page.setContent('<main><h1>Water</h1><p style="color: #888">Since Monday.</p></main>');
  expect((await violations(page, LOOKS)).join()).toContain('color-contrast');
});

test('a word without room is noticed', async () => {
  const page = await browser.newPage({ viewport: { width: 128, height: 160 } });
  await page.setContent(
    '<h1 style="font-size: 17px; overflow-wrap: break-word">Izilungiselelo kwa-Dlangezwa',
  );
  expect(await brokenWords(page, 'h1')).toEqual(['Izilungiselelo']);
});

test('a wrong order is noticed', async () => {
  const page = await browser.newPage();
  await page.setContent('<p><span style="float: right">last</span><span>first</span></p>');
  expect(await outOfOrder(page)).toEqual(['"first" is read after "last"']);
  await page.setContent('<p>one<p style="position: relative; top: -90px">two');
  expect(await outOfOrder(page)).toEqual(['"two" is read after "one"']);
});
