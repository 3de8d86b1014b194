import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressFolder } from './build/compress.mjs';
import { fingerprint } from './build/fingerprint.mjs';
import { ROOT } from './root.mjs';
import { run } from './setup/run.mjs';
import { orExplain, SetupError } from './setup/setup-error.mjs';

const DIST = join(ROOT, 'dist');
const STAMP = 'build-stamp';

/**
 * Builds the phone's app into dist/public and the server into dist/server, unless that has been done
 * of the very same sources.
 *
 * Built aside and moved into place at the end: an interrupted build leaves the last one as it was.
 *
 * @throws {SetupError} with what the build tool says.
 */
export async function ensureBuilt() {
  const stamp = fingerprint();
  if (existsSync(join(DIST, STAMP)) && readFileSync(join(DIST, STAMP), 'utf8') === stamp) return;
  console.log('Building …');
  const fresh = join(ROOT, `node_modules/.build-${process.pid}`);
  // One that was killed may have had our number: in a container each start has the same.
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh);
  try {
    // First: the page names it.
    vite(['build', '--mode', 'old', '--outDir', join(fresh, 'public')]);
    vite(['build', '--outDir', join(fresh, 'public')]);
    vite(['build', '--ssr', '--outDir', join(fresh, 'server')]);
    await compressFolder(join(fresh, 'public'));
    writeFileSync(join(fresh, STAMP), stamp);
    rmSync(DIST, { recursive: true, force: true });
    renameSync(fresh, DIST);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function vite(args) {
  const program = join(ROOT, 'node_modules/vite/bin/vite.js');
  const options = ['--logLevel', 'warn'];
  const { ok, output } = run(process.execPath, [program, ...args, ...options], { cwd: ROOT });
  if (!ok) throw new SetupError(`The build failed:\n${output}`);
  process.stdout.write(output);
}

if (process.argv[1] === import.meta.filename) await orExplain(ensureBuilt);
