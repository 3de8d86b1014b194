/** `npm run screenshots`: pictures of every screen of the built product, into screenshots/. */
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
const tsx = join(ROOT, 'node_modules/.bin/tsx');
const program = ['test/tour/screenshots.ts', ...process.argv.slice(2)];
const { ok } = run(tsx, program, { cwd: ROOT, show: true });
process.exitCode = ok ? 0 : 1;
