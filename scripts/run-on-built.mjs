import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ROOT } from './root.mjs';
import { run } from './setup/run.mjs';
import { orExplain } from './setup/setup-error.mjs';
import { ensureTestTools } from './setup/test-tools.mjs';

/**
 * Runs a tool of node_modules/.bin on the built product, once what tests need is there and what `ensureMore`
 * gets besides; the process ends as the tool does.
 */
export async function runOnBuilt(tool, args, { env = {}, ensureMore } = {}) {
  await orExplain(async () => {
    ensureTestTools();
    ensureMore?.();
    await ensureBuilt();
  });
  const program = join(ROOT, 'node_modules/.bin', tool);
  const { ok } = run(program, args, { cwd: ROOT, show: true, env });
  process.exitCode = ok ? 0 : 1;
}
