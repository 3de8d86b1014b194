/** `npm start`: gets what is missing, builds what has changed, and becomes the server. */
import { ensureBuilt } from './build.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { checkNodeVersion } from './setup/node-version.mjs';
import { ensureProsody } from './setup/prosody.mjs';
import { orExplain } from './setup/setup-error.mjs';

await orExplain(async () => {
  checkNodeVersion();
  ensureProsody();
  ensureNodePackages();
  await ensureBuilt();
});
await import('../dist/server/main.js');
