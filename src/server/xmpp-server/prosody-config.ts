import { fileURLToPath } from 'node:url';
import { MAX_STANZA_BYTES } from '../../protocol/limits.ts';
import { type LuaTable, luaSettings } from './lua.ts';
import type { Paths } from './paths.ts';
import { LOOPBACK } from './ports.ts';
import type { Ports, Secrets } from './state.ts';

/** What Prosody's configuration depends on. */
export interface ProsodySettings {
  readonly domain: string;
  readonly limits: boolean;
  /** Names of accounts that nobody else's may look like, not even in haste. */
  readonly guarded: readonly string[];
  readonly asRoot: boolean;
  readonly paths: Paths;
  readonly ports: Ports;
  readonly secrets: Secrets;
}

/** Prosody's modules of our own: beside this file, and beside the built server. */
const OWN_MODULES = fileURLToPath(new URL('modules', import.meta.url));

const MODULES = [
  ...['saslauth', 'sasl2', 'sasl2_bind2', 'sasl2_fast', 'sasl2_sm', 'smacks'],
  ...['websocket', 'bosh', 'register_ibr', 'user_account_management', 'roster'],
  ...['disco', 'ping', 'time', 'admin_shell'],
  // Nobody may look like somebody else (Unicode confusables), nor take the name of an account that
  // was removed, and with it the rights which channels still hold for that name.
  ...['mimicking', 'tombstones'],
];

/**
 * Loaded unless named: federation comes later; without it no port for it and no `offline`, which
 * would keep for ever what strangers send to people who never come back.
 */
const NOT_WANTED = ['s2s', 's2s_auth_certs', 'offline'];

/** A reader without an account has nothing to register, to rename or to come back to. */
const NOT_FOR_ANONYMOUS = [
  ...['register_ibr', 'register_limits', 'user_account_management', 'sasl2_fast'],
  ...['mimicking', 'tombstones', 'admin_shell'],
];

/** Largest stanza of the channel service: a page of 100 items of 4,096 characters, all escaped. */
const COMPONENT_STANZA_BYTES = 4 * 1024 * 1024;

/** The most that is read of a connection at once: several pages of a channel. */
const READ_BYTES = 64 * 1024;

/** Prosody's configuration file. The same settings always give the same text. */
export function prosodyConfig(settings: ProsodySettings): string {
  const { domain, guarded, ports, secrets } = settings;
  const component = (host: string, secret: string) =>
    section('Component', host, {
      component_secret: secret,
      // A restarted service must get in while its old link is still half open.
      component_conflict_resolve: 'kick_old',
    });
  return [
    '-- Written by WiFi Chat at every start: changes made here are lost.\n',
    luaSettings(general(settings)),
    luaSettings(network(ports)),
    luaSettings(sizes()),
    luaSettings(throttles(settings.limits)),
    section('VirtualHost', domain, {
      allow_registration: true,
      modules_enabled: [
        ...['accounts_lock', 'channel_multicast', 'channel_profile'],
        ...['fast_renew', 'fast_revoke', 'look_alike', 'sign_out_everywhere'],
        ...(settings.limits ? ['sign_in_rate'] : []),
      ],
      look_alike_guarded: guarded,
      channel_profile_from: `media.${domain}`,
      channel_multicast_from: `channels.${domain}`,
    }),
    section('VirtualHost', `anon.${domain}`, {
      authentication: 'anonymous',
      // Nobody comes back under such a name: a row for each who lost the network would stay for ever.
      storage: 'none',
      // Each costs memory and a copy of every push for as long, and any stranger may begin thousands.
      smacks_hibernation_time: '1 minute',
      // Answers of the channel service are completed for readers too.
      modules_enabled: ['channel_multicast', 'reader_unlimited'],
      channel_multicast_from: `channels.${domain}`,
      modules_disabled: NOT_FOR_ANONYMOUS,
    }),
    component(`channels.${domain}`, secrets.channels),
    component(`topics.${domain}`, secrets.topics),
    component(`media.${domain}`, secrets.media),
  ].join('\n');
}

function section(kind: 'VirtualHost' | 'Component', host: string, settings: LuaTable): string {
  return `${kind} "${host}"\n${luaSettings(settings, '  ')}`;
}

function general({ domain, limits, asRoot, paths }: ProsodySettings): LuaTable {
  return {
    ...(asRoot ? { run_as_root: true } : {}),
    pidfile: paths.pid,
    data_path: paths.folder,
    admin_socket: paths.adminSocket,
    // There are none, and it complains unless the folder that it looks in exists.
    certificates: paths.folder,
    // Errors alone: at `info` each line names a person or an address, and warnings repeat what a client sent
    // wrongly, as often and as long as it likes.
    log: { error: paths.log },
    plugin_paths: [OWN_MODULES],
    modules_enabled: limits ? [...MODULES, 'limits'] : MODULES,
    modules_disabled: NOT_WANTED,
    authentication: 'internal_hashed',
    password_hash: 'SHA-256',
    // The default, files, is written without fsync: an account could vanish with the power.
    storage: 'sql',
    sql: { driver: 'SQLite3', database: paths.database },
    // It remembers that a name was free, and does not learn when that name is given up afterwards.
    tombstone_cache_size: 1,
    http_default_host: domain,
    smacks_hibernation_time: '10 minutes',
    // Measured: with these and without Nagle's delay, fan-out is 2 to 5 times as fast.
    gc: { mode: 'incremental', threshold: 400, speed: 500 },
  };
}

/** Everything on loopback: what people reach is the edge, which brings TLS and their address. */
function network(ports: Ports): LuaTable {
  return {
    interfaces: [LOOPBACK],
    local_interfaces: [LOOPBACK],
    c2s_ports: [ports.c2s],
    http_ports: [ports.http],
    component_ports: [ports.component],
    https_ports: [],
    c2s_direct_tls_ports: [],
    c2s_require_encryption: false,
    trusted_proxies: ['127.0.0.1', '::1'],
    consider_websocket_secure: true,
    consider_bosh_secure: true,
    // By default a stanza of more than 4 KB is read in pieces, with a pause of a millisecond after each.
    network_default_read_size: READ_BYTES,
    network_settings: { nagle: false },
  };
}

function sizes(): LuaTable {
  return {
    c2s_stanza_size_limit: MAX_STANZA_BYTES,
    http_max_content_size: 2 * MAX_STANZA_BYTES,
    component_stanza_size_limit: COMPONENT_STANZA_BYTES,
  };
}

/**
 * A hotspot is one address for a whole township, so sign-up is slowed and never closed: 60 at once,
 * then one more each minute. Loopback is exempt by default: it is the operator at the machine.
 */
function throttles(limits: boolean): LuaTable {
  if (!limits) return {};
  return {
    registration_throttle_max: 60,
    registration_throttle_period: 3600,
    registration_throttle_cache_size: 10_000,
    limits: { c2s: { rate: '30kb/s', burst: '10s' } },
  };
}
