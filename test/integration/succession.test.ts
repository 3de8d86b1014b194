import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { publishRequest, registerRequest, retractRequest } from '../../src/protocol/pubsub.ts';
import { connect, type XmppClient } from '../../src/server/stream/client.ts';
import { pathsIn } from '../../src/server/xmpp-server/paths.ts';
import { readState, writeState } from '../../src/server/xmpp-server/state.ts';
import { eventually } from '../harness/eventually.ts';
import { freePort } from '../harness/free-port.ts';
import { createPostgresDatabase, queryPostgres } from '../harness/postgres-database.ts';
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
    await site.kill('SIGTERM').catch(() => undefined);
    const ended = performance.now();
    await companion.says(/"leading","epoch":4/);
    const took = Math.round(performance.now() - ended);
    process.stdout.write(`stopped in order: led again after ${took} ms\n`);
    // No lease has to run out first.
    if (IS_MEASURED) expect(took).toBeLessThan(WITHIN / 3);
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
