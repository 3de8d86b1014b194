import { ensureChromium } from './chromium.mjs';
import { ensureNodePackages } from './node-packages.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { ensurePostgres } from './postgres.mjs';
import { ensureProsody } from './prosody.mjs';
import { ensureTestPrograms } from './test-programs.mjs';

/**
 * Sees to it that everything is there that tests, soaks and benches run on.
 *
 * @throws {SetupError} where something is missing and cannot be installed from here.
 */
export function ensureTestTools() {
  checkNodeVersion();
  ensureProsody();
  ensureChromium();
  ensurePostgres();
  ensureTestPrograms();
  ensureNodePackages();
}
