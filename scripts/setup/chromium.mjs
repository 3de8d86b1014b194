import { aptInstall, aptUpdate, canInstall } from './apt.mjs';
import { findProgram } from './run.mjs';
import { SetupError } from './setup-error.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Sees to it that there is a Chromium for the end-to-end tests.
 *
 * @throws {SetupError} where there is none and it cannot be installed from here.
 */
export function ensureChromium() {
  if (NAMES.some(findProgram)) return;
  if (!canInstall()) {
    throw new SetupError('The tests need Chromium. As root: apt-get install chromium');
  }
  console.log('Installing from Debian: chromium …');
  aptUpdate();
  aptInstall(['chromium']);
}
