import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url));

/** Global setup of Vitest: the tests run what `npm start` runs, built once for all of them. */
export function setup(): void {
  execFileSync(process.execPath, [SCRIPT], { stdio: 'inherit' });
}
