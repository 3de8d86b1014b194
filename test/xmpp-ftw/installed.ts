import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/**
 * Loads a package of this folder, which is installed on demand: it is old, and nothing but these
 * tests should ever get it. Without scripts: its native XML parser is optional, ltx reads as well.
 */
// biome-ignore lint/suspicious/noExplicitAny: the packages are older than types for JavaScript
export function load(name: string): any {
  if (!existsSync(`${FOLDER}node_modules/.package-lock.json`)) {
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', args, { cwd: FOLDER, stdio: 'inherit' });
  }
  return createRequire(import.meta.url)(name);
}
