import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../root.mjs';
import { aptInstall, aptUpdate, canInstall } from './apt.mjs';
import { findProgram, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';

/** SQLite's binding is compiled where there is no ready one for this machine. */
const COMPILERS = ['g++', 'make', 'python3'];

/**
 * Sees to it that node_modules holds what package-lock.json names.
 *
 * @throws {SetupError} where npm cannot install it.
 */
export function ensureNodePackages() {
  if (isInstalled()) return;
  console.log('Installing Node.js packages …');
  let result = npmCi();
  const missing = COMPILERS.filter((name) => findProgram(name) === null);
  if (!result.ok && missing.length > 0 && canInstall()) {
    console.log(`Installing from Debian, to compile SQLite's binding: ${missing.join(', ')} …`);
    aptUpdate();
    aptInstall(missing);
    result = npmCi();
  }
  if (result.ok) return;
  throw new SetupError(
    missing.length > 0
      ? `Compiling SQLite's binding (better-sqlite3) needs ${missing.join(', ')}. As root: apt-get install ${missing.join(' ')}`
      : `npm ci failed:\n${result.output.trim().split('\n').slice(0, 15).join('\n')}`,
  );
}

function npmCi() {
  return run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: ROOT });
}

/** Compares what npm says that it has installed with what the lock file wants. */
function isInstalled() {
  const record = join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = packagesIn(join(ROOT, 'package-lock.json'));
  const present = packagesIn(record);
  const isThere = ([path, { version, optional }]) =>
    // Optional ones are those of other machines; the record's own entry "" is this project.
    path === '' || optional || present[path]?.version === version;
  return Object.entries(wanted).every(isThere) && bindingLoads();
}

function packagesIn(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** Another version of Node.js than the one that it was compiled for cannot load it. */
function bindingLoads() {
  try {
    const Database = createRequire(import.meta.url)('better-sqlite3');
    new Database(':memory:').close();
    return true;
  } catch {
    return false;
  }
}
