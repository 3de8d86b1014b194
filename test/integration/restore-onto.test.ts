/** A restore onto what is there, and what comes after it; on both databases. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { backUp } from '../../src/backup/backup.ts';
import { restore } from '../../src/backup/restore.ts';
import type { Config } from '../../src/server/config.ts';
import { ensureDefaultChannels } from '../../src/server/service/default-channels.ts';
import { lastChange } from '../../src/server/storage/changes.ts';
import { SCHEMA_VERSION } from '../../src/server/storage/migrate.ts';
import { openDatabase } from '../../src/server/storage/open.ts';
import { pathsIn } from '../../src/server/xmpp-server/paths.ts';
import { DOMAIN, publishOne, serviceContext } from '../durability/service-context.ts';
import { createPostgresDatabase, queryPostgres } from '../harness/postgres-database.ts';

const DATE = new Date('2026-01-02T03:04:05Z');

/** A site that never ran: what it remembers, and nothing that runs. */
async function makeSite(database?: string): Promise<{ config: Config; file: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const dataDir = join(folder, 'data');
  const paths = pathsIn(dataDir);
  mkdirSync(dirname(paths.database), { recursive: true });
  const accounts = new Sqlite(paths.database);
  accounts.exec('CREATE TABLE prosody (host TEXT)');
  accounts.close();
  mkdirSync(dirname(paths.state), { recursive: true });
  writeFileSync(paths.state, '{}');
  const file = database ?? join(dataDir, 'channels.sqlite');
  return {
    config: { dataDir, domain: DOMAIN, database: file } as Config,
    file: join(folder, 'backup.tar.gz'),
  };
}

/** Says something in the site; gives the number of the newest change. */
async function say({ database: location }: Config, id: string): Promise<number> {
  const database = await openDatabase(location);
  const ctx = serviceContext(database);
  await ensureDefaultChannels(ctx);
  await publishOne(ctx, { id, title: '', text: id, parent: null });
  const last = await database.read(lastChange);
  await database.close();
  return last;
}

describe.each(['SQLite', 'PostgreSQL'])('%s', (name) => {
  const freshDatabase = async () =>
    name === 'SQLite' ? undefined : createPostgresDatabase(inject('postgres'));

  test('no number is given twice: phones that know those since the backup would miss what comes', async () => {
    const { config, file } = await makeSite(await freshDatabase());
    await say(config, 'before');
    await backUp(config, file, DATE);
    await say(config, 'lost');
    const known = await say(config, 'lost-too');
    await restore(config, file, true);
    expect(await say(config, 'after')).toBeGreaterThan(known);
    expect(await say(config, 'then')).toBeGreaterThan(known + 1);
  });
});

test('what a later version made in PostgreSQL is in the way of neither the restore nor the next update', async () => {
  const database = await createPostgresDatabase(inject('postgres'));
  const { config, file } = await makeSite(database);
  await say(config, 'before');
  await backUp(config, file, DATE);
  await queryPostgres(database, 'CREATE TABLE later (node_id BIGINT REFERENCES nodes (id))');
  await queryPostgres(database, 'CREATE ROLE neighbour').catch(() => undefined);
  await queryPostgres(database, 'CREATE TABLE theirs (id BIGINT)');
  await queryPostgres(database, 'ALTER TABLE theirs OWNER TO neighbour');
  await queryPostgres(database, `UPDATE schema_version SET version = ${SCHEMA_VERSION + 1}`);
  await restore(config, file, true);
  await say(config, 'after');
  const tables = await queryPostgres<{ name: string }>(
    database,
    `SELECT relname AS name FROM pg_class WHERE relname IN ('later', 'theirs', 'items')
     AND relkind = 'r' ORDER BY 1`,
  );
  expect(tables.map(({ name }) => name)).toEqual(['items', 'theirs']);
});
