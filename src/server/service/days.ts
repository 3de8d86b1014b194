/** In milliseconds. */
export const DAY = 24 * 3_600_000;

/** The time that is that many days before another; both in ISO 8601. */
export function daysBefore(time: string, days: number): string {
  return new Date(Date.parse(time) - days * DAY).toISOString();
}
