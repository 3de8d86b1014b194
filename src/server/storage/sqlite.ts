import type { Database } from './database.ts';
import { GroupCommit } from './group-commit.ts';
import { stepsFrom } from './migrate.ts';
import { type Connection, inTransaction, openConnection, patiently } from './sqlite-connection.ts';
import { Statements } from './sqlite-statements.ts';

/**
 * Opens the file, creating it where it is missing, and brings its schema up to date. Throws where
 * the file was written by a newer version.
 *
 * One connection, used by one transaction at a time: better-sqlite3 is synchronous, so queueing for it
 * costs nothing, and a connection that reads what another wrote forgets all pages that it knew.
 */
export function openSqlite(path: string): Database {
  const connection = openConnection(path);
  migrate(connection);
  const turns = new Queue();
  const writes = new GroupCommit(connection, (transaction) => turns.run(transaction));
  const reader = new Statements(connection);
  return {
    read: (work) =>
      patiently(() => turns.run(() => inTransaction(connection, 'BEGIN', () => work(reader)))),
    write: (work) => writes.write(work),
    close: async () => {
      await writes.settled();
      await turns.run(async () => {
        connection.close();
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
