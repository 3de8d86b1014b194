import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { ensureDefaultChannels } from '../../src/server/service/default-channels.ts';
import { publish } from '../../src/server/service/publish.ts';
import { SCHEMA_VERSION, stepsFrom } from '../../src/server/storage/migrate.ts';
import { openDatabase } from '../../src/server/storage/open.ts';
import { ADMIN, NODE, serviceContext } from '../durability/service-context.ts';
import { createPostgresDatabase, queryPostgres } from '../harness/postgres-database.ts';
import { reach } from '../harness/reach.ts';

const TIMES = reach(50);
/** Connecting and all steps take less than so many milliseconds. */
const LONGEST = 150;
const runner = fileURLToPath(new URL('../durability/migration-runner.ts', import.meta.url));

/** A database as the version with that schema left it, with one row in it. */
async function oldDatabase(schema: number): Promise<string> {
  const address = await createPostgresDatabase(inject('postgres'));
  if (schema === 0) return address;
  const steps = stepsFrom(0, 'postgres').slice(0, schema);
  for (const { sql } of steps) await queryPostgres(address, sql);
  await queryPostgres(address, 'CREATE TABLE schema_version (version BIGINT NOT NULL)');
  await queryPostgres(address, 'INSERT INTO schema_version VALUES ($1)', [schema]);
  await queryPostgres(address, "INSERT INTO sessions VALUES ('a@b/c', 'a@b', '2026')");
  return address;
}

/** Opens the database in a process of its own, and kills it after so many milliseconds of opening. */
async function openAndKill(address: string, after: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', runner, address]);
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), after));
  await ended;
}

test.each(Array.from({ length: SCHEMA_VERSION }, (_, schema) => schema))(
  `F8: PostgreSQL from schema %i, killed at ${TIMES} moments: old or new, and nothing is lost`,
  async (schema) => {
    const outcomes: Record<string, number> = {};
    for (let time = 0; time < TIMES; time += 1) {
      const address = await oldDatabase(schema);
      await openAndKill(address, Math.random() * LONGEST);
      const query = 'SELECT version FROM schema_version';
      const rows = await queryPostgres<{ version: string }>(address, query).catch(() => []);
      const between = Number(rows[0]?.version ?? 0);
      expect([schema, SCHEMA_VERSION]).toContain(between);
      outcomes[between] = (outcomes[between] ?? 0) + 1;
      const database = await openDatabase(address);
      const ctx = serviceContext(database);
      await ensureDefaultChannels(ctx);
      await publish(ctx, ADMIN, NODE, () => ({ id: 'p', title: '', text: 'x', parent: null }));
      const kept = await database.read((reader) => reader.all('SELECT full_jid FROM sessions'));
      expect(kept).toHaveLength(schema > 0 ? 1 : 0);
      await database.close();
    }
    process.stdout.write(`schemas after the kill: ${JSON.stringify(outcomes)}\n`);
  },
  TIMES * 20_000,
);

test('F8: what a newer version has written on PostgreSQL is refused', async () => {
  const address = await oldDatabase(SCHEMA_VERSION);
  await queryPostgres(address, 'UPDATE schema_version SET version = version + 1');
  await expect(openDatabase(address)).rejects.toThrow(/newer WiFi Chat \(schema/);
});
