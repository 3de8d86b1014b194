/** In milliseconds. */
export const DAY = 24 * 3_600_000;

/** So many days before a time; both times in ISO 8601. */
export function daysBefore(time: string, days: number): string {
  return new Date(Date.parse(time) - days * DAY).toISOString();
}
