import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { MAX_STANZA_BYTES } from '../protocol/limits.ts';
import { pathsIn } from '../server/xmpp-server/paths.ts';
import { type Finding, ok, warn, wrong } from './finding.ts';
import { versionFinding } from './known-holes.ts';
import { PATIENCE, type Patient } from './patient.ts';

/** What the running Prosody says of itself. */
export interface ProsodyFacts {
  readonly version: string;
  readonly expat: string;
  /** In bytes; `null` where none is set. */
  readonly stanzaLimit: number | null;
  /** Loaded for the accounts' host. */
  readonly modules: readonly string[];
}

/** What phones and safety need; the first start sets them all. */
const NEEDED = [
  ...['saslauth', 'sasl2', 'sasl2_bind2', 'sasl2_fast', 'sasl2_sm', 'smacks'],
  ...['websocket', 'bosh', 'disco', 'register_ibr', 'user_account_management', 'roster'],
  ...['accounts_lock', 'channel_profile', 'fast_renew', 'fast_revoke', 'sign_out_everywhere'],
];
const PROTECTING = [
  'limits',
  'register_limits',
  'mimicking',
  'look_alike',
  'tombstones',
  'sign_in_rate',
];

/**
 * Our modules for the accounts' domain that only make it faster: without this one each push is routed once for
 * each reader.
 */
const QUICKENING = ['channel_multicast'];

const run = promisify(execFile);

/** Asks the running Prosody, not the package: an upgrade counts only after its restart. */
export async function examineProsody(patient: Patient): Promise<Finding[]> {
  const { config } = pathsIn(patient.dataDir);
  const shell = async (command: string) => {
    const options = { timeout: PATIENCE, encoding: 'utf8' } as const;
    return (await run('prosodyctl', ['--config', config, 'shell', command], options)).stdout;
  };
  const value = async (expression: string) =>
    /^Result: (.*)$/m.exec(await shell(`> ${expression}`))?.[1] ?? '';
  const option = `prosody.hosts["${patient.domain}"].modules.websocket.module:get_option_number`;
  try {
    const version = await value('prosody.version');
    if (version === '') throw new Error('no answer');
    return prosodyFindings({
      version,
      expat: (await value('require"lxp"._EXPAT_VERSION')).replace(/^expat_/, ''),
      stanzaLimit: Number(await value(`${option}("c2s_stanza_size_limit")`)) || null,
      modules: modulesOf(patient.domain, await shell(`module:list("${patient.domain}")`)),
    });
  } catch (error) {
    const why = (error as Error).message.split('\n')[0];
    const remedy = 'Run this as the user that runs the site, while it runs.';
    return [warn('prosody', `Prosody could not be asked: ${why}. ${remedy}`)];
  }
}

/** Names of modules as the shell lists them, indented below their host. */
function modulesOf(host: string, text: string): string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.trim() === `${host}:`);
  const end = lines.findIndex((line, n) => n > start && !line.startsWith('  '));
  return lines.slice(start + 1, end).map((line) => line.trim().split(' ')[0] as string);
}

/** Judges what the running Prosody said of itself. */
export function prosodyFindings(facts: ProsodyFacts): Finding[] {
  const { version, expat, stanzaLimit, modules } = facts;
  const limited = stanzaLimit !== null && stanzaLimit <= 8 * MAX_STANZA_BYTES;
  const softened = limited ? 'The limit on stanzas takes the edge off.' : undefined;
  const lacking = (names: readonly string[]) => names.filter((name) => !modules.includes(name));
  const needed = lacking(NEEDED);
  const protecting = lacking(PROTECTING);
  const quickening = lacking(QUICKENING);
  const mend = 'Restart the site, and see that nothing unloads modules.';
  return [
    versionFinding('Prosody', version, softened),
    versionFinding('Expat', expat),
    limited
      ? ok('limits', `A stanza may have ${stanzaLimit} bytes.`)
      : wrong(
          'limits',
          `Strangers may send stanzas of ${stanzaLimit ?? 'any number of'} bytes. Set c2s_stanza_size_limit to ${MAX_STANZA_BYTES}: restart the site.`,
        ),
    needed.length === 0
      ? ok('modules', 'Prosody has loaded what phones need.')
      : wrong('modules', `Prosody has not loaded ${needed.join(', ')}. ${mend}`),
    protecting.length === 0
      ? ok('modules', 'Prosody has loaded what protects accounts.')
      : warn(
          'modules',
          `Prosody has not loaded ${protecting.join(', ')}: nothing slows floods, or guards names. Start the site without LIMITS=off.`,
        ),
    quickening.length === 0
      ? ok('modules', 'Prosody copies what goes to many.')
      : warn(
          'modules',
          `Prosody has not loaded ${quickening.join(', ')}: what is posted reaches large channels slowly. ${mend}`,
        ),
  ];
}
