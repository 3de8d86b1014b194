import type { Database } from './database.ts';
import { GroupCommit } from './group-commit.ts';
import { stepsFrom } from './migrate.ts';
import { type Connection, inTransaction, openConnection } from './sqlite-connection.ts';
import { Statements } from './sqlite-statements.ts';

/**
 * Opens the file, creating it where it is missing, and brings its schema up to date. Throws where
 * the file was written by a newer version.
 *
 * Two connections: WAL lets one read a steady state while the other writes. Each is used by one
 * caller at a time; better-sqlite3 is synchronous, so queueing for it costs nothing.
 */
export function openSqlite(path: string): Database {
  const writing = openConnection(path);
  migrate(writing);
  const reading = openConnection(path);
  reading.pragma('query_only = ON');
  const reads = new Queue();
  const writes = new GroupCommit(writing);
  const reader = new Statements(reading);
  return {
    read: (work) => reads.run(() => inTransaction(reading, 'BEGIN', () => work(reader))),
    write: (work) => writes.write(work),
    close: async () => {
      await writes.settled();
      await reads.run(async () => {
        reading.close();
        writing.close();
      });
    },
  };
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
    const next = this.#last.then(task);
    // Its caller is told; those after it run all the same.
    this.#last = next.catch(() => undefined);
    return next;
  }
}
