/**
 * How far a long test goes: `full` by `npm run soak`, a twentieth in `npm test`. The same test, so
 * that the short run stands for the long one.
 */
export function reach(full: number): number {
  return process.env.REACH === 'full' ? full : Math.ceil(full / 20);
}
