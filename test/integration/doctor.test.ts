import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Finding } from '../../src/doctor/finding.ts';
import { registerRequest } from '../../src/protocol/pubsub.ts';
import { reportRequest } from '../../src/protocol/report.ts';
import { connect } from '../../src/server/stream/client.ts';
import { eventually } from '../harness/eventually.ts';
import { createPostgresDatabase, queryPostgres } from '../harness/postgres-database.ts';
import { runProgram } from '../harness/run-program.ts';
import { type Site, startSite } from '../harness/site.ts';

let site: Site;

beforeAll(async () => {
  site = await startSite({ env: { LIMITS: 'on' } });
});

afterAll(() => site.stop());

function examine(env: Record<string, string> = {}, ...args: readonly string[]) {
  const settings = { SITE: site.url, DATA_DIR: site.dataDir, DOMAIN: site.domain, ...env };
  return runProgram('doctor', settings, ...args);
}

async function wrongs(env: Record<string, string> = {}): Promise<string[]> {
  const { code, output } = await examine(env, '--json');
  const found = JSON.parse(output) as Finding[];
  const bad = found.filter(({ level }) => level === 'wrong');
  expect(code).toBe(bad.length > 0 ? 1 : 0);
  return bad.map(({ check, text }) => `${check}: ${text}`);
}

/** Breaks the running Prosody as an operator could at its shell. */
const prosody = (command: string) =>
  execFileSync(
    'prosodyctl',
    ['--config', join(site.dataDir, 'prosody/prosody.cfg.lua'), 'shell', command],
    { stdio: 'pipe' },
  );

test('a site that is well: nothing wrong, one line for each check', async () => {
  const { code, output } = await examine();
  expect(code).toBe(0);
  const lines = output.trim().split('\n');
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.filter((line) => !/^(ok|warn) +[a-z0-9 -]+: .*\.$/.test(line))).toEqual([]);
});

test('a report about the only one who could decide it: metrics, log and doctor say so', async () => {
  const { url, domain } = site;
  const service = `channels.${domain}`;
  const admin = await connect({ url, domain, username: 'admin', password: site.adminPassword });
  await admin.request('set', service, registerRequest());
  await admin.close();
  const person = { url, domain, username: 'tumi', password: 'secret word', register: true };
  const tumi = await connect(person);
  await tumi.request('set', service, registerRequest());
  const about = { channel: '', person: `admin@${domain}`, token: 'r1' };
  await tumi.request('set', service, reportRequest({ ...about, rule: 'threat', reason: 'Why.' }));
  await tumi.close();
  await eventually(async () =>
    /^wifi_chat_matters_nobody_decides 1$/m.test(await (await fetch(`${url}/metrics`)).text()),
  );
  await eventually(() => /nobody-decides.*"?matters"?[:=]1/.test(site.output));
  expect((await examine()).output).toMatch(/^warn +reports: 1 report or appeal waits for nobody/m);
});

test('seen from elsewhere, it is asked what a client can ask', async () => {
  expect(await wrongs({ DATA_DIR: join(site.dataDir, 'none') })).toEqual([]);
});

test('rights of others in the data folder', async () => {
  chmodSync(join(site.dataDir, 'channels.sqlite'), 0o640);
  expect(await wrongs()).toEqual([expect.stringMatching(/^file modes: .*channels\.sqlite/)]);
  chmodSync(join(site.dataDir, 'channels.sqlite'), 0o600);
});

test('a stanza limit that was lifted, at the running Prosody', async () => {
  const set = (bytes: number) =>
    prosody(`> require"core.configmanager".set("*", "c2s_stanza_size_limit", ${bytes})`);
  set(50_000_000);
  const found = await wrongs();
  set(32_768);
  expect(found).toContainEqual(expect.stringMatching(/^limits: .*50000000 bytes/));
});

test('modules that were unloaded', async () => {
  prosody('module:unload("bosh", "localhost")');
  prosody('module:unload("sasl2_fast", "localhost")');
  const found = await wrongs();
  expect(found).toContainEqual(expect.stringMatching(/^sasl2: FAST is not offered/));
  expect(found).toContainEqual(
    expect.stringMatching(/^modules: .* sasl2_fast, bosh, fast_renew, fast_revoke\./),
  );
});

test('somebody else’s domain', async () => {
  const found = await wrongs({ DOMAIN: 'elsewhere.example', DATA_DIR: '/nowhere' });
  expect(found).toContainEqual(
    expect.stringMatching(/^websocket: .*DOMAIN \(elsewhere\.example\)/),
  );
});

test('a setting that cannot be read: its sentence', async () => {
  const said = await runProgram('doctor', { PORT: 'many' });
  expect(said).toEqual({
    code: 1,
    output: 'PORT must be a number from 1 to 65535, not "many".\n',
  });
});

test('a site that does not run', async () => {
  await site.kill('SIGTERM');
  expect(await wrongs()).toEqual([
    expect.stringMatching(/^health: Nobody answers at .* \(ECONNREFUSED\)\. Start the site/),
  ]);
});

test('a PostgreSQL that does not wait for its disk', async () => {
  const database = await createPostgresDatabase(inject('postgres'));
  const name = database.slice(database.lastIndexOf('/') + 1);
  const other = await startSite({ env: { DATABASE_URL: database } });
  const env = { SITE: other.url, DATA_DIR: other.dataDir, DATABASE_URL: database };
  // The tests' own server runs without fsync, which is just what has to be found.
  expect(await wrongs(env)).toEqual([expect.stringMatching(/^database: fsync is off: /)]);
  await queryPostgres(database, `ALTER DATABASE ${name} SET synchronous_commit = off`);
  await other.restart();
  // The service sets its own, whatever the database's default is.
  expect(await wrongs(env)).toEqual([expect.stringMatching(/^database: fsync is off: /)]);
  await other.stop();
});
