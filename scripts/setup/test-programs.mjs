import { aptInstall, aptUpdate, canInstall } from './apt.mjs';
import { findProgram, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * What tests trace system calls with, replay a power cut with, open pages with (the text browser on
 * a terminal of tmux), and look into pictures with.
 */
const PACKAGES = {
  strace: 'strace',
  python3: 'python3',
  'firefox-esr': 'firefox-esr',
  w3m: 'w3m',
  tmux: 'tmux',
  exiftool: 'libimage-exiftool-perl',
};

/** An old engine, for Debian's own Python; no program. */
const QTWEBKIT = 'python3-pyqt5.qtwebkit';

function hasQtWebKit() {
  return run('/usr/bin/python3', ['-c', 'import PyQt5.QtWebKit, PyQt5.QtTest']).ok;
}

/**
 * Sees to it that the small programs are there that tests call.
 *
 * @throws {SetupError} where one is missing and cannot be installed from here.
 */
export function ensureTestPrograms() {
  const missing = Object.keys(PACKAGES).filter((program) => !findProgram(program));
  const packages = missing.map((program) => PACKAGES[program]);
  if (!hasQtWebKit()) packages.push(QTWEBKIT);
  if (packages.length === 0) return;
  if (!canInstall()) {
    throw new SetupError(`The tests need more. As root: apt-get install ${packages.join(' ')}`);
  }
  console.log(`Installing from Debian: ${packages.join(', ')} …`);
  aptUpdate();
  aptInstall(packages);
}
