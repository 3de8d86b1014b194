import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, inject, onTestFinished, test } from 'vitest';
import { PLACE } from '../../src/protocol/config-vars.ts';
import { startChannels } from '../../src/server/channels.ts';
import { createLog } from '../../src/server/log.ts';
import { createMetrics } from '../../src/server/metrics/prometheus.ts';
import { insertWithOwner } from '../../src/server/service/create-channel.ts';
import { PlaceTree } from '../../src/server/service/place-tree.ts';
import { openDatabase } from '../../src/server/storage/open.ts';
import { connect } from '../../src/server/stream/client.ts';
import { type NewAccount, readState } from '../../src/server/xmpp-server/state.ts';
import { openXmppServer } from '../../src/server/xmpp-server/xmpp-server.ts';
import { ADMIN, serviceContext } from '../durability/service-context.ts';
import { eventually } from '../harness/eventually.ts';
import { createPostgresDatabase, queryPostgres } from '../harness/postgres-database.ts';

/** Starts a service that opens its database, and then finds a file where its pictures should go. */
async function startHalf(database: string, folder: string, places = new PlaceTree([])) {
  const file = join(folder, 'no-folder');
  writeFileSync(file, '');
  const said: string[] = [];
  const start = startChannels({
    ...{ database, domain: 'localhost', admins: ['admin'], defaultChannels: ['welcome'] },
    personalNodes: [],
    link: { host: '127.0.0.1', port: 1, channelsSecret: '', topicsSecret: '', mediaSecret: '' },
    media: { folder: file, painter: '', endpoint: '', quota: { site: 0, person: 0 } },
    ...{ places, emergency: () => [], limits: false, failAt: null },
    publicUrl: '',
    incidents: { desk: '', mail: undefined, webhook: undefined },
    log: createLog((line) => said.push(line)),
    meter: createMetrics(),
  });
  await expect(start).rejects.toThrow('ENOTDIR');
  return said;
}

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-half-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('PostgreSQL: a service that fails half-way leaves no connection', async () => {
  const server = inject('postgres');
  const database = await createPostgresDatabase(server);
  expect(await startHalf(database, ownFolder())).toEqual([]);
  const name = new URL(database).pathname.slice(1);
  // They end a moment after they are told to; left alone, they would stay for 10 s.
  const soon = 5_000;
  await eventually(async () => {
    const [row] = await queryPostgres<{ n: number }>(
      `${server}/postgres`,
      'SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = $1',
      [name],
    );
    return row?.n === 0;
  }, soon);
});

test('SQLite: a service that fails half-way leaves no file open', async () => {
  const folder = ownFolder();
  expect(await startHalf(join(folder, 'channels.sqlite'), folder)).toEqual([]);
  const open = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return 'closed meanwhile';
    }
  });
  expect(open.filter((path) => path.startsWith(folder))).toEqual([]);
});

/** Longer than between two tries to tell, in milliseconds. */
const ANOTHER_TRY = 1_200;

test.each(['SQLite', 'PostgreSQL'])(
  '%s: what it announced before it failed is not told for ever of a database that is closed',
  async (kind) => {
    const folder = ownFolder();
    const location =
      kind === 'SQLite'
        ? join(folder, 'channels.sqlite')
        : await createPostgresDatabase(inject('postgres'));
    const placed = (name: string) =>
      new PlaceTree([{ id: 'temba', kind: 'town', parent: '', name }]);
    const database = await openDatabase(location);
    const ctx = { ...serviceContext(database), places: placed('Temba') };
    const config = { vars: { [PLACE]: 'temba' } };
    await database.write(async (writer) => {
      const water = 'water@topics.localhost';
      await insertWithOwner(ctx, writer, water, 'topic', config, ADMIN.jid, ['posts']);
      // Nobody can say who is to hear of anything.
      await writer.run('ALTER TABLE sessions RENAME TO elsewhere');
    });
    await database.close();
    const said = await startHalf(location, folder, placed('Temba North'));
    expect(said.join('')).toContain('sessions');
    const before = said.length;
    await delay(ANOTHER_TRY);
    expect(said).toHaveLength(before);
  },
);

test('killed before an account’s password was shown, the next start shows it, and none after that', async () => {
  const dataDir = ownFolder();
  const log = createLog(() => undefined);
  const open = () => openXmppServer({ dataDir, domain: 'localhost', limits: false, log });
  const server = await open();
  await server.start();
  onTestFinished(() => server.stop());
  // As by a kill: nothing comes after it.
  const killed = server.createAccounts(['admin'], () => {
    throw new Error('killed');
  });
  await expect(killed).rejects.toThrow('killed');

  const shown: NewAccount[] = [];
  const show = (account: NewAccount) => shown.push(account);
  for (let start = 0; start < 2; start += 1) await (await open()).createAccounts(['admin'], show);
  expect(shown.map(({ username }) => username)).toEqual(['admin']);
  const { host, port } = server.http;
  const url = `http://${host}:${port}`;
  await (await connect({ url, domain: 'localhost', ...(shown[0] as NewAccount) })).close();
  const file = join(dataDir, 'prosody', 'state.json');
  expect(JSON.stringify(readState(file))).not.toContain(shown[0]?.password);
});
