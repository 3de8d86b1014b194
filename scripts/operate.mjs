/** `npm run doctor` and its like: runs one of the programs that were built beside the server. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ROOT } from './root.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { checkNodeVersion } from './setup/node-version.mjs';
import { orExplain } from './setup/setup-error.mjs';

const [name] = process.argv.splice(2, 1);
const program = join(ROOT, 'dist/server', `${name}.js`);

await orExplain(async () => {
  checkNodeVersion();
  // A site that runs is served out of these folders: they are made, and never changed under it.
  if (existsSync(program)) return;
  ensureNodePackages();
  await ensureBuilt();
});
await import(program);
