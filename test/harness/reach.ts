/**
 * How far a long test goes: in full by `npm run soak`, one part in `parts` in `npm test`, and one
 * part in N with `REACH=N`. It is the same test, so that the short run stands for the long one.
 */
export function reach(full: number, parts = 50): number {
  const wanted = process.env.REACH ?? parts;
  return wanted === 'full' ? full : Math.ceil(full / Number(wanted));
}

/**
 * Whether times count: they do on a machine that has nothing else to do, as in `npm run soak`. In `npm test` they
 * are printed, and what happens is asserted.
 */
export const IS_MEASURED = process.env.REACH === 'full';

/** What chance begins with: `npm test` plays the same each time, so that a change is what breaks it; all else draws anew. */
export const drawnSeed = (): { seed?: number } =>
  process.env.REACH === undefined ? { seed: 20_261_121 } : {};
