/** A restore that is killed leaves the old site or the restored one, whole, wherever it is killed. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { publishRequest } from '../../src/protocol/pubsub.ts';
import { connect } from '../../src/server/stream/client.ts';
import { createPostgresDatabase } from '../harness/postgres-database.ts';
import { runProgram } from '../harness/run-program.ts';
import { type Site, startSite } from '../harness/site.ts';
import { MediaPerson } from './media-people.ts';
import { plain } from './pictures.ts';
import { readEverything } from './writers.ts';

const PRELOAD = fileURLToPath(new URL('../harness/kill-at-step.mjs', import.meta.url));
const WELCOME = 'welcome@topics.localhost';

const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A site, as its administrator, its posts and its pictures show which one it is. */
interface Known {
  readonly dataDir: string;
  readonly password: string;
  readonly post: string;
  readonly picture: string;
}

let old: Known;
let other: Known;
let file: string;

async function makeSite(name: string, env: Record<string, string> = {}): Promise<Known> {
  const dataDir = join(folder, name);
  const site = await startSite({ env: { DATA_DIR: dataDir, ...env } });
  const { url, domain, adminPassword: password } = site;
  const admin = await connect({ url, domain, username: 'admin', password });
  const post = publishRequest(WELCOME, { id: name, text: name });
  await admin.request('set', `channels.${domain}`, post);
  await admin.close();
  const person = await MediaPerson.join(site, name);
  const picture = new URL((await person.put(await plain())).get).pathname;
  await person.client.close();
  await site.stop();
  return { dataDir, password, post: name, picture };
}

/** Which of the two sites that is; throws where it is neither, or some of each. */
async function whichIs(site: Site): Promise<'old' | 'other'> {
  const posts = await readEverything(site, WELCOME);
  const known = posts.has(old.post) ? old : other;
  const unknown = known === old ? other : old;
  expect([...posts.keys()]).toEqual([known.post]);
  const { url, domain } = site;
  await (await connect({ url, domain, username: 'admin', password: known.password })).close();
  expect((await fetch(`${url}${known.picture}`)).status).toBe(200);
  expect((await fetch(`${url}${unknown.picture}`)).status).not.toBe(200);
  expect(site.output, 'no account is made anew').not.toContain('Password:');
  return known === old ? 'old' : 'other';
}

const killedAt = (n: number) => ({ KILL_AT: String(n), NODE_OPTIONS: `--import=${PRELOAD}` });

/** Restores into the old site's data, and is killed before its n-th step; whether it came to an end. */
async function restoreInto(dataDir: string, n: number, env: Record<string, string> = {}) {
  cpSync(old.dataDir, dataDir, { recursive: true });
  const { code, output } = await runProgram(
    'restore',
    { DATA_DIR: dataDir, ...env, ...killedAt(n) },
    file,
    '--force',
  );
  // Killed it has said nothing.
  if (code !== 0) expect(output).toBe('');
  return code === 0;
}

beforeAll(async () => {
  old = await makeSite('old');
  other = await makeSite('other');
  file = join(folder, 'backup.tar.gz');
  const said = await runProgram('backup', { DATA_DIR: other.dataDir }, file);
  expect(said.code, said.output).toBe(0);
});

test('killed before each of its steps', async () => {
  const found: string[] = [];
  for (let n = 1, ended = false; !ended; n += 1) {
    const dataDir = join(folder, `step-${n}`);
    ended = await restoreInto(dataDir, n);
    const site = await startSite({ env: { DATA_DIR: dataDir } });
    found.push(await whichIs(site));
    await site.stop();
    rmSync(dataDir, { recursive: true });
  }
  // First the old one, from one step on the restored one.
  expect(found.join(' ')).toMatch(/^(old )+(other ?)+$/);
  expect(found.length).toBeGreaterThan(8);
});

test('and the start that finishes it, too', async () => {
  const dataDir = join(folder, 'twice');
  expect(await restoreInto(dataDir, 3)).toBe(false);
  for (const [program, word] of [
    ['backup', join(folder, 'half.tar.gz')],
    ['export', join(folder, 'half')],
    ['import', join(folder, 'half')],
    ['audit', 'export'],
  ] as const) {
    const { code, output } = await runProgram(program, { DATA_DIR: dataDir }, word);
    expect([code, output], program).toEqual([1, expect.stringMatching(/broken off/)]);
  }
  for (const n of [2, 3, 1]) {
    const site = await startSite({ env: { DATA_DIR: dataDir, ...killedAt(n) } }).catch(() => null);
    expect(site).toBeNull();
  }
  const site = await startSite({ env: { DATA_DIR: dataDir } });
  expect(await whichIs(site)).toBe('other');
  await site.stop();
});

test('on PostgreSQL, too', async () => {
  const [there, elsewhere] = await Promise.all([
    createPostgresDatabase(inject('postgres')),
    createPostgresDatabase(inject('postgres')),
  ]);
  const env = { DATABASE_URL: there };
  old = await makeSite('old-postgres', env);
  other = await makeSite('other-postgres', { DATABASE_URL: elsewhere });
  file = join(folder, 'postgres.tar.gz');
  const from = { DATA_DIR: other.dataDir, DATABASE_URL: elsewhere };
  expect(await runProgram('backup', from, file)).toMatchObject({ code: 0 });
  // Before it counts; with the database replaced; with one of the files in its place.
  for (const [n, expected] of [
    [1, 'old'],
    [2, 'other'],
    [4, 'other'],
  ] as const) {
    const dataDir = join(folder, `postgres-${n}`);
    expect(await restoreInto(dataDir, n, env)).toBe(false);
    if (expected === 'other') {
      const channels = await runProgram('channels', { DATA_DIR: dataDir, ...env });
      expect(channels).toMatchObject({ code: 1, output: expect.stringMatching(/broken off/) });
    }
    const site = await startSite({ env: { DATA_DIR: dataDir, ...env } });
    expect(await whichIs(site)).toBe(expected);
    await site.stop();
  }
});
