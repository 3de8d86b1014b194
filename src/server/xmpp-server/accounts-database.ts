import { closeSync, openSync } from 'node:fs';
import Sqlite from 'better-sqlite3';

/**
 * Makes Prosody's database one with a write-ahead log, before Prosody opens it; the file keeps that.
 *
 * Prosody waits for no lock: without the log, one reader (a backup) at the moment of one write leaves
 * its connection in a transaction that never ends, and nobody can join until it is started again. Its
 * own `sqlite_tune` offers the log without an fsync for each commit, or the fsync without the log;
 * left alone, it has SQLite's `synchronous=FULL`.
 *
 * @throws SqliteError where the file is not a database, or is in use.
 */
export function keepWriteAheadLog(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  const database = new Sqlite(path);
  try {
    database.pragma('journal_mode = WAL');
  } finally {
    database.close();
  }
}
