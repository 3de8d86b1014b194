/** How long something lasts: so many days, or for good. */
export const LENGTHS = ['d1', 'd7', 'd30', 'good'] as const;
export type Length = (typeof LENGTHS)[number];

/** When what lasts that long ends, ISO 8601 in UTC, from `now` in milliseconds. */
export function endOf(length: Length, now: number): string | undefined {
  const days = Number(length.slice(1));
  return length === 'good' ? undefined : new Date(now + days * 86_400_000).toISOString();
}
