import { join, resolve } from 'node:path';
import type { FailAt } from './failpoints.ts';
import { FatalError } from './fatal-error.ts';
import { type IncidentSettings, readIncidentSettings } from './incident-settings.ts';
import { SOUTH_AFRICA } from './places/home-files.ts';
import {
  filePaths,
  listOf,
  oneOf,
  type PemFile,
  parseAddress,
  parseChannelName,
  parseDatabaseUrl,
  parseDomain,
  parseFailAt,
  parseMegabytes,
  parseName,
  parseNodeNames,
  parsePort,
  parseUrl,
  parseUsername,
  pemFile,
} from './setting-values.ts';

/** What phones that cannot do TLS may do over plain HTTP. */
export type PlainHttp = 'off' | 'read' | 'full';

/** The settings of one site; the README has them as a table. */
export interface Config {
  readonly port: number;
  readonly domain: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Who runs the site, as people are told; may be empty. */
  readonly operator: string;
  /** A `postgres://` address, or the path of the SQLite file. */
  readonly database: string;
  /** Usernames, without the domain. */
  readonly admins: readonly string[];
  /** Names of group channels, without their domain. */
  readonly defaultChannels: readonly string[];
  /** Names of the nodes that everybody's own channel has beside the usual ones. */
  readonly personalNodes: readonly string[];
  readonly limits: boolean;
  /** PEM texts, as they are now: certificates are renewed while a site runs. */
  readonly tls: (() => { readonly cert: string; readonly key: string }) | undefined;
  /** Addresses of proxies whose `X-Forwarded-*` headers are believed. */
  readonly trustProxy: readonly string[];
  readonly plainHttp: PlainHttp;
  /** Without TLS, beside the one with it. */
  readonly plainPort: number | undefined;
  /** Where the process ends as by `kill -9`; `null` everywhere but in tests of just that. */
  readonly failAt: FailAt | null;
  /** Where people find the site: no slash at its end. */
  readonly publicUrl: string;
  /** Files of places and of emergency numbers; `south-africa` is the project's own. */
  readonly places: readonly string[];
  readonly emergency: readonly string[];
  /** What all pictures may take, in bytes. */
  readonly mediaQuota: { readonly site: number; readonly person: number };
  readonly incidents: IncidentSettings;
}

const MB = 1024 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings out of the environment; the only place that does. An empty value counts as
 * absent, save in DEFAULT_CHANNELS, where it means "none".
 *
 * @throws FatalError with one sentence for each bad value, so that all are mended in one go.
 */
export function readConfig(env: Environment = process.env): Config {
  const complaints: string[] = [];
  const read = <T>(name: string, fallback: T, parse: (text: string) => T): T => {
    const text = env[name]?.trim();
    if (!text) return fallback;
    try {
      return parse(text);
    } catch (error) {
      complaints.push(`${name} ${(error as Error).message}`);
      return fallback;
    }
  };

  const domain = read('DOMAIN', 'localhost', parseDomain);
  const cert = read<PemFile | undefined>('TLS_CERT', undefined, pemFile);
  const key = read<PemFile | undefined>('TLS_KEY', undefined, pemFile);
  if (!env.TLS_CERT !== !env.TLS_KEY) {
    complaints.push('TLS_CERT and TLS_KEY must be given together: one of them is missing.');
  }
  const port = read('PORT', 8080, parsePort);
  const trustProxy = read('TRUST_PROXY', [], listOf(parseAddress));
  const dataDir = resolve(read('DATA_DIR', './data', String));
  const config: Config = {
    port,
    domain,
    dataDir,
    operator: read('OPERATOR', '', parseName),
    database: read('DATABASE_URL', join(dataDir, 'channels.sqlite'), parseDatabaseUrl),
    admins: read('ADMINS', ['admin'], listOf(parseUsername)),
    defaultChannels: read(
      'DEFAULT_CHANNELS',
      env.DEFAULT_CHANNELS === undefined ? ['welcome'] : [],
      listOf(parseChannelName),
    ),
    personalNodes: read('PERSONAL_NODES', [], parseNodeNames),
    limits: read('LIMITS', true, oneOf({ on: true, off: false })),
    tls: cert && key && (() => ({ cert: cert(), key: key() })),
    trustProxy,
    plainHttp: read(
      'PLAIN_HTTP',
      domain === 'localhost' ? 'full' : 'read',
      oneOf<PlainHttp>({ off: 'off', read: 'read', full: 'full' }),
    ),
    plainPort: read<number | undefined>(
      'PLAIN_PORT',
      cert && port === 443 ? 80 : undefined,
      parsePort,
    ),
    failAt: read<FailAt | null>('FAIL_AT', null, parseFailAt),
    publicUrl: read('PUBLIC_URL', usualUrl(domain, port, cert !== undefined, trustProxy), parseUrl),
    places: read('PLACES', [SOUTH_AFRICA], filePaths),
    emergency: read('EMERGENCY', [SOUTH_AFRICA], filePaths),
    mediaQuota: {
      site: read('MEDIA_QUOTA', 2048, parseMegabytes) * MB,
      person: read('MEDIA_PERSON_QUOTA', 40, parseMegabytes) * MB,
    },
    incidents: readIncidentSettings(domain, read, (sentence) => complaints.push(sentence)),
  };
  if (complaints.length > 0) throw new FatalError(complaints.join('\n'));
  return config;
}

/** A proxy has TLS and the usual port; without one the site is where it listens. */
function usualUrl(
  domain: string,
  port: number,
  tls: boolean,
  trustProxy: readonly string[],
): string {
  if (trustProxy.length > 0) return `https://${domain}`;
  const usual = port === (tls ? 443 : 80);
  return `${tls ? 'https' : 'http'}://${domain}${usual ? '' : `:${port}`}`;
}

/**
 * The site that is examined by `npm run doctor`: SITE, else the one on this machine; with TLS by the
 * name that its certificate is for.
 */
export function readSite(env: Environment = process.env): string {
  const { port, tls, publicUrl } = readConfig(env);
  const site = env.SITE?.trim() || (tls ? publicUrl : `http://localhost:${port}`);
  if (!/^https?:/.test(site) || !URL.canParse(site)) {
    throw new FatalError(`SITE must look like https://chat.example.org, not "${site}".`);
  }
  return site.replace(/\/+$/, '');
}

/** The environment for a tool that is run: its own settings as they are, and what we add. */
export function environmentWith(added: Readonly<Record<string, string>>): Environment {
  return { ...process.env, ...added };
}
