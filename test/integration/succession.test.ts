import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { publishRequest, registerRequest, retractRequest } from '../../src/protocol/pubsub.ts';
import { Leadership, type Reign } from '../../src/server/storage/leadership.ts';
import { openPostgres } from '../../src/server/storage/postgres.ts';
import { connect, type XmppClient } from '../../src/server/stream/client.ts';
import { pathsIn } from '../../src/server/xmpp-server/paths.ts';
import { readState, writeState } from '../../src/server/xmpp-server/state.ts';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { eventually } from '../harness/eventually.ts';
import { freePort } from '../harness/free-port.ts';
import { createPostgresDatabase, MIGRATED, queryPostgres } from '../harness/postgres-database.ts';
import { IS_MEASURED } from '../harness/reach.ts';
import { runProgram } from '../harness/run-program.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { Site, startSite } from '../harness/site.ts';
import { MediaPerson } from './media-people.ts';
import { plain } from './pictures.ts';
import { readEverything } from './writers.ts';

const CHANNELS = fileURLToPath(new URL('../../dist/server/channels.js', import.meta.url));

/** Promised to people: so long may nobody be answered. */
const WITHIN = 15_000;

/** A channel service in a process of its own, beside the site's. */
class Companion {
  output = '';
  readonly process: ChildProcess;

  constructor(site: Site, database: string) {
    const settings = { DATABASE_URL: database, LIMITS: 'off', PUBLIC_URL: site.url };
    const env = { ...process.env, ...settings, DATA_DIR: site.dataDir };
    this.process = spawn(process.execPath, [CHANNELS], { env });
    const collect = (piece: Buffer) => {
      this.output += piece;
    };
    this.process.stdout?.on('data', collect);
    this.process.stderr?.on('data', collect);
  }

  says(text: string | RegExp): Promise<boolean> {
    return eventually(() => this.output.match(text) !== null);
  }
}

describe('two processes on one PostgreSQL', () => {
  let database: string;
  let site: Site;
  let companion: Companion;
  let client: XmppClient;
  const acknowledged = new Map<string, string>();
  let slowest = 0;
  let stopped = false;
  let writing: Promise<void>;

  /** Writes one post after the other, each until it is acknowledged, as a phone's outbox does. */
  async function write(): Promise<void> {
    const service = `channels.${site.domain}`;
    while (!stopped) {
      const id = randomUUID();
      const text = `Once, and for good ${id}`;
      const request = publishRequest(`welcome@topics.${site.domain}`, { id, text });
      const started = performance.now();
      for (let done = false; !done; ) {
        if (stopped) return;
        const tooLate = delay(500, false as const);
        const sent = client.request('set', service, request).then(
          () => true,
          () => delay(50, false as const),
        );
        done = await Promise.race([sent, tooLate]);
      }
      slowest = Math.max(slowest, performance.now() - started);
      acknowledged.set(id, text);
    }
  }

  /** How long people waited, once they are answered again. */
  async function handOver(): Promise<number> {
    const before = acknowledged.size;
    await eventually(() => acknowledged.size > before + 5, 2 * WITHIN);
    const took = Math.round(slowest);
    slowest = 0;
    return took;
  }

  beforeAll(async () => {
    database = await createPostgresDatabase(inject('postgres'));
    site = await startSite({ env: { DATABASE_URL: database } });
    companion = new Companion(site, database);
    await companion.says('standing-by');
    // By Prosody's own port: the edge is not what is handed over here.
    const address = { url: site.prosodyHttpUrl, domain: site.domain };
    client = await connect({ ...address, username: 'thandi', password: 'secret', register: true });
    await client.request('set', `channels.${site.domain}`, registerRequest());
    writing = write();
    await eventually(() => acknowledged.size > 5);
    slowest = 0;
  });

  afterAll(async () => {
    companion.process.kill('SIGKILL');
    await client.cut();
    await site.stop();
  });

  test('one stands by, and says that people are served', async () => {
    expect(companion.output).not.toContain('component-online');
    const health = await (await fetch(`${site.url}/health`)).json();
    expect(health).toMatchObject({ ready: true });
  });

  test('the leader is killed: the other takes over', async () => {
    await site.kill('SIGKILL');
    const took = await handOver();
    expect(companion.output).toContain('component-online');
    process.stdout.write(`kill -9 of the leader: nobody answered for ${took} ms\n`);
    if (IS_MEASURED) expect(took).toBeLessThan(WITHIN);
  });

  test('the first comes back and stands by, and is ready', async () => {
    await site.start();
    expect(site.output).toContain('standing-by');
    expect(await site.isReady()).toBe(true);
  });

  test('pages of one that stands by show nothing of what was removed', async () => {
    const { client: author, jid } = await MediaPerson.join(site);
    const service = `channels.${site.domain}`;
    for (let n = 0; n < 10; n += 1) {
      const text = `Gone in a moment ${n}`;
      await author.request('set', service, publishRequest(jid, { id: `gone-${n}`, text }));
      const list = async () => (await fetch(`${site.url}/channel/${jid}`)).text();
      expect(await list()).toContain(text);
      await author.request('set', service, retractRequest(jid, `gone-${n}`));
      expect(await list()).not.toContain(text);
    }
    await author.close();
  });

  test('pictures go in and out through the one that has the public port', async () => {
    const person = await MediaPerson.join(site);
    const { response, get } = await person.put(await plain());
    expect(response.status).toBe(201);
    const shown = await fetch(get);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(shown.headers.get('content-security-policy')).toContain('sandbox');
    const browser = new Scriptless(site.url);
    await browser.join('scriptless');
    await browser.open('/profile/scriptless@localhost');
    const body = new FormData();
    for (const [name, value] of Object.entries(browser.form('save-profile').fields)) {
      body.set(name, value);
    }
    body.set('picture', new Blob([new Uint8Array(await plain())]), 'me.jpg');
    const headers = { Origin: site.url };
    await browser.open('/profile/scriptless@localhost', { method: 'POST', body, headers });
    expect(browser.page.html).toContain('/avatar?v=');

    // What not everybody may see is shown to who may, by their cookies; nobody can say to be them.
    await person.close();
    const look = (cookies: Scriptless['cookies'], headers: Record<string, string> = {}) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      return fetch(get, { headers: { Cookie: cookie, ...headers } });
    };
    const own = new Scriptless(site.url);
    await own.open('/login');
    const username = person.jid.replace(/@.*/, '');
    await own.submit('sign-in', { username, password: 'secret-pass' });
    const hidden = await look(own.cookies);
    expect([hidden.status, hidden.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(hidden.headers.get('cache-control')).toContain('private');
    for (const forged of [{}, { 'x-wifi-chat-viewer': person.jid, 'x-wifi-chat-proof': '' }]) {
      expect((await look(browser.cookies, forged)).status).toBe(403);
    }
    const door = readFileSync(join(site.dataDir, 'media/door'), 'utf8');
    const past = new URL(get);
    past.port = door;
    past.pathname = past.pathname.replace('/media', '');
    const lie = { 'x-wifi-chat-viewer': person.jid, 'x-wifi-chat-proof': 'ab'.repeat(32) };
    expect((await fetch(past, { headers: lie })).status).toBe(403);
    const page = await browser.open(new URL(get).pathname, { headers: { Accept: 'text/html' } });
    expect([page.status, page.text.includes('You may not do this here.')]).toEqual([403, true]);
    await person.client.close();
  });

  test('the leader stands still, its link half open: the other takes over', async () => {
    slowest = 0;
    companion.process.kill('SIGSTOP');
    const took = await handOver();
    process.stdout.write(`SIGSTOP of the leader: nobody answered for ${took} ms\n`);
    if (IS_MEASURED) expect(took).toBeLessThan(WITHIN);
  });

  test('woken, the old leader knows that it is none, and stands by', async () => {
    const before = companion.output.length;
    companion.process.kill('SIGCONT');
    await companion.says('leadership-lost');
    await handOver();
    expect(companion.output.slice(before)).not.toContain('"leading"');
    const [reign] = await queryPostgres<{ epoch: string }>(
      database,
      'SELECT epoch FROM leadership',
    );
    expect(Number(reign?.epoch)).toBe(3);
  });

  test('stopped in order, it hands over at once', async () => {
    slowest = 0;
    await site.kill('SIGTERM').catch(() => undefined);
    await companion.says(/"leading","epoch":4/);
  });

  test('all that was acknowledged is there, once', async () => {
    stopped = true;
    await site.start();
    await client.cut();
    await writing.catch(() => undefined);
    const stored = await readEverything(site, `welcome@topics.${site.domain}`);
    const lost = [...acknowledged].filter(([id, text]) => stored.get(id)?.text !== text);
    expect(lost).toEqual([]);
    process.stdout.write(`${acknowledged.size} acknowledged over three changes of the leader\n`);
  });
});

test('a write in the name of an earlier reign is refused by the database', async () => {
  const database = await createPostgresDatabase(inject('postgres'));
  const reigns: Reign[] = [];
  const seek = () =>
    new Leadership(database, {
      isOnline: () => true,
      onGained: (reign) => reigns.push(reign),
      onLost: () => undefined,
    });
  const first = seek();
  await first.start();
  // It never learns that it was deposed: what it believes must not matter.
  const old = { epoch: reigns[0]?.epoch as number, holds: () => true, end: () => undefined };
  const writes = await openPostgres(database, old);
  onTestFinished(() => writes.close());
  await writes.write((w) => w.run("INSERT INTO sessions VALUES ('a/b', 'a', '')"));

  await first.stop();
  expect(reigns[0]?.holds()).toBe(false);
  const second = seek();
  await second.start();
  onTestFinished(() => second.stop());
  expect(reigns[1]?.epoch).toBe(old.epoch + 1);
  await expect(
    writes.write((w) => w.run("INSERT INTO sessions VALUES ('c/d', 'c', '')")),
  ).rejects.toMatchObject({ code: 'busy' });
});

test('who ends a reign hears so at once, though the database is too far away for a goodbye', async () => {
  const database = await createPostgresDatabase(inject('postgres'), MIGRATED);
  const way = await ChaosProxy.to(database);
  onTestFinished(() => way.close());
  const { host } = new URL(way.url);
  const reigns: Reign[] = [];
  const told: string[] = [];
  const leadership = new Leadership(Object.assign(new URL(database), { host }).href, {
    isOnline: () => true,
    onGained: (reign) => reigns.push(reign),
    onLost: (reason) => told.push(reason),
  });
  await leadership.start();
  onTestFinished(() => leadership.stop());
  way.silence();
  reigns[0]?.end('nobody knows');
  expect(told).toEqual(['nobody knows']);
});

test('a database that takes no writes for a while is asked on one connection at a time', async () => {
  const server = inject('postgres');
  const database = await createPostgresDatabase(server);
  const name = new URL(database).pathname.slice(1);
  const reigns: Reign[] = [];
  const lost: string[] = [];
  const leadership = new Leadership(database, {
    isOnline: () => true,
    onGained: (reign) => reigns.push(reign),
    onLost: (reason) => lost.push(reason),
  });
  await leadership.start();
  onTestFinished(() => leadership.stop());
  const ask = (sql: string) => queryPostgres<{ n: number }>(`${server}/postgres`, sql);
  const theirs = `FROM pg_stat_activity WHERE datname = '${name}'`;
  // As a stand-by does, of which nobody has made the primary yet.
  await ask(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
  await ask(`SELECT pg_terminate_backend(pid) ${theirs}`);
  expect(await eventually(() => lost.length > 0)).toBe(true);
  // As many tries as would show.
  await delay(3_500);
  const [{ n } = { n: -1 }] = await ask(`SELECT count(*)::int AS n ${theirs}`);
  expect(n).toBeLessThanOrEqual(1);
  await ask(`ALTER DATABASE ${name} SET default_transaction_read_only = off`);
  expect(await eventually(() => reigns.length === 2)).toBe(true);
});

test('what was committed and never answered ends the reign: who leads next has all catch up', async () => {
  const database = await createPostgresDatabase(inject('postgres'), MIGRATED);
  const way = await ChaosProxy.to(database);
  onTestFinished(() => way.close());
  const told: string[] = [];
  const reigns: Reign[] = [];
  const leadership = new Leadership(database, {
    isOnline: () => true,
    onGained: (reign) => reigns.push(reign),
    onLost: (reason) => told.push(reason),
  });
  await leadership.start();
  onTestFinished(() => leadership.stop());
  const { host } = new URL(way.url);
  const writes = await openPostgres(Object.assign(new URL(database), { host }).href, reigns[0]);
  onTestFinished(() => writes.close());
  const effects: string[] = [];
  const write = (name: string) =>
    writes.write(async (writer) => {
      writer.onCommit(() => effects.push(name));
      await writer.run('INSERT INTO sessions VALUES (?, ?, ?)', name, 'a', '');
    });
  await write('a/1');
  way.lose('COMMIT', 1, 1);
  await expect(write('a/2')).rejects.toMatchObject({ code: 'busy' });
  expect(await queryPostgres(database, 'SELECT full_jid FROM sessions')).toHaveLength(2);
  expect(effects).toEqual(['a/1']);
  // Nothing that comes later may be told before that.
  expect(reigns[0]?.holds()).toBe(false);
  expect(await eventually(() => reigns.length === 2)).toBe(true);
  expect(told).toHaveLength(1);
});

test('a leader that stood still ends its reign though nobody took over: all catch up with what it left', async () => {
  const database = await createPostgresDatabase(inject('postgres'));
  const told: string[] = [];
  const reigns: Reign[] = [];
  const leadership = new Leadership(database, {
    isOnline: () => true,
    onGained: (reign) => reigns.push(reign),
    onLost: (reason) => told.push(reason),
  });
  await leadership.start();
  onTestFinished(() => leadership.stop());
  const steady = performance.now.bind(performance);
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => steady() + 7_000);
  onTestFinished(() => clock.mockRestore());
  // What comes now is left unanswered, and nobody is pushed to.
  expect(reigns[0]?.holds()).toBe(false);
  expect(await eventually(() => reigns.length === 2)).toBe(true);
  expect(told).toEqual(['it stood still for too long']);
  expect(reigns.map((reign) => reign.holds())).toEqual([false, true]);
});

test('where the connection breaks in the middle, whoever asked is told to come again, and the reign goes on', async () => {
  const database = await createPostgresDatabase(inject('postgres'), MIGRATED);
  const ended: string[] = [];
  const reign = { epoch: 0, holds: () => true, end: (reason: string) => void ended.push(reason) };
  await queryPostgres(database, 'CREATE TABLE leadership (epoch BIGINT)');
  await queryPostgres(database, 'INSERT INTO leadership VALUES (0)');
  const pool = await openPostgres(database, reign);
  onTestFinished(() => pool.close());
  const killed = 'SELECT pg_terminate_backend(pg_backend_pid())';
  await expect(pool.write((writer) => writer.get(killed))).rejects.toMatchObject({ code: 'busy' });
  await expect(pool.read((reader) => reader.get(killed))).rejects.toMatchObject({ code: 'busy' });
  expect(await pool.read((reader) => reader.get('SELECT 1 AS one'))).toEqual({ one: 1 });
  expect(ended).toEqual([]);
});

test('Ctrl-C comes twice, from the terminal and from npm, and one more service ends as it should', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const { folder, state } = pathsIn(dataDir);
  for (const one of [folder, join(dataDir, 'media')]) mkdirSync(one);
  writeState(state, readState(state));
  const site = { dataDir, url: 'http://localhost' } as Site;
  const alone = new Companion(site, await createPostgresDatabase(inject('postgres')));
  await alone.says('stands ready');
  const ended = new Promise((resolve) => {
    alone.process.once('exit', (code, signal) => resolve(signal ?? code));
  });
  alone.process.kill('SIGINT');
  await delay(2);
  alone.process.kill('SIGINT');
  expect(await ended, alone.output).toBe(0);
});

describe('on SQLite', () => {
  test('one more channel service is refused', async () => {
    const refused = await new Promise<string>((resolve) => {
      const child = spawn(process.execPath, [CHANNELS], { env: { ...process.env } });
      let said = '';
      child.stderr.on('data', (piece) => {
        said += piece;
      });
      child.once('exit', () => resolve(said));
    });
    expect(refused).toMatch(
      /^SQLite takes one channel service, and npm start is it\. Set DATABASE/,
    );
  });

  test('the same file by another folder: one line', async () => {
    const site = await startSite();
    onTestFinished(() => site.stop());
    const dataDir = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
    symlinkSync(join(site.dataDir, 'channels.sqlite'), join(dataDir, 'channels.sqlite'));
    const second = new Site(await freePort(), { DATA_DIR: dataDir });
    second.spawn();
    await second.exited();
    await second.stop();
    expect(second.output).toMatch(
      /WiFi Chat did not start\. Another WiFi Chat is using .*channels\.sqlite, and SQLite takes one at a time\./,
    );
    expect(await site.isReady()).toBe(true);
    const backup = await runProgram('backup', { DATA_DIR: site.dataDir }, join(dataDir, 'b.tgz'));
    expect(backup.code, 'reading beside it is no crime').toBe(0);
  });
});
