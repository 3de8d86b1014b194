/** `npm run bench [-- phone|server|pages …]`: measures the built product against its budgets (`bench/main.ts`). */
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ROOT } from './root.mjs';
import { ensureEjabberd } from './setup/ejabberd.mjs';
import { run } from './setup/run.mjs';
import { orExplain } from './setup/setup-error.mjs';
import { ensureTestTools } from './setup/test-tools.mjs';

await orExplain(async () => {
  ensureTestTools();
  if (process.argv[2] === 'server') ensureEjabberd();
  await ensureBuilt();
});
const tsx = join(ROOT, 'node_modules/.bin/tsx');
const { ok } = run(tsx, ['bench/main.ts', ...process.argv.slice(2)], { cwd: ROOT, show: true });
process.exitCode = ok ? 0 : 1;
