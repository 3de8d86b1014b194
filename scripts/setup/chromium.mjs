import { aptInstall, aptUpdate, canInstall } from './apt.mjs';
import { findProgram } from './run.mjs';
import { SetupError } from './setup-error.mjs';

/** The same engine without windows: it takes half of the processor's time. */
const SHELL = 'chromium-headless-shell';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Sees to it that there is a Chromium for the end-to-end tests, the one without windows where it can be had.
 *
 * @throws {SetupError} where there is none and it cannot be installed from here.
 */
export function ensureChromium() {
  if (findProgram(SHELL)) return;
  const hasOther = NAMES.some(findProgram);
  if (!canInstall()) {
    if (hasOther) return;
    throw new SetupError(`The tests need Chromium. As root: apt-get install ${SHELL}`);
  }
  console.log(`Installing from Debian: ${SHELL} …`);
  try {
    aptUpdate();
    aptInstall([SHELL]);
  } catch (error) {
    if (!hasOther) throw error;
    console.warn(`The tests take the Chromium that is here, and longer. ${error.message}`);
  }
}
