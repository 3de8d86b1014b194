import type { Text } from './text/en.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago something was, in words; without Intl, which old engines lack. */
export function ago(t: Text, published: string, now: number): string {
  const then = Date.parse(published);
  if (Number.isNaN(then)) return '';
  const passed = now - then;
  // A phone whose clock was set back, and that could not ask yet: the server's date is right all the same.
  if (passed < -HOUR) return dateOf(t, published);
  if (passed < MINUTE) return t.justNow;
  if (passed < HOUR) return t.minutesAgo(Math.floor(passed / MINUTE));
  if (passed < DAY) return t.hoursAgo(Math.floor(passed / HOUR));
  if (passed < 2 * DAY) return t.yesterday;
  return dateOf(t, published);
}

/** The day of an ISO 8601 date, in words; empty where it is none. */
export function dateOf(t: Text, iso: string): string {
  const date = new Date(iso);
  const month = t.months[date.getUTCMonth()];
  return month === undefined ? '' : t.date(date.getUTCDate(), month, date.getUTCFullYear());
}
