import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Config, readConfig, readSite } from '../../src/server/config.ts';
import { FatalError } from '../../src/server/fatal-error.ts';

let folder: string;
let pem: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wifi-chat-'));
  pem = join(folder, 'some.pem');
  writeFileSync(pem, '-----BEGIN CERTIFICATE-----\n');
});

afterAll(() => rm(folder, { recursive: true }));

test('without any setting, a site on this machine', () => {
  expect(readConfig({})).toEqual({
    port: 8080,
    domain: 'localhost',
    dataDir: resolve('data'),
    database: resolve('data/channels.sqlite'),
    admins: ['admin'],
    defaultChannels: ['welcome'],
    personalNodes: [],
    operator: '',
    limits: true,
    tls: undefined,
    trustProxy: [],
    plainHttp: 'full',
    plainPort: undefined,
    failAt: null,
    publicUrl: 'http://localhost:8080',
    places: ['south-africa'],
    emergency: ['south-africa'],
    mediaQuota: { site: 2048 * 1024 * 1024, person: 40 * 1024 * 1024 },
    incidents: { desk: '', mail: undefined, webhook: undefined },
  } satisfies Config);
});

describe('a setting is read', () => {
  test.each<[Record<string, string>, Partial<Config>]>([
    [{ PORT: '1' }, { port: 1 }],
    [{ PORT: '65535' }, { port: 65_535 }],
    [{ PORT: '' }, { port: 8080 }],
    [{ DOMAIN: 'Chat.Example.ORG' }, { domain: 'chat.example.org', plainHttp: 'read' }],
    [{ DATA_DIR: '/var/lib/wifi-chat' }, { dataDir: '/var/lib/wifi-chat' }],
    [{ DATABASE_URL: 'postgres://db/x' }, { database: 'postgres://db/x' }],
    [{ ADMINS: 'thandi, pieter  thandi' }, { admins: ['thandi', 'pieter'] }],
    [{ DEFAULT_CHANNELS: 'Welcome,water' }, { defaultChannels: ['welcome', 'water'] }],
    [{ DEFAULT_CHANNELS: '' }, { defaultChannels: [] }],
    [{ PERSONAL_NODES: 'diary, posts events' }, { personalNodes: ['diary', 'events'] }],
    [{ OPERATOR: 'City of Tshwane' }, { operator: 'City of Tshwane' }],
    [{ PLACES: 'south-africa, /a b/w.csv' }, { places: ['south-africa', '/a b/w.csv'] }],
    [{ EMERGENCY: '/etc/e.csv' }, { emergency: ['/etc/e.csv'] }],
    [{ LIMITS: 'off' }, { limits: false }],
    [
      { INCIDENT_DESK: 'Desk', INCIDENT_MAIL: 'a@b.example, c@d.example', SMTP_URL: 'smtp://mx' },
      {
        incidents: {
          desk: 'desk',
          webhook: undefined,
          mail: {
            smtpUrl: 'smtp://mx',
            from: 'wifi-chat@localhost',
            to: ['a@b.example', 'c@d.example'],
          },
        },
      },
    ],
    [{ LIMITS: 'ON' }, { limits: true }],
    [{ TRUST_PROXY: '127.0.0.1 ::1' }, { trustProxy: ['127.0.0.1', '::1'] }],
    [{ PLAIN_HTTP: 'off' }, { plainHttp: 'off' }],
    [{ FAIL_AT: 'after-commit:3' }, { failAt: { name: 'after-commit', n: 3 } }],
    [{ DOMAIN: 'a.example', PLAIN_HTTP: 'full' }, { plainHttp: 'full' }],
    [{ DOMAIN: 'a.example', PORT: '80' }, { publicUrl: 'http://a.example' }],
    [{ DOMAIN: 'a.example', TRUST_PROXY: '::1' }, { publicUrl: 'https://a.example' }],
    [{ PUBLIC_URL: 'https://chat.example.org/' }, { publicUrl: 'https://chat.example.org' }],
    [
      { MEDIA_QUOTA: '10', MEDIA_PERSON_QUOTA: '1' },
      { mediaQuota: { site: 10 * 1024 * 1024, person: 1024 * 1024 } },
    ],
  ])('%o', (env, expected) => {
    expect(readConfig(env)).toMatchObject(expected);
  });

  test('certificate and key from their files', () => {
    const { tls } = readConfig({ TLS_CERT: pem, TLS_KEY: pem });
    expect(tls?.()).toEqual({ cert: expect.stringMatching(/BEGIN/), key: expect.any(String) });
  });
});

test('an address of a site without its scheme is a sentence', () => {
  for (const SITE of ['chat.example.org', 'localhost:8080']) {
    expect(() => readSite({ SITE })).toThrow(/^SITE must look like https/);
  }
  expect(readSite({ SITE: 'https://chat.example.org/' })).toBe('https://chat.example.org');
  expect(readSite({ DOMAIN: 'chat.example.org' })).toBe('http://localhost:8080');
  // No certificate is for `localhost`.
  const tls = { TLS_CERT: pem, TLS_KEY: pem, PORT: '443', DOMAIN: 'chat.example.org' };
  expect(readSite(tls)).toBe('https://chat.example.org');
});

describe('a bad value is a sentence', () => {
  test.each<[Record<string, string>, RegExp]>([
    [{ PORT: '0' }, /^PORT must be a number from 1 to 65535, not "0"\.$/],
    [{ PORT: '65536' }, /^PORT must be a number/],
    [{ PORT: '80a' }, /^PORT must be a number/],
    [{ PORT: '8e3' }, /^PORT must be a number/],
    [{ DOMAIN: 'a b' }, /^DOMAIN must be a domain name/],
    [{ DOMAIN: 'http://chat.example' }, /^DOMAIN must be a domain name/],
    [{ DOMAIN: '-x.example' }, /^DOMAIN must be a domain name/],
    [{ DOMAIN: `${'a'.repeat(64)}.example` }, /^DOMAIN must be a domain name/],
    [{ DOMAIN: 'x"; evil = "' }, /^DOMAIN must be a domain name/],
    [{ ADMINS: 'Thandi' }, /^ADMINS must be a list of usernames/],
    [{ ADMINS: 'a@b' }, /^ADMINS must be a list of usernames/],
    [{ PUBLIC_URL: 'chat.example.org' }, /^PUBLIC_URL must look like https/],
    [{ MEDIA_QUOTA: '1 GB' }, /^MEDIA_QUOTA must be a number of megabytes/],
    [{ PERSONAL_NODES: 'a/b' }, /^PERSONAL_NODES must be a list of at most 8 names of nodes/],
    [{ PERSONAL_NODES: 'a b c d e f g h i' }, /^PERSONAL_NODES must be a list of at most 8 names/],
    [{ DEFAULT_CHANNELS: 'welcome@topics.x' }, /^DEFAULT_CHANNELS must be a list of channel/],
    [{ INCIDENT_MAIL: 'a@b.example' }, /^INCIDENT_MAIL needs SMTP_URL/],
    [{ SMTP_URL: 'mx:secret@' }, /^(?!.*secret@).*must look like smtp:/],
    [{ INCIDENT_WEBHOOK: 'https://x', INCIDENT_WEBHOOK_SECRET: 'short' }, /of at least 16/],
    [{ LIMITS: 'no' }, /^LIMITS must be one of on, off, not "no"\.$/],
    [{ LIMITS: 'constructor' }, /^LIMITS must be one of on, off/],
    [{ TRUST_PROXY: 'proxy.example' }, /^TRUST_PROXY must be a list of IP addresses/],
    [{ PLAIN_HTTP: 'yes' }, /^PLAIN_HTTP must be one of off, read, full/],
    [{ FAIL_AT: 'after-commit' }, /^FAIL_AT must be name:n/],
    [{ FAIL_AT: 'nowhere:1' }, /^FAIL_AT must be name:n, with a name of before-transaction/],
    [{ DATABASE_URL: 'mysql://db/x' }, /^DATABASE_URL must look like postgres:/],
    [{ DATABASE_URL: 'postgres://me:secret@[/x' }, /^(?!.*secret@).*must look like postgres:/],
    [{ TLS_CERT: '/nowhere', TLS_KEY: '/nowhere' }, /^TLS_CERT names a file that cannot be read/],
  ])('%o', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(FatalError);
    expect(() => readConfig(env)).toThrow(sentence);
  });

  test('a certificate without its key', () => {
    expect(() => readConfig({ TLS_CERT: pem })).toThrow(/must be given together/);
  });

  test('several bad values are all told at once', () => {
    expect(() => readConfig({ PORT: 'x', LIMITS: 'x' })).toThrow(
      /LIMITS.*\n.*PORT|PORT.*\n.*LIMITS/,
    );
  });
});
