/** `npm run screenshots`: pictures of every screen of the built product, into screenshots/. */
import { runOnBuilt } from './run-on-built.mjs';

await runOnBuilt('tsx', ['test/tour/screenshots.ts', ...process.argv.slice(2)]);
