/** How long a notice or a ban lasts, as a form offers it: 1, 7 or 30 days, or for good. */
export const DURATIONS = ['d1', 'd7', 'd30', 'good'] as const;
export type Duration = (typeof DURATIONS)[number];

/** When it ends, ISO 8601 in UTC, where it begins at `now` (in milliseconds); `undefined` where it never does. */
export function endOf(duration: Duration, now: number): string | undefined {
  const days = Number(duration.slice(1));
  return duration === 'good' ? undefined : new Date(now + days * 86_400_000).toISOString();
}
