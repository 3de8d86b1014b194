import Sqlite from 'better-sqlite3';
import { type Database, type Reader, StorageError, type Value, type Writer } from './database.ts';
import { stepsFrom } from './migrate.ts';

/** How long a write waits for a lock that another process holds, in milliseconds. */
const BUSY_PATIENCE = 5_000;
const BUSY_PAUSE = 20;

type Connection = InstanceType<typeof Sqlite>;

/**
 * Opens the file, creating it where it is missing, and brings its schema up to date. Throws where
 * the file was written by a newer version.
 *
 * Two connections: WAL lets one read a steady state while the other writes. Each is used by one
 * caller at a time; better-sqlite3 is synchronous, so queueing for it costs nothing.
 */
export function openSqlite(path: string): Database {
  const writing = open(path);
  migrate(writing);
  const reading = open(path);
  reading.pragma('query_only = ON');
  const reads = new Queue();
  const writes = new Queue();
  const reader = new Statements(reading);
  return {
    read: (work) => reads.run(() => inTransaction(reading, 'BEGIN', () => work(reader))),
    write: (work) =>
      writes.run(async () => {
        const writer = new WritingStatements(writing);
        const result = await inTransaction(writing, 'BEGIN IMMEDIATE', () => work(writer));
        for (const effect of writer.effects) effect();
        return result;
      }),
    close: () =>
      writes.run(() =>
        reads.run(async () => {
          reading.close();
          writing.close();
        }),
      ),
  };
}

/** Settings hold for a connection, not for the file: `synchronous` falls back to NORMAL in WAL. */
function open(path: string): Connection {
  const connection = new Sqlite(path, { timeout: 0 });
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('cache_size = -16000');
  return connection;
}

function migrate(connection: Connection): void {
  const before = connection.pragma('user_version', { simple: true }) as number;
  for (const { sql, version } of stepsFrom(before, 'sqlite')) {
    connection.transaction(() => {
      connection.exec(sql);
      connection.pragma(`user_version = ${version}`);
    })();
  }
}

/** Runs one task after the other. */
class Queue {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>): Promise<T> {
    const next = this.#last.then(task, task);
    this.#last = next.catch(() => undefined);
    return next;
  }
}

class Statements implements Reader {
  readonly dialect = 'sqlite';
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async get<Row>(sql: string, ...params: Value[]): Promise<Row | undefined> {
    return prepared(this.#connection, sql).get(...params) as Row | undefined;
  }

  async all<Row>(sql: string, ...params: Value[]): Promise<Row[]> {
    return prepared(this.#connection, sql).all(...params) as Row[];
  }
}

class WritingStatements extends Statements implements Writer {
  readonly #connection: Connection;
  readonly effects: (() => void)[] = [];

  constructor(connection: Connection) {
    super(connection);
    this.#connection = connection;
  }

  async run(sql: string, ...params: Value[]): Promise<number> {
    return prepared(this.#connection, sql).run(...params).changes;
  }

  onCommit(effect: () => void): void {
    this.effects.push(effect);
  }
}

const caches = new WeakMap<Connection, Map<string, Sqlite.Statement<Value[]>>>();

/** SQL stands in the source as constants, so the cache is as small as the source. */
function prepared(connection: Connection, sql: string): Sqlite.Statement<Value[]> {
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

async function inTransaction<T>(
  connection: Connection,
  begin: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    await patiently(() => prepared(connection, begin).run());
    const result = await work();
    await patiently(() => prepared(connection, 'COMMIT').run());
    return result;
  } catch (error) {
    if (connection.inTransaction) prepared(connection, 'ROLLBACK').run();
    throw translated(error);
  }
}

/** Retries while another process holds the lock: SQLite's own waiting would stop the event loop. */
async function patiently(action: () => void): Promise<void> {
  for (let waited = 0; ; waited += BUSY_PAUSE) {
    try {
      action();
      return;
    } catch (error) {
      if (!codeOf(error).startsWith('SQLITE_BUSY') || waited >= BUSY_PATIENCE) throw error;
      await new Promise((resolve) => setTimeout(resolve, BUSY_PAUSE));
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Sqlite.SqliteError ? error.code : '';
}

/** After a failed write or fsync nobody knows what is on the disk: acknowledging more would lie. */
function translated(error: unknown): unknown {
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
