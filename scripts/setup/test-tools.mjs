import { ensureChromium } from './chromium.mjs';
import { ensureEjabberd } from './ejabberd.mjs';
import { ensureNodePackages } from './node-packages.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { ensurePostgres } from './postgres.mjs';
import { ensureProsody } from './prosody.mjs';
import { SetupError } from './setup-error.mjs';
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
  ensureEjabberdWhereItCan();
  ensureNodePackages();
}

/** One module of ours is for it; all else can be tested without. */
function ensureEjabberdWhereItCan() {
  try {
    ensureEjabberd();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.warn(`The tests of the module for ejabberd are left out. ${error.message}`);
  }
}
