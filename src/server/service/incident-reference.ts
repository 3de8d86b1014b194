import { randomInt } from 'node:crypto';

/**
 * Damm's quasigroup of order 10: of a number with its check digit, every single wrong digit and every two
 * neighbours that were exchanged are found. (H. M. Damm, 2004: "Total anti-symmetrische Quasigruppen".)
 */
const DAMM = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const;

const checkDigit = (digits: string): number =>
  [...digits].reduce((interim, digit) => DAMM[interim]?.[Number(digit)] ?? 0, 0);

/** So that none begins with a zero, which people leave out. */
const [FIRST, LAST] = [1_000_000, 10_000_000];

/**
 * A number for a report: eight digits in two groups, the last of them a check. Digits alone are said
 * alike in every language, typed on twelve keys, and nothing looks like them where there are no letters.
 */
export function newReference(): string {
  const digits = String(randomInt(FIRST, LAST));
  return `${digits.slice(0, 4)}-${digits.slice(4)}${checkDigit(digits)}`;
}

/** A reference as it was said or typed, in our spelling; `null` where a digit is wrong. */
export function readReference(text: string): string | null {
  const digits = text.replace(/[\s.-]/g, '');
  if (!/^[1-9]\d{7}$/.test(digits) || checkDigit(digits) !== 0) return null;
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}
