/** Who leads of those that share a PostgreSQL database, and what the database takes of whom; in this process alone. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { Leadership, type Reign } from '../../src/server/storage/leadership.ts';
import { ORDER_LOCK, openPostgres } from '../../src/server/storage/postgres.ts';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { eventually } from '../harness/eventually.ts';
import { createPostgresDatabase, MIGRATED, queryPostgres } from '../harness/postgres-database.ts';

/** Seeks to lead on a database, which nobody else does; gives its reigns, and why each was lost. */
async function lead(database: string) {
  const reigns: Reign[] = [];
  const lost: string[] = [];
  const leadership = new Leadership(database, {
    isOnline: () => true,
    onGained: (reign) => reigns.push(reign),
    onLost: (reason) => lost.push(reason),
  });
  await leadership.start();
  onTestFinished(() => leadership.stop());
  return { leadership, reigns, lost };
}

/** A way to a database that can be broken, and the database's address by it. */
async function byProxy(database: string) {
  const way = await ChaosProxy.to(database);
  onTestFinished(() => way.close());
  const { host } = new URL(way.url);
  return { way, url: Object.assign(new URL(database), { host }).href };
}

test('a write in the name of an earlier reign is refused by the database', async () => {
  const database = await createPostgresDatabase(inject('postgres'));
  const first = await lead(database);
  // It never learns that it was deposed: what it believes must not matter.
  const epoch = first.reigns[0]?.epoch ?? Number.NaN;
  const old = { epoch, holds: () => true, end: () => undefined };
  const writes = await openPostgres(database, old);
  onTestFinished(() => writes.close());
  await writes.write((w) => w.run("INSERT INTO sessions VALUES ('a/b', 'a', '')"));

  await first.leadership.stop();
  expect(first.reigns[0]?.holds()).toBe(false);
  const second = await lead(database);
  expect(second.reigns[0]?.epoch).toBe(epoch + 1);
  await expect(
    writes.write((w) => w.run("INSERT INTO sessions VALUES ('c/d', 'c', '')")),
  ).rejects.toMatchObject({ code: 'busy' });
});

test('who takes over waits for a last write, where the server shows a transaction one view', async () => {
  const database = await createPostgresDatabase(inject('postgres'), MIGRATED);
  const name = new URL(database).pathname.slice(1);
  await queryPostgres(
    database,
    `ALTER DATABASE ${name} SET default_transaction_isolation = 'repeatable read'`,
  );
  await (await lead(database)).leadership.stop();
  const writing = new pg.Client(database);
  await writing.connect();
  onTestFinished(() => writing.end());
  await writing.query('SELECT pg_advisory_lock($1)', [ORDER_LOCK]);
  const second = lead(database);
  const waits = `SELECT 1 AS found FROM pg_locks WHERE objid = ${ORDER_LOCK} AND NOT granted`;
  expect(await eventually(async () => (await writing.query(waits)).rowCount === 1)).toBe(true);
  await writing.query('UPDATE leadership SET seen_at = clock_timestamp()');
  await writing.query('SELECT pg_advisory_unlock($1)', [ORDER_LOCK]);
  expect((await second).reigns).toHaveLength(1);
});

test('who ends a reign hears so at once, though the database is too far away for a goodbye', async () => {
  const database = await createPostgresDatabase(inject('postgres'), MIGRATED);
  const { way, url } = await byProxy(database);
  const { reigns, lost } = await lead(url);
  way.silence();
  reigns[0]?.end('nobody knows');
  expect(lost).toEqual(['nobody knows']);
});

test('a database that takes no writes for a while is asked on one connection at a time', async () => {
  const server = inject('postgres');
  const database = await createPostgresDatabase(server);
  const name = new URL(database).pathname.slice(1);
  const { reigns, lost } = await lead(database);
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
  const { reigns, lost } = await lead(database);
  const { way, url } = await byProxy(database);
  const writes = await openPostgres(url, reigns[0]);
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
  expect(lost).toHaveLength(1);
});

test('a leader that stood still ends its reign though nobody took over: all catch up with what it left', async () => {
  const database = await createPostgresDatabase(inject('postgres'));
  const { reigns, lost } = await lead(database);
  const steady = performance.now.bind(performance);
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => steady() + 7_000);
  onTestFinished(() => clock.mockRestore());
  // What comes now is left unanswered, and nobody is pushed to.
  expect(reigns[0]?.holds()).toBe(false);
  expect(await eventually(() => reigns.length === 2)).toBe(true);
  expect(lost).toEqual(['it stood still for too long']);
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
