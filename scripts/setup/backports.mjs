import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { aptUpdate } from './apt.mjs';
import { run } from './run.mjs';
import { SetupError } from './setup-error.mjs';

/** Debian 12's own Prosody is 0.12: the one that is needed is in its backports. */
const OLD = 'bookworm';
export const BACKPORTS = `${OLD}-backports`;
const SOURCE = `/etc/apt/sources.list.d/${BACKPORTS}.sources`;
const ADVICE = `Add ${BACKPORTS} to the sources in /etc/apt/sources.list.d.`;
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Whether this is Debian 12 (os-release(5)). */
export function needsBackports() {
  if (!existsSync('/etc/os-release')) return false;
  return /^VERSION_CODENAME="?bookworm"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/**
 * Makes apt know the backports, from the same mirror as the rest, unless it does.
 *
 * @throws {SetupError} where apt knows no mirror.
 */
export function addBackports() {
  const sources = knownSources();
  if (sources.has(BACKPORTS)) return;
  const mirror = sources.get(OLD);
  if (!mirror) throw new SetupError(`apt knows no source of Debian ${OLD}. ${ADVICE}`);
  writeFileSync(SOURCE, sourceFile(mirror));
  aptUpdate();
}

/** What a person would do in place of {@link addBackports}; nothing where it is done. */
export function backportsInstructions() {
  const sources = knownSources();
  if (sources.has(BACKPORTS)) return [];
  const mirror = sources.get(OLD);
  if (!mirror) return [ADVICE];
  return [`printf '${sourceFile(mirror).replaceAll('\n', '\\n')}' > ${SOURCE}`];
}

/** Suites that apt knows, with the addresses of their mirrors. */
function knownSources() {
  const format = ['indextargets', '--format', '$(RELEASE) $(REPO_URI)', 'Created-By: Packages'];
  const lines = run('apt-get', format).output.trim().split('\n');
  return new Map(lines.map((line) => line.split(' ')));
}

function sourceFile(mirror) {
  const signed = existsSync(KEYRING) ? `Signed-By: ${KEYRING}\n` : '';
  return `Types: deb\nURIs: ${mirror}\nSuites: ${BACKPORTS}\nComponents: main\n${signed}`;
}
