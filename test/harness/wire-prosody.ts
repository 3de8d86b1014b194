import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

export interface WireProsody {
  readonly port: number;
  readonly secret: string;
  stop(): void;
}

/**
 * A Prosody of components only: the channel service is one, and the domains of its people are
 * others, which the test holds. So any address can speak, and every stanza is parsed, checked,
 * routed and written anew by the real server on its way there and back.
 */
const DOMAINS = ['channels.example.org', 'example.org', 'anon.example.org'];

export async function startWireProsody(): Promise<WireProsody> {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-wire-'));
  const port = await freePort();
  const secret = 'wire';
  const config = join(folder, 'prosody.cfg.lua');
  const settings = [
    ...(process.getuid?.() === 0 ? ['run_as_root = true'] : []),
    `pidfile = "${folder}/prosody.pid"`,
    `data_path = "${folder}"`,
    `certificates = "${folder}"`,
    `log = { error = "${folder}/prosody.log" }`,
    'modules_disabled = { "s2s", "c2s", "offline", "http", "admin_shell" }',
    'interfaces = { "127.0.0.1" }',
    `component_ports = { ${port} }`,
    'component_stanza_size_limit = 4194304',
    'storage = "memory"',
    // As a site has it: else a second stanza waits until the first is confirmed.
    'network_settings = { nagle = false }',
    'VirtualHost "unused.example.org"',
    ...DOMAINS.map(
      (domain) =>
        `Component "${domain}"\n  component_secret = "${secret}"\n  component_conflict_resolve = "kick_old"`,
    ),
  ];
  writeFileSync(config, `${settings.join('\n')}\n`);
  const prosody = spawn('prosody', ['-F', '--config', config], { stdio: 'ignore' });
  await eventually(
    () =>
      new Promise<boolean>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => resolve(true));
        socket.once('error', () => resolve(false));
        socket.once('close', () => resolve(false));
        socket.setTimeout(1_000, () => socket.destroy());
        socket.once('connect', () => socket.end());
      }),
  );
  return {
    port,
    secret,
    stop() {
      prosody.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
