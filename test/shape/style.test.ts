import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';

const FOLDER = 'src/screens';
const sheets = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.css'))
  .map((name) => ({ name, text: withoutComments(readFileSync(join(FOLDER, name), 'utf8')) }));

/** The build leaves them out, too. */
function withoutComments(sheet: string): string {
  return sheet.replace(/\/\*[\s\S]*?\*\//g, '');
}

/** Lines of style sheets that a pattern is found in. */
function linesWith(pattern: RegExp, except = ''): string[] {
  return sheets
    .filter(({ name }) => name !== except)
    .flatMap(({ name, text }) =>
      text
        .split('\n')
        .filter((line) => pattern.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );
}

test('no rule needs what the oldest browsers lack', () => {
  expect(linesWith(/var\(|calc\(|\bflex\b|\bgrid\b|\d(?:vh|vw|vmin)\b/)).toEqual([]);
});

test('every colour stands in one file', () => {
  expect(linesWith(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i, 'colours.css')).toEqual([]);
});

test('every size of text follows what its reader chose, but for the words that stand over keys', () => {
  const bars = /^parts\/(?:soft-keys|frame|face)\.css: /;
  expect(linesWith(/font(?:-size)?:.*\dpx/).filter((line) => !bars.test(line))).toEqual([]);
});

test('all rules together fit beside a first page', () => {
  const all = sheets.map(({ text }) => text).join('');
  expect(brotliCompressSync(all).length).toBeLessThan(2.5 * 1024);
});
