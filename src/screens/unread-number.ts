import { MAX_UNREAD } from '../protocol/limits.ts';

/** How many are unread, in figures: nobody counts beyond {@link MAX_UNREAD}. */
export function unreadNumber(n: number): string {
  return n < MAX_UNREAD ? String(n) : `${MAX_UNREAD - 1}+`;
}
