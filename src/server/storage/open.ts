import { FatalError } from '../fatal-error.ts';
import type { Database } from './database.ts';
import type { Reign } from './leadership.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';

/** Whether that location of a database is the address of a PostgreSQL server. */
export function isPostgres(location: string): boolean {
  return /^postgres(ql)?:\/\//.test(location);
}

/**
 * Opens a `postgres://` address (written to only while `reign` lasts, where there is one), or the
 * SQLite file at that path, and brings its schema up to date.
 *
 * @throws FatalError where it cannot be had.
 */
export async function openDatabase(location: string, reign?: Reign): Promise<Database> {
  try {
    return isPostgres(location) ? await openPostgres(location, reign) : openSqlite(location);
  } catch (error) {
    throw new FatalError(`The database cannot be opened: ${reasonOf(error as Error)}`);
  }
}

/** A name with several addresses fails with one error for each, and none of its own. */
function reasonOf(error: Error): string {
  const first = error instanceof AggregateError ? (error.errors[0] as Error) : error;
  return first.message;
}
