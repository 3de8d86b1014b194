import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Database, Writer } from '../../src/server/storage/database.ts';
import { openSqlite } from '../../src/server/storage/sqlite.ts';

let file: string;
let database: Database;

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-group-'));
  file = join(folder, 'channels.sqlite');
  database = openSqlite(file);
  onTestFinished(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

const insert = (writer: Writer, name: string, seenAt = '') =>
  writer.run('INSERT INTO sessions VALUES (?, ?, ?)', name, name, seenAt);

const stored = async () => {
  const rows = await database.read((r) => r.all<{ full_jid: string }>('SELECT * FROM sessions'));
  return rows.map((row) => row.full_jid);
};

test('writes that wait together are committed together', async () => {
  const other = new Sqlite(file, { readonly: true });
  onTestFinished(() => {
    other.close();
  });
  const seen: number[] = [];
  const count = other.prepare('SELECT count(*) FROM sessions').pluck();
  const names = Array.from({ length: 10 }, (_, n) => `s${n}`);
  await Promise.all(
    names.map((name) =>
      database.write((w) => insert(w, name)).then(() => seen.push(count.get() as number)),
    ),
  );
  // Whoever is told, all are on disk.
  expect(seen).toEqual(names.map(() => names.length));
});

test('one that fails takes back nothing but itself; effects and outcomes keep the order', async () => {
  const said: string[] = [];
  const write = (name: string, fails = false) =>
    database
      .write(async (writer) => {
        await insert(writer, name);
        writer.onCommit(() => said.push(`effect ${name}`));
        if (fails) throw new Error('refused');
      })
      .then(
        () => said.push(`stored ${name}`),
        () => said.push(`refused ${name}`),
      );
  await Promise.all([write('a'), write('b', true), write('a'), write('c')]);
  expect(await stored()).toEqual(['a', 'c']);
  // The second "a" fails by the database's own rule.
  expect(said).toEqual([
    ...['effect a', 'effect c'],
    ...['stored a', 'refused b', 'refused a', 'stored c'],
  ]);
});

test('where there is no room all who waited are told so, and later writes go on', async () => {
  const pages = await database.read((r) => r.get<{ page_count: number }>('PRAGMA page_count'));
  const limit = (most: number) =>
    database.write((writer) => writer.get(`PRAGMA max_page_count = ${most}`));
  await limit((pages?.page_count ?? 0) + 2);
  const writes = ['small', 'large', 'other'].map((name) =>
    database.write((w) => insert(w, name, name === 'large' ? 'x'.repeat(1_000_000) : '')),
  );
  const outcomes = await Promise.allSettled(writes);
  expect(outcomes[1]).toMatchObject({ status: 'rejected', reason: { code: 'full' } });
  const kept = ['small', 'other'].filter((_, n) => outcomes[n * 2]?.status === 'fulfilled');
  expect(await stored()).toEqual(kept.toSorted());
  await limit(1_000_000);
  await database.write((w) => insert(w, 'later'));
  expect(await stored()).toContain('later');
});

test('more writes than a group holds are all done, in their order', async () => {
  const names = Array.from({ length: 100 }, (_, n) => `s${String(n).padStart(3, '0')}`);
  const order: string[] = [];
  await Promise.all(
    names.map((name) => database.write((w) => insert(w, name)).then(() => order.push(name))),
  );
  expect(order).toEqual(names);
});
