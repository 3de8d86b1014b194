import { expect, test } from 'vitest';
import {
  codePoints,
  MAX_PASSWORD,
  MIN_PASSWORD,
  PASSWORD,
  USERNAME,
  xmlSafe,
} from '../../src/protocol/limits.ts';

test('characters that XML cannot carry are dropped, all others stay', () => {
  expect(xmlSafe('a\u0000b\u000bc\ufffe💧\n\t\r\ud83dd\udca7')).toBe('abc💧\n\t\nd');
  expect(xmlSafe('a\r\nb\rc\r\n')).toBe('a\nb\nc\n');
});

test.each([
  ['x'.repeat(MIN_PASSWORD), true],
  ['x'.repeat(MIN_PASSWORD - 1), false],
  ['x'.repeat(MAX_PASSWORD), true],
  ['x'.repeat(MAX_PASSWORD + 1), false],
  ['wagwoord é 密碼 🔑', true],
  ['a\tb\u0000cdef', false],
  ['apple\uf8ff', false],
])('password %j: %s', (password, valid) => {
  expect(PASSWORD.test(password)).toBe(valid);
});

test('an emoji is one character', () => {
  expect(codePoints('💧a')).toBe(2);
});

test.each([
  ['thandi', true],
  ['t.m-2', true],
  ['ab', false],
  ['.abc', false],
  ['Thandi', false],
  ['a b c', false],
])('username %s: %s', (name, valid) => {
  expect(USERNAME.test(name)).toBe(valid);
});
