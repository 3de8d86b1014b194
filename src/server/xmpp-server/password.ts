import { randomInt } from 'node:crypto';

/** Letters and digits that nobody takes for one another on paper or on a small screen. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** A password that can be read out and typed on a keypad: 79 bits, such as `k7wd-m2xq-…`. */
export function newPassword(): string {
  const letter = () => ALPHABET[randomInt(ALPHABET.length)];
  const group = () => Array.from({ length: GROUP_LENGTH }, letter).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
