/** Installs ejabberd from Debian where it is missing: only the measurements need it. */
import { existsSync } from 'node:fs';
import { aptInstall, aptUpdate, canInstall } from '../../../scripts/setup/apt.mjs';
import { addBackports, BACKPORTS, needsBackports } from '../../../scripts/setup/backports.mjs';
import { findProgram, run } from '../../../scripts/setup/run.mjs';
import { orExplain, SetupError } from '../../../scripts/setup/setup-error.mjs';

await orExplain(() => {
  if (findProgram('ejabberdctl') !== null) return;
  if (!canInstall()) {
    throw new SetupError('The measurements need ejabberd: as root, apt-get install ejabberd.');
  }
  console.log('Installing from Debian: ejabberd …');
  aptUpdate();
  if (needsBackports()) {
    addBackports();
    aptInstall(['ejabberd'], { release: BACKPORTS });
  } else {
    aptInstall(['ejabberd']);
  }
  // The measurements run one of their own; Debian's would start at the next boot, for nobody.
  if (existsSync('/run/systemd/system')) run('systemctl', ['disable', '--now', 'ejabberd']);
});
