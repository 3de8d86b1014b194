import { type Database, StorageError } from './database.ts';

/**
 * How many writes wait at most, with those under way: some seconds of work. On PostgreSQL posts among the last of
 * them meet its own patience for a turn first. What each holds, a stanza, is bounded before it comes here.
 */
export const MOST_WRITES = 5_000;

/**
 * The same database, which refuses at once what it could not store soon: where a disk stands still, what is asked
 * meanwhile would fill the memory, and be stored long after whoever asked has given it up.
 */
export function boundedWrites(database: Database): Database {
  let waiting = 0;
  const done = () => {
    waiting -= 1;
  };
  return {
    ...database,
    write: (work) => {
      if (waiting >= MOST_WRITES) {
        return Promise.reject(new StorageError('busy', 'too many writes wait'));
      }
      waiting += 1;
      const written = database.write(work);
      // Beside the write: whoever waits for it is told no later.
      written.then(done, done);
      return written;
    },
  };
}
