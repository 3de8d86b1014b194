/**
 * How far a long test goes: in full by `npm run soak`, one part in `parts` in `npm test`. It is the
 * same test, so that the short run stands for the long one.
 */
export function reach(full: number, parts = 50): number {
  return process.env.REACH === 'full' ? full : Math.ceil(full / parts);
}
