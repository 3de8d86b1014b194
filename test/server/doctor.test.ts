import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { clockFinding } from '../../src/doctor/clock.ts';
import { databaseFindings } from '../../src/doctor/database.ts';
import { diskFinding, examineDisk } from '../../src/doctor/disk.ts';
import { examineDns } from '../../src/doctor/dns.ts';
import { examineFileModes } from '../../src/doctor/file-modes.ts';
import type { Finding } from '../../src/doctor/finding.ts';
import { judgesFinding } from '../../src/doctor/judges.ts';
import { compareVersions, versionFinding } from '../../src/doctor/known-holes.ts';
import { portsListenedOn } from '../../src/doctor/listening-ports.ts';
import { portsFinding } from '../../src/doctor/ports.ts';
import { prosodyFindings } from '../../src/doctor/prosody.ts';

const GIGABYTE = 1024 ** 3;
const NOW = Date.parse('2026-06-01T12:00:00Z');

const patient = (dataDir: string, domain = 'localhost') => ({
  ...{ site: 'http://localhost:1', domain, dataDir, database: join(dataDir, 'channels.sqlite') },
});

const bad = (findings: readonly Finding[]) =>
  findings.filter(({ level }) => level !== 'ok').map(({ level, text }) => `${level}: ${text}`);

test.each([
  ['13.0.1', '13.0.5', -1],
  ['13.0.5', '13.0.5', 0],
  ['13.1.0', '13.0.5', 1],
  ['24.12', '26.07', -1],
  ['2.10.0', '2.4.5', 1],
])('%s against %s', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

describe('versions with known holes', () => {
  test.each([
    ['Prosody', '13.0.4', 'wrong'],
    ['Prosody', '13.0.5', 'ok'],
    ['ejabberd', '24.12', 'wrong'],
    ['ejabberd', '26.07', 'ok'],
    ['Expat', '2.4.4', 'wrong'],
    ['Expat', '2.5.0', 'ok'],
  ])('%s %s: %s', (program, version, level) => {
    expect(versionFinding(program, version).level).toBe(level);
  });

  test('what our settings soften is a warning, and still named', () => {
    expect(versionFinding('Prosody', '13.0.1', 'Softened.')).toMatchObject({
      level: 'warn',
      text: expect.stringMatching(/CVE-2026-43506.*Softened\. Upgrade/),
    });
  });
});

test('reports for which nobody is left are a warning that says what to do', () => {
  expect(judgesFinding(0).level).toBe('ok');
  expect(judgesFinding(2)).toMatchObject({ level: 'warn', text: expect.stringMatching(/ADMINS/) });
});

describe('the running Prosody', () => {
  const well = {
    ...{ version: '13.0.5', expat: '2.5.0', stanzaLimit: 32_768 },
    modules: [
      ...['saslauth', 'sasl2', 'sasl2_bind2', 'sasl2_fast', 'sasl2_sm', 'smacks', 'websocket'],
      ...[
        'bosh',
        'disco',
        'register_ibr',
        'roster',
        'limits',
        'register_limits',
        'mimicking',
        'look_alike',
      ],
      ...['tombstones', 'channel_multicast', 'user_account_management'],
      ...['accounts_lock', 'channel_profile', 'fast_renew', 'fast_revoke', 'sign_out_everywhere'],
      'sign_in_rate',
    ],
  };

  test('well', () => expect(bad(prosodyFindings(well))).toEqual([]));

  test.each([
    ['no limit on stanzas', { stanzaLimit: null }, /^wrong: .*c2s_stanza_size_limit/],
    ['a senseless limit', { stanzaLimit: 10_000_000 }, /^wrong: .*10000000 bytes/],
    [
      'a module missing',
      { modules: well.modules.filter((name) => name !== 'smacks') },
      /^wrong: Prosody has not loaded smacks/,
    ],
    [
      'one of our own that failed while it was loaded',
      { modules: well.modules.filter((name) => name !== 'accounts_lock') },
      /^wrong: Prosody has not loaded accounts_lock/,
    ],
    [
      'no multicast',
      { modules: well.modules.filter((name) => name !== 'channel_multicast') },
      /^warn: Prosody has not loaded channel_multicast/,
    ],
    [
      'limits off',
      { modules: well.modules.filter((name) => name !== 'limits') },
      /^warn: .*LIMITS=off/,
    ],
  ])('%s', (_, change, sentence) => {
    expect(bad(prosodyFindings({ ...well, ...change }))).toEqual([expect.stringMatching(sentence)]);
  });
});

describe('the database', () => {
  const sqlite = { journal_mode: 'wal', synchronous: '2', foreign_keys: '1' };

  test('well', () => expect(bad(databaseFindings(sqlite, false))).toEqual([]));

  test.each([
    [{ ...sqlite, synchronous: '1' }, false, /^wrong: synchronous is 1: .* lost with the power/],
    [{ ...sqlite, journal_mode: 'delete' }, false, /^wrong: journal_mode is delete/],
    [{ synchronous_commit: 'off' }, true, /^wrong: synchronous_commit is off.*PostgreSQL's conf/],
    [{ synchronous_commit: 'on', fsync: 'off' }, true, /^wrong: fsync is off/],
  ])('%o', (settings, postgres, sentence) => {
    expect(bad(databaseFindings(settings, postgres))).toEqual([expect.stringMatching(sentence)]);
  });
});

test.each([
  [5 * GIGABYTE, 'ok'],
  [GIGABYTE / 2, 'warn'],
  [GIGABYTE / 100, 'wrong'],
])('%d bytes free: %s', (free, level) => {
  expect(diskFinding(free, '/data').level).toBe(level);
});

test.runIf(process.getuid?.() === 0)('pictures that have a full disk of their own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const disk = join(folder, 'media');
  mkdirSync(disk);
  expect(await examineDisk(patient(folder))).toHaveLength(1);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
  try {
    const [, found] = await examineDisk(patient(folder));
    expect(found).toMatchObject({ level: 'wrong', text: expect.stringContaining(`of ${disk}:`) });
  } finally {
    execFileSync('umount', ['--lazy', disk]);
  }
});

test.each([
  [NOW, NOW + 2_000, 'ok'],
  [NOW, NOW + 3_600_000, 'warn'],
  [NOW, Date.parse('1970-01-01'), 'wrong'],
  [NOW, Number.NaN, 'warn'],
])('our clock %d, the site’s %d: %s', (ours, theirs, level) => {
  expect(clockFinding(ours, theirs).level).toBe(level);
});

test('files that others can read are named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'prosody'), { mode: 0o700 });
  writeFileSync(join(folder, 'prosody/state.json'), '{}', { mode: 0o600 });
  expect(bad(await examineFileModes(patient(folder)))).toEqual([]);
  chmodSync(join(folder, 'prosody/state.json'), 0o644);
  chmodSync(folder, 0o755);
  const [finding] = bad(await examineFileModes(patient(folder)));
  expect(finding).toMatch(/^wrong: .*: \., prosody\/state\.json\. Mend it with: chmod -R go= /);
});

test('ports that listen to more than this machine are named', async () => {
  const open = (host: string) =>
    new Promise<number>((resolve) => {
      const server = createServer().listen({ port: 0, host }, () =>
        resolve((server.address() as { port: number }).port),
      );
      onTestFinished(() => {
        server.close();
      });
    });
  const [site, inner, exposed] = [await open('0.0.0.0'), await open('127.0.0.1'), await open('::')];
  const mine = portsListenedOn(process.pid).filter(({ port }) =>
    [site, inner, exposed].includes(port),
  );
  expect(portsFinding(mine, [site])).toMatchObject({
    level: 'wrong',
    text: expect.stringContaining(`Ports ${exposed} can be reached`),
  });
  const closed = mine.filter(({ port }) => port !== exposed);
  expect(portsFinding(closed, [site]).level).toBe('ok');
  // PLAIN_PORT is for phones that cannot do TLS: who closed it would lock them out.
  expect(portsFinding(mine, [site, exposed]).level).toBe('ok');
});

test('DNS has nothing to say of this machine alone, and nobody to ask is no fault of the site', async () => {
  expect((await examineDns(patient('/data')))[0]?.level).toBe('ok');
  for (const { level } of await examineDns(patient('/data', 'chat.invalid'))) {
    expect(level).not.toBe('wrong');
  }
});
