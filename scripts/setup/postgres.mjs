import { existsSync, readdirSync } from 'node:fs';
import { aptInstall, aptUpdate, canInstall } from './apt.mjs';
import { SetupError } from './setup-error.mjs';

/** Debian keeps a folder for each version, off the PATH. */
const VERSIONS = '/usr/lib/postgresql';

/**
 * Sees to it that there is a PostgreSQL for the tests, which start servers of their own from it.
 *
 * @throws {SetupError} where there is none and it cannot be installed from here.
 */
export function ensurePostgres() {
  if (existsSync(VERSIONS) && readdirSync(VERSIONS).length > 0) return;
  if (!canInstall()) {
    throw new SetupError('The tests need PostgreSQL. As root: apt-get install postgresql');
  }
  console.log('Installing from Debian: postgresql …');
  aptUpdate();
  aptInstall(['postgresql']);
}
