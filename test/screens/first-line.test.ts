import { expect, test } from 'vitest';
import { firstLine } from '../../src/screens/first-line.ts';

test('a row tells the first line, and of a long one so much as fits', () => {
  expect(firstLine('No water \nsince Monday')).toBe('No water');
  expect(firstLine('x'.repeat(100))).toBe('x'.repeat(100));
  expect(firstLine('x'.repeat(101))).toBe(`${'x'.repeat(100)}…`);
});

test('a character of two units is told whole or not at all', () => {
  expect(firstLine(`${'x'.repeat(99)}🚰${'x'.repeat(99)}`)).toBe(`${'x'.repeat(99)}…`);
  expect(firstLine(`${'x'.repeat(98)}🚰${'x'.repeat(99)}`)).toBe(`${'x'.repeat(98)}🚰…`);
});
