import { setTimeout as delay } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { StorageError, type Value } from './database.ts';

/** How long a transaction waits for a lock that another process holds, in milliseconds. */
const BUSY_PATIENCE = 5_000;
const BUSY_PAUSE = 20;

export type Connection = InstanceType<typeof Sqlite>;

/** Settings hold for a connection, not for the file: `synchronous` falls back to NORMAL in WAL. */
export function openConnection(path: string): Connection {
  const connection = new Sqlite(path, { timeout: 0 });
  // A post touches some thirty pages of a few hundred bytes each: half the size is a third less work to commit.
  // A file keeps the size that it was made with.
  connection.pragma('page_size = 2048');
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  // Behind it is the system's own cache: with twice as much, a million items were read no faster.
  connection.pragma('cache_size = -8000');
  // 16 MB of log before it is moved into the file: pages that change again and again move once.
  connection.pragma('wal_autocheckpoint = 8000');
  return connection;
}

const caches = new WeakMap<Connection, Map<string, Sqlite.Statement<Value[]>>>();

/** SQL stands in the source as constants, so the cache is as small as the source. */
export function prepared(connection: Connection, sql: string): Sqlite.Statement<Value[]> {
  let cache = caches.get(connection);
  if (!cache) {
    cache = new Map();
    caches.set(connection, cache);
  }
  let statement = cache.get(sql);
  if (!statement) {
    statement = connection.prepare<Value[]>(sql);
    cache.set(sql, statement);
  }
  return statement;
}

/**
 * Runs `work` between `begin` and COMMIT; where anything of it throws, nothing of it stands. Throws
 * SQLite's own error where nothing has begun: {@link patiently} tries again.
 */
export async function inTransaction<T>(
  connection: Connection,
  begin: string,
  work: () => Promise<T>,
): Promise<T> {
  prepared(connection, begin).run();
  try {
    const result = await work();
    await patiently(() => prepared(connection, 'COMMIT').run());
    return result;
  } catch (error) {
    if (connection.inTransaction) prepared(connection, 'ROLLBACK').run();
    throw translated(error);
  }
}

/** Retries while another process holds the lock: SQLite's own waiting would stop the event loop. */
export async function patiently<T>(action: () => T | Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += BUSY_PAUSE) {
    try {
      return await action();
    } catch (error) {
      const mayPass = codeOf(error).startsWith('SQLITE_BUSY') && waited < BUSY_PATIENCE;
      if (!mayPass) throw translated(error);
      await delay(BUSY_PAUSE);
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Sqlite.SqliteError ? error.code : '';
}

/**
 * SQLite's errors as ours. After a failed write or fsync nobody knows what is on the disk:
 * acknowledging more would lie, so the process ends.
 */
export function translated(error: unknown): unknown {
  const code = codeOf(error);
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CORRUPT')) {
    process.stderr.write(
      `The database's disk failed (${code}). WiFi Chat stops to lose nothing.\n`,
    );
    process.exit(74);
  }
  if (code.startsWith('SQLITE_BUSY')) return new StorageError('busy', error);
  if (code.startsWith('SQLITE_FULL')) return new StorageError('full', error);
  return error;
}
