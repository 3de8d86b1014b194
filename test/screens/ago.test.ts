import { expect, test } from 'vitest';
import { ago } from '../../src/screens/ago.ts';
import { en } from '../../src/screens/text/en.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');

test.each([
  ['2026-03-10T11:59:30Z', 'just now'],
  ['2026-03-10T12:30:00Z', 'just now'],
  ['2026-03-10T14:00:00Z', '10 Mar 2026'],
  ['2026-03-10T11:55:00Z', '5 min ago'],
  ['2026-03-10T09:00:00Z', '3 h ago'],
  ['2026-03-09T11:00:00Z', 'yesterday'],
  ['2026-03-01T00:00:00Z', '1 Mar 2026'],
  ['2019-12-31T23:59:59Z', '31 Dec 2019'],
  ['nonsense', ''],
])('%s is %s', (published, words) => {
  expect(ago(en, published, NOW)).toBe(words);
});
