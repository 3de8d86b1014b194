/**
 * How far a long test goes: in full by `npm run soak`, one part in `parts` in `npm test`, and one
 * part in N with `REACH=N`. It is the same test, so that the short run stands for the long one.
 */
export function reach(full: number, parts = 50): number {
  const wanted = process.env.REACH ?? parts;
  return wanted === 'full' ? full : Math.ceil(full / Number(wanted));
}
