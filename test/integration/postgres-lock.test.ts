import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { StorageError } from '../../src/server/storage/database.ts';
import { ORDER_LOCK, openPostgres } from '../../src/server/storage/postgres.ts';
import { createPostgresDatabase, MIGRATED, queryPostgres } from '../harness/postgres-database.ts';

/** More than there are connections. */
const WRITERS = 20;

test('F5 on PostgreSQL: while another process writes, readers go on, and writers are told to wait', async () => {
  const url = await createPostgresDatabase(inject('postgres'), MIGRATED);
  const database = await openPostgres(url);
  const other = new pg.Client(url);
  await other.connect();
  await other.query('SELECT pg_advisory_lock($1)', [ORDER_LOCK]);

  const outcomes: unknown[] = [];
  const writes = Array.from({ length: WRITERS }, (_, n) =>
    database
      .write((writer) => writer.run('INSERT INTO sessions VALUES (?, ?, ?)', `${n}`, 'x', ''))
      .catch((error: unknown) => error)
      .then((outcome) => outcomes.push(outcome)),
  );
  for (let n = 0; n < 2 * WRITERS; n += 1) {
    expect(await database.read((reader) => reader.all('SELECT 1 FROM sessions'))).toEqual([]);
  }
  expect(outcomes).toEqual([]);
  await Promise.all(writes);
  expect(outcomes.every((outcome) => outcome instanceof StorageError)).toBe(true);

  await other.end();
  expect(await database.write((writer) => writer.run('DELETE FROM sessions'))).toBe(0);
  await database.close();
});

test('a write sees what was written before it, where the server shows a transaction one view', async () => {
  const url = await createPostgresDatabase(inject('postgres'), MIGRATED);
  const name = new URL(url).pathname.slice(1);
  await queryPostgres(
    url,
    `ALTER DATABASE ${name} SET default_transaction_isolation = 'repeatable read'`,
  );
  const database = await openPostgres(url);
  const countAndAdd = () =>
    database.write(async (writer) => {
      const row = await writer.get<{ n: number }>('SELECT count(*) AS n FROM sessions');
      await writer.run('INSERT INTO sessions VALUES (?, ?, ?)', `${row?.n}`, 'x', '');
      return row?.n;
    });
  const counts = Array.from({ length: WRITERS }, (_, n) => n);
  expect(await Promise.all(counts.map(countAndAdd))).toEqual(counts);
  await database.close();
});
