/** Each page of the site: HTML as the standard has it, as browsers of 2010 read it, on small screens. */
import { HtmlValidate } from 'html-validate';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CODES, type Language } from '../../src/screens/text/languages.ts';
import { CHROMIUM_ARGS, CHROMIUM_PATH } from '../harness/browser.ts';
import {
  type EveryPage,
  everyPage,
  fillWithLongest,
  LONGEST_CHANNEL,
} from '../harness/every-page.ts';
import { QtWebKit } from '../harness/old/qtwebkit.ts';
import { reach } from '../harness/reach.ts';
import { type Site, startSite } from '../harness/site.ts';

/** The longest words first. */
const LANGUAGES = [...CODES].sort((one) => (one === 'zu' ? -1 : 1)).slice(0, reach(6, 6));
const WIDTHS = [128, 240, 320];

let site: Site;
let browser: Browser;
const pages = new Map<Language, readonly EveryPage[]>();

beforeAll(async () => {
  [site, browser] = await Promise.all([
    startSite(),
    chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGS }),
  ]);
  await fillWithLongest(site);
  for (const language of LANGUAGES) pages.set(language, await everyPage(site, language));
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    'require-sri': 'off', // All files are of this very host.
    // It takes no button that is another form’s, and this one’s where that is not known: see below.
    'wcag/h32': 'off',
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
  },
});

test.each(LANGUAGES)('every page in "%s" is valid HTML', async (language) => {
  const found: string[] = [];
  for (const { what, html } of pages.get(language) ?? []) {
    const { results } = await validator.validateString(html);
    for (const { ruleId, message, selector } of results.flatMap((result) => result.messages)) {
      found.push(`${what}: ${ruleId}: ${message} at ${selector}`);
    }
  }
  expect(found).toEqual([]);
});

/** HTML 4.01, and those of HTML 5 that are read as well where nobody knows them. */
const ELEMENTS = new Set(
  'html head title meta link style script body div span p blockquote h1 h2 h3 ul ol li a b form fieldset legend label input textarea button img select option header main section article time details summary'.split(
    ' ',
  ),
);

const INPUTS = /^(?:text|password|checkbox|radio|hidden|file)$/;

test('no page has an element, field or picture that browsers of 2010 cannot show', () => {
  const found: string[] = [];
  for (const { what, html } of pages.get(LANGUAGES[0] as Language) ?? []) {
    for (const [, name = ''] of html.matchAll(/<([a-z][a-z0-9-]*)/g)) {
      if (!ELEMENTS.has(name)) found.push(`${what}: <${name}>`);
    }
    for (const [, type = ''] of html.matchAll(/<input[^>]*\stype="([^"]*)"/g)) {
      if (!INPUTS.test(type)) found.push(`${what}: type="${type}"`);
    }
    for (const [picture] of html.matchAll(/<img[^>]*>/g)) {
      if (!/ width="\d+" height="\d+" alt="/.test(picture)) found.push(`${what}: ${picture}`);
    }
    for (const [form] of html.matchAll(/<form\b.*?<\/form>/gs)) {
      if (!/<button[^>]* type="submit"/.test(form)) found.push(`${what}: no button in ${form}`);
    }
    if (/<time(?! datetime="\d{4}-\d\d-\d\dT\d\d:\d\dZ"[ >])/.test(html))
      found.push(`${what}: <time>`);
    if (/<[^>]*\s(?:style|formaction|onclick|required|pattern)=/.test(html)) {
      found.push(`${what}: an attribute`);
    }
  }
  expect(found).toEqual([]);
});

/** CSS 2.1 as far as it is used here, and what changes no place where it is not known. */
const PROPERTIES = new RegExp(
  `^(?:${[
    ...['background', 'border[a-z-]*', 'bottom', 'clear', 'color', 'cursor', 'display', 'float'],
    ...['font(?:-family|-size|-weight|-style)?', 'height', 'left', 'line-height', 'list-style'],
    ...['margin[a-z-]*', 'max-(?:width|height)', 'min-(?:width|height)', 'outline[a-z-]*'],
    ...['overflow', 'padding[a-z-]*', 'position', 'right', 'text-align', 'text-decoration', 'top'],
    ...['vertical-align', 'visibility', 'white-space', 'width', 'z-index'],
    // Known since before 2010, the first under a name of WebKit's own.
    ...['(?:-webkit-)?box-sizing', 'word-wrap', 'opacity', 'text-overflow'],
    ...['overflow-wrap', '(?:-[a-z]+-)?text-size-adjust', 'scroll-padding[a-z-]*', 'color-scheme'],
    // Where these are not known, a height cuts what is too long.
    '-webkit-(?:line-clamp|box-orient)',
    // What the minifier writes beside the last: nothing uses it.
    ...['resize', 'touch-action', '--lightningcss-[a-z]+'],
  ].join('|')})$`,
);
const VALUES = /var\(|calc\(|min\(|max\(|flex|grid|\d(?:vh|vw|vmin|ch)\b|url\(|@font-face|@import/;

test('the style of a page is one that browsers of 2010 know', () => {
  const { html = '' } = pages.get(LANGUAGES[0] as Language)?.[0] ?? {};
  const [, css = ''] = /<style>(.*?)<\/style>/s.exec(html) ?? [];
  const rules = [...css.matchAll(/\{([^{}]*)\}/g)].flatMap(([, body = '']) => body.split(';'));
  const names = rules.map((rule) => rule.split(':')[0]?.trim() ?? '').filter(Boolean);
  expect(names.length).toBeGreaterThan(200);
  expect(names.filter((name) => !PROPERTIES.test(name))).toEqual([]);
  expect(css.match(VALUES)).toBeNull();
  // One rule that is not understood takes all selectors that share it with it.
  expect(css.match(/:(?:is|where|has|focus-visible|focus-within)\b/)).toBeNull();
});

test('the first nine rows of a list have a key, and no page is shown without words for its links', () => {
  for (const { what, html } of pages.get(LANGUAGES[0] as Language) ?? []) {
    const keys = [...html.matchAll(/accesskey="([^"]*)"/g)].map(([, key]) => key);
    const rows = html.match(/class="row"/g)?.length ?? 0;
    const isList = /^\/(?:\?| |channel\/[^/]*(?:\?| ))/.test(what);
    if (isList && rows > 0)
      expect([what, keys]).toEqual([what, '123456789'.split('').slice(0, rows)]);
  }
});

test.each(LANGUAGES)('no page in "%s" is wider than the smallest screens', async (language) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const found: string[] = [];
  for (const { what, html } of pages.get(language) ?? []) {
    await page.setContent(html.replace(/<(?:script|link)\b.*?>/g, ''), { waitUntil: 'commit' });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 320 });
      // Evaluated by the test, not by the page: that works without its script.
      const box = await page.locator('html').evaluate((root) => root.scrollWidth);
      if (box > width) found.push(`${what} at ${width}: ${box}`);
    }
  }
  await context.close();
  expect(found).toEqual([]);
});

test('an engine without what came later has no sideways scrolling either', async () => {
  const old = new QtWebKit();
  const found: string[] = [];
  for (const path of ['/', '/signup', LONGEST_CHANNEL, `${LONGEST_CHANNEL}/talk`]) {
    await old.open(site.url + path);
    for (const width of WIDTHS) {
      const box = await old.widthIn(width);
      if (box > width) found.push(`${path} at ${width}: ${box}`);
    }
  }
  await old.close();
  expect(found).toEqual([]);
});
