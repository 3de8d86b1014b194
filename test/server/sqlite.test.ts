import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { openSqlite } from '../../src/server/storage/sqlite.ts';

let file: string;

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-sqlite-'));
  file = join(folder, 'channels.sqlite');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

test('every open commits with fsync: the setting is the connection’s, not the file’s', async () => {
  for (let time = 1; time <= 2; time += 1) {
    const database = openSqlite(file);
    const settings = await database.write(async (writer) => ({
      journal: await writer.get('PRAGMA journal_mode'),
      synchronous: await writer.get('PRAGMA synchronous'),
      keys: await writer.get('PRAGMA foreign_keys'),
    }));
    expect(settings).toEqual({
      journal: { journal_mode: 'wal' },
      synchronous: { synchronous: 2 },
      keys: { foreign_keys: 1 },
    });
    await database.close();
  }
});

test('a file of a newer version is left alone', async () => {
  await openSqlite(file).close();
  const newer = new Sqlite(file);
  newer.pragma('user_version = 99');
  newer.close();
  expect(() => openSqlite(file)).toThrow(/newer WiFi Chat/);
});

test('a failed transaction leaves nothing and tells nobody', async () => {
  const database = openSqlite(file);
  let told = false;
  const failing = database.write(async (writer) => {
    await writer.run("INSERT INTO sessions VALUES ('a/b', 'a', '')");
    writer.onCommit(() => {
      told = true;
    });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await database.read((reader) => reader.all('SELECT * FROM sessions'))).toEqual([]);
  expect(told).toBe(false);
  await database.close();
});

test('while another process holds the lock, the event loop goes on and the write follows', async () => {
  const database = openSqlite(file);
  const other = new Sqlite(file);
  other.exec('BEGIN IMMEDIATE');
  let turns = 0;
  const ticking = setInterval(() => {
    turns += 1;
    if (turns === 10) other.exec('COMMIT');
  }, 10);
  await database.write((writer) => writer.run("INSERT INTO sessions VALUES ('a/b', 'a', '')"));
  clearInterval(ticking);
  expect(turns).toBeGreaterThanOrEqual(10);
  other.close();
  await database.close();
});

test('while a write waits for another process, what is asked is answered', async () => {
  const database = openSqlite(file);
  const other = new Sqlite(file);
  other.exec('BEGIN IMMEDIATE');
  const done: string[] = [];
  const insert = "INSERT INTO sessions VALUES ('a/b', 'a', '')";
  const writing = database.write((writer) => writer.run(insert)).then(() => done.push('written'));
  // Long enough for the write to have found the lock.
  for (let turn = 0; turn < 10; turn += 1) await delay(5);
  expect(await database.read((reader) => reader.all('SELECT * FROM sessions'))).toEqual([]);
  done.push('read');
  other.exec('COMMIT');
  await writing;
  expect(done).toEqual(['read', 'written']);
  other.close();
  await database.close();
});
