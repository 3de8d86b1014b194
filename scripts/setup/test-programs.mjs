import { aptInstall, aptUpdate, canInstall } from './apt.mjs';
import { findProgram } from './run.mjs';
import { SetupError } from './setup-error.mjs';

/** What tests trace system calls with, replay a power cut with, open pages with, and look into pictures with. */
const PACKAGES = {
  strace: 'strace',
  python3: 'python3',
  'firefox-esr': 'firefox-esr',
  w3m: 'w3m',
  exiftool: 'libimage-exiftool-perl',
};

/**
 * Sees to it that the small programs are there that tests call.
 *
 * @throws {SetupError} where one is missing and cannot be installed from here.
 */
export function ensureTestPrograms() {
  const missing = Object.keys(PACKAGES).filter((program) => !findProgram(program));
  if (missing.length === 0) return;
  const packages = missing.map((program) => PACKAGES[program]);
  if (!canInstall()) {
    throw new SetupError(`The tests need more. As root: apt-get install ${packages.join(' ')}`);
  }
  console.log(`Installing from Debian: ${packages.join(', ')} …`);
  aptUpdate();
  aptInstall(packages);
}
