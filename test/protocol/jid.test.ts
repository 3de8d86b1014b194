import { expect, test } from 'vitest';
import { toBare, toFull } from '../../src/protocol/jid.ts';

test.each([
  ['thandi@example.org', 'thandi@example.org'],
  ['Thandi@Example.ORG/phone', 'thandi@example.org'],
  ['thandi@example.org.', 'thandi@example.org'],
  ['ｔhandi@example.org', 'thandi@example.org'],
  ['example.org', 'example.org'],
  ['a/b/c', 'a'],
])('%s is %s', (text, bare) => {
  expect(toBare(text)).toBe(bare);
});

test.each([
  [''],
  ['@example.org'],
  ['thandi@'],
  ['thandi@example.org/'],
  ['a b@example.org'],
  ['a\u200bb@example.org'],
  ["o'hara@example.org"],
  ['a@b@example.org'],
  [`${'x'.repeat(1_024)}@example.org`],
  ['a@example.org/x\nb@example.org/y'],
])('%j is no address', (text) => {
  expect(toBare(text)).toBeNull();
});

test('a resource keeps its case', () => {
  expect(toFull('Thandi@example.org/Phone')).toBe('thandi@example.org/Phone');
});
