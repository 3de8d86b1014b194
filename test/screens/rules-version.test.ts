import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { RULES_VERSION } from '../../src/protocol/rules.ts';
import { CODES } from '../../src/screens/text/languages.ts';
import { loadText } from '../../src/screens/text/load-text.ts';

/** What each version of the rules says, in all languages together. */
const SAID: Readonly<Record<number, string>> = { 1: '7b3c8ba5a896b633' };

test('rules that say something else have a version of their own, so that people are asked again', async () => {
  const texts = await Promise.all(CODES.map(async (code) => (await loadText(code)).rulesText));
  const hash = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
  expect(SAID[RULES_VERSION]).toBe(hash);
  expect(Math.max(...Object.keys(SAID).map(Number))).toBe(RULES_VERSION);
});
