import { readFileSync } from 'node:fs';
import { chromium, type Page } from 'playwright';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SoftKeys } from '../../src/screens/parts/soft-keys.tsx';
import { CODES } from '../../src/screens/text/languages.ts';
import { loadText } from '../../src/screens/text/load-text.ts';
import { CHROMIUM_ARGS, CHROMIUM_PATH } from '../harness/browser.ts';

/** Beside words of at most this many CSS pixels, there is room for the one in the middle. */
const SIDE = 55;

const css = /<style>(.*?)<\/style>/s.exec(readFileSync('dist/public/index.html', 'utf8'))?.[1];

let page: Page;

beforeAll(async () => {
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGS });
  page = await browser.newPage({ viewport: { width: 240, height: 320 } });
});

afterAll(() => page?.context().browser()?.close());

interface Measured {
  readonly left: number;
  readonly right: number;
  /** Whether nothing of the two outer words is covered or outside of the bar. */
  readonly whole: boolean;
  /** Whether the word in the middle is shown. */
  readonly act: boolean;
}

async function measure(menu: string, act: string, back: string): Promise<Measured> {
  const t = { ...(await loadText('en')), menu, back };
  const bar = renderToString(h(SoftKeys, { t, act, up: '/' }));
  await page.setContent(`<html class="keys"><style>${css}</style><body>${bar}</body></html>`);
  return page.evaluate(() => {
    const box = (name: string) => document.querySelector(name)?.getBoundingClientRect() as DOMRect;
    const bar = box('.soft-keys');
    const words = ['.soft-left', '.soft-right'].map((name) => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector(name) as Element);
      return range.getBoundingClientRect();
    });
    const [left, right] = words as [DOMRect, DOMRect];
    const inside = (one: DOMRect) => one.left >= 0 && one.right <= 240 && one.bottom <= bar.bottom;
    return {
      left: left.width,
      right: right.width,
      whole: inside(left) && inside(right) && left.right < right.left,
      act: box('.soft-keys span').bottom <= bar.bottom + 1,
    };
  });
}

test.each(CODES)('the words of the soft keys have room (%s)', async (code) => {
  const { menu, back, open, tick } = await loadText(code);
  for (const act of [open, tick]) {
    const { left, right, whole, act: isShown } = await measure(menu, act, back);
    expect(whole).toBe(true);
    if (left <= SIDE && right <= SIDE) expect(isShown).toBe(true);
  }
  const { left, right } = await measure(menu, '', back);
  process.stdout.write(`${code}: ${menu} ${left.toFixed()} px, ${back} ${right.toFixed()} px\n`);
});

test('beside long words, the one in the middle is left out', async () => {
  expect(await measure('Izilungiselelo', 'Phendula', 'Izilungiselelo')).toMatchObject({
    whole: true,
    act: false,
  });
});
