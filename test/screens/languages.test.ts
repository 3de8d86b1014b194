import { describe, expect, test } from 'vitest';
import {
  CODES,
  languageCookie,
  languageFor,
  languageIn,
} from '../../src/screens/text/languages.ts';
import { loadText } from '../../src/screens/text/load-text.ts';

test.each([
  ['lang=zu', ['af-ZA', 'en'], 'zu'],
  ['session=abc; lang=nso', ['en'], 'nso'],
  ['slang=zu', ['en'], 'en'],
  ['lang=klingon', ['xh'], 'xh'],
  ['', ['fr-FR', 'tn-ZA', 'en-ZA'], 'tn'],
  ['', ['AF'], 'af'],
  ['', ['fr'], 'en'],
  ['', [], 'en'],
])('with the cookies "%s" and the wishes %j it is %s', (cookies, wanted, language) => {
  expect(languageFor(cookies, wanted)).toBe(language);
});

test('what a choice is kept in is read as that choice', () => {
  for (const code of CODES) expect(languageFor(languageCookie(code), [])).toBe(code);
});

test.each([
  ['/?lang=zu', 'zu'],
  ['/search?q=x&lang=af', 'af'],
  ['/?lang=zz', null],
  ['/?slang=zu', null],
  ['/', null],
])('%s asks for %s', (address, language) => {
  expect(languageIn(address)).toBe(language);
});

describe.each(CODES)('%s', (code) => {
  test('has a catalogue of its own', async () => {
    expect((await loadText(code)).language).toBe(code);
  });
});
