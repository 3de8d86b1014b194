/**
 * `npm run soak [-- FILTER]`: the long tests at full length, with REACH=N one part in N of it; those
 * of `npm test` are their short runs.
 */
import { runOnBuilt } from './run-on-built.mjs';

const env = { REACH: process.env.REACH ?? 'full' };
await runOnBuilt('vitest', ['run', ...process.argv.slice(2)], { env });
