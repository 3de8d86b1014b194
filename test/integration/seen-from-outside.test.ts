import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NS } from '../../src/protocol/namespaces.ts';
import { publishRequest, registerRequest, watchRequest } from '../../src/protocol/pubsub.ts';
import { el } from '../../src/protocol/xml.ts';
import { connect } from '../../src/server/stream/client.ts';
import { eventually } from '../harness/eventually.ts';
import { type Site, startSite } from '../harness/site.ts';

let site: Site;
const person = 'nomvula';

beforeAll(async () => {
  site = await startSite();
});

afterAll(() => site.stop());

const health = async () => (await fetch(`${site.url}/health`)).json();

test('metrics count what was asked, and name nobody', async () => {
  const { url, domain } = site;
  const service = `channels.${domain}`;
  const welcome = `welcome@topics.${domain}`;
  const password = 'secret-pass';
  const client = await connect({ url, domain, username: person, password, register: true });
  await client.request('set', service, registerRequest());
  await client.request('set', service, publishRequest(welcome, { id: 'one', text: 'hello' }));
  await client
    .request('set', service, publishRequest(welcome, { id: 'one', text: 'other' }))
    .catch(() => undefined);

  const answer = await fetch(`${url}/metrics`);
  const text = await answer.text();
  await client.close();
  const publish = 'request="set http://jabber.org/protocol/pubsub publish"';
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(text).toContain(`wifi_chat_requests_total{${publish}} 2`);
  expect(text).toContain(`wifi_chat_errors_total{${publish},condition="conflict"} 1`);
  expect(text).toMatch(/^wifi_chat_transaction_seconds_count\{kind="write"\} [1-9]/m);
  expect(text).toMatch(/^wifi_chat_websockets 1$/m);
  expect(text).toMatch(/^wifi_chat_component_online 2$/m);
  expect(text).toMatch(/^wifi_chat_pushes_waiting 0$/m);
  expect(text).toMatch(/^wifi_chat_fan_out_count [1-9]/m);
  expect(text).not.toMatch(/nomvula|welcome|localhost/);
});

test('nobody who comes through a proxy sees them', async () => {
  const headers = { 'X-Forwarded-For': '192.0.2.1' };
  expect((await fetch(`${site.url}/metrics`, { headers })).status).toBe(404);
});

test('without Prosody it lives and is not ready; ready again by itself', async () => {
  expect(await health()).toEqual({ ready: true, xmpp: true, channels: true, database: true });
  process.kill(site.prosodyPid as number, 'SIGKILL');
  await eventually(async () => !(await health()).ready);
  expect((await fetch(`${site.url}/health/live`)).status).toBe(200);
  await eventually(async () => (await health()).ready);
});

test('a Prosody that stands still is none', async () => {
  const prosody = site.prosodyPid as number;
  process.kill(prosody, 'SIGSTOP');
  try {
    await eventually(async () => (await health()).xmpp === false);
  } finally {
    process.kill(prosody, 'SIGCONT');
  }
  await eventually(async () => (await health()).ready);
});

test('whose log nobody reads any more, or finds no room, goes on', async () => {
  site.process.stdout?.destroy();
  site.process.stderr?.destroy();
  // It says that it starts another one.
  await site.killProsody();
  expect(site.process.exitCode).toBeNull();
});

test('who watched when Prosody ended is pushed nothing any more', async () => {
  const { url, domain } = site;
  const service = `channels.${domain}`;
  const welcome = `welcome@topics.${domain}`;
  const pushedTo = async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(/^wifi_chat_fan_out_sum (\d+)/m.exec(text)?.[1]);
  };
  const join = (username: string) =>
    connect({ url, domain, username, password: 'secret-pass', register: true });
  const watcher = await join('watcher');
  watcher.send(el(NS.CLIENT, 'presence', { to: service }));
  await watcher.request('set', service, watchRequest(welcome, watcher.jid));
  const isBack = site.killProsody();
  await watcher.closed;
  await isBack;

  const writer = await join('writer');
  await writer.request('set', service, registerRequest());
  const before = await pushedTo();
  await writer.request('set', service, publishRequest(welcome, { id: 'after', text: 'hello' }));
  await eventually(async () =>
    (await fetch(`${url}/metrics`))
      .text()
      .then((text) => /^wifi_chat_pushes_waiting 0$/m.test(text)),
  );
  expect(await pushedTo()).toBe(before);
  await writer.close();
});

test('without a database that can be read it is not ready', async () => {
  const file = join(site.dataDir, 'channels.sqlite');
  expect(existsSync(file)).toBe(true);
  const other = new Sqlite(file);
  other.pragma('wal_checkpoint(TRUNCATE)');
  other.exec('ALTER TABLE channels RENAME TO hidden');
  await eventually(async () => {
    const { ready, channels, database } = await health();
    return !ready && channels && !database;
  });
  other.exec('ALTER TABLE hidden RENAME TO channels');
  other.close();
  await eventually(async () => (await health()).ready);
});
