import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aptInstall, aptUpdate, canInstall } from './apt.mjs';
import { addBackports, BACKPORTS, backportsInstructions, needsBackports } from './backports.mjs';
import { findProgram, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';

/** Older ones crash in the modules for SASL2. */
const MAJOR = 13;

const MODULES = ['sasl2', 'sasl2_bind2', 'sasl2_fast', 'sasl2_sm', 'smacks'];

const PACKAGES = ['prosody', 'prosody-modules', 'lua-dbi-sqlite3'];

/**
 * Sees to it that Prosody is installed with all that WiFi Chat uses of it.
 *
 * @throws {SetupError} with the commands to give, where it cannot be installed from here.
 */
export function ensureProsody() {
  const missing = whatIsMissing();
  if (missing.length === 0) return;
  if (!canInstall()) throw new SetupError(instructions(missing));
  console.log(`Installing from Debian: ${missing.join(', ')} …`);
  const wasThere = findProgram('prosodyctl') !== null;
  aptUpdate();
  if (needsBackports()) {
    addBackports();
    aptInstall(PACKAGES, { release: BACKPORTS });
  } else {
    aptInstall(PACKAGES);
  }
  // WiFi Chat runs a Prosody of its own; Debian's would start at the next boot, for nobody.
  const systemd = existsSync('/run/systemd/system');
  if (!wasThere && systemd) run('systemctl', ['disable', '--now', 'prosody']);
  const still = whatIsMissing();
  if (still.length > 0) throw new SetupError(instructions(still));
}

/** What of Prosody is not there, in words; empty where all is. */
function whatIsMissing() {
  if (findProgram('prosodyctl') === null) return [`Prosody ${MAJOR} or later`];
  const about = describeProsody();
  const version = Number(/^Prosody (\d+)\./m.exec(about)?.[1] ?? 0);
  const plugins = listAfter('Plugin directories:', about);
  const libraries = listAfter('Lua C module search paths:', about);
  const hasModule = (name) =>
    plugins.some((folder) =>
      [`mod_${name}.lua`, `mod_${name}/mod_${name}.lua`].some((file) =>
        existsSync(join(folder, file)),
      ),
    );
  const hasLibrary = (name) => libraries.some((path) => existsSync(path.replace('?', name)));
  return [
    ...(version >= MAJOR ? [] : [`Prosody ${MAJOR} or later`]),
    ...MODULES.filter((name) => !hasModule(name)).map((name) => `Prosody's mod_${name}`),
    ...(hasLibrary('dbd/sqlite3') || hasLibrary('lsqlite3') ? [] : ["Prosody's SQLite driver"]),
  ];
}

/** What Prosody says of itself, asked with a configuration that any user may read. */
function describeProsody() {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
  const config = join(folder, 'prosody.cfg.lua');
  writeFileSync(config, 'run_as_root = true\nVirtualHost "localhost"\n');
  const { output } = run('prosodyctl', ['--config', config, 'about']);
  rmSync(folder, { recursive: true });
  return output;
}

/** The indented lines below a heading. */
function listAfter(heading, text) {
  const lines = text.slice(text.indexOf(heading)).split('\n').slice(1);
  const end = lines.findIndex((line) => !line.startsWith('  '));
  return lines.slice(0, end).map((line) => line.trim());
}

function instructions(missing) {
  const old = needsBackports();
  const commands = [
    ...(old ? backportsInstructions() : []),
    'apt-get update',
    `apt-get install --no-install-recommends ${old ? `-t ${BACKPORTS} ` : ''}${PACKAGES.join(' ')}`,
    'systemctl disable --now prosody',
  ];
  return [
    `WiFi Chat needs what is not on this machine: ${missing.join(', ')}.`,
    'Start it once as root on Debian 12 or later, and it installs that. Or give these commands as root:',
    ...commands.map((command) => `  ${command}`),
    'Nothing has been changed.',
  ].join('\n');
}
