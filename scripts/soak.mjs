/**
 * `npm run soak [-- FILTER]`: the long tests at full length, with REACH=N one part in N of it; those
 * of `npm test` are their short runs.
 */
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ROOT } from './root.mjs';
import { run } from './setup/run.mjs';
import { orExplain } from './setup/setup-error.mjs';
import { ensureTestTools } from './setup/test-tools.mjs';

await orExplain(async () => {
  ensureTestTools();
  await ensureBuilt();
});
const vitest = join(ROOT, 'node_modules/.bin/vitest');
const args = ['run', ...process.argv.slice(2)];
const { ok } = run(vitest, args, {
  cwd: ROOT,
  show: true,
  env: { REACH: process.env.REACH ?? 'full' },
});
process.exitCode = ok ? 0 : 1;
