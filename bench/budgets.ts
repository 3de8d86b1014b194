/** What a phone may be asked to load, in bytes on the wire (brotli); 1 KB = 1024 bytes. */
export const BUDGETS = {
  'first visit: HTML, CSS and script until the channel list is readable': 60 * 1024,
  'all script a reader and poster ever loads': 45 * 1024,
} as const;

export type Measured = keyof typeof BUDGETS;

/** Prints a figure beside its budget; answers whether it keeps to it. */
export function report(what: Measured, bytes: number): boolean {
  const kept = bytes <= BUDGETS[what];
  const kb = (n: number) => `${(n / 1024).toFixed(1)} KB`;
  const verdict = kept ? 'ok' : 'OVER';
  console.log(`${verdict.padEnd(5)} ${kb(bytes).padStart(9)} of ${kb(BUDGETS[what])}  ${what}`);
  return kept;
}
