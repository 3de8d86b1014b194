import { existsSync } from 'node:fs';
import { aptInstall, aptUpdate, canInstall } from './apt.mjs';
import { addBackports, BACKPORTS, needsBackports } from './backports.mjs';
import { findProgram, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Sees to it that there is an ejabberd, for the measurements and for the tests of our module in it.
 *
 * @throws {SetupError} where there is none and it cannot be installed from here.
 */
export function ensureEjabberd() {
  if (findProgram('ejabberdctl') !== null) return;
  if (!canInstall())
    throw new SetupError('There is no ejabberd. As root: apt-get install ejabberd');
  console.log('Installing from Debian: ejabberd …');
  aptUpdate();
  if (needsBackports()) {
    addBackports();
    aptInstall(['ejabberd'], { release: BACKPORTS });
  } else {
    aptInstall(['ejabberd']);
  }
  // Whoever needs it starts one of their own; Debian's would start at the next boot, for nobody.
  if (existsSync('/run/systemd/system')) run('systemctl', ['disable', '--now', 'ejabberd']);
}
