/** `npm run bench [-- phone|server|pages …]`: measures the built product against its budgets (`bench/main.ts`). */
import { runOnBuilt } from './run-on-built.mjs';
import { ensureEjabberd } from './setup/ejabberd.mjs';

const words = process.argv.slice(2);
const isBesideServers = words[0] === 'server';
const ensureMore = isBesideServers ? ensureEjabberd : undefined;
await runOnBuilt('tsx', ['bench/main.ts', ...words], { ensureMore });
