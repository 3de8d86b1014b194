import { existsSync } from 'node:fs';
import { FatalError } from '../fatal-error.ts';
import { boundedWrites } from './bounded-writes.ts';
import { type Database, StorageError } from './database.ts';
import type { Reign } from './leadership.ts';
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
    if (!isPostgres(location)) return boundedWrites(openSqlite(location));
    // Loaded here alone: a start on SQLite need not spend the time.
    const { openPostgres } = await import('./postgres.ts');
    return boundedWrites(await openPostgres(location, reign));
  } catch (error) {
    throw notOpened(location, error as Error);
  }
}

/** Tells the operator that the database at that location cannot be had. */
export function notOpened(location: string, error: Error): FatalError {
  if (error instanceof FatalError) return error;
  const advice = isPostgres(location)
    ? 'See that PostgreSQL runs, and that DATABASE_URL names a database of it.'
    : 'See that there is room on its disk, and that this user may write there.';
  return new FatalError(`The database cannot be opened: ${reasonOf(error)}. ${advice}`);
}

/**
 * The same for whoever looks at what a site holds: of none they would be told that it is empty.
 *
 * @throws FatalError where there is no such file.
 */
export async function openExisting(location: string): Promise<Database> {
  if (!isPostgres(location) && !existsSync(location)) {
    throw new FatalError(
      `There is no ${location} that this user may read. Set DATA_DIR to the folder of the site.`,
    );
  }
  return openDatabase(location);
}

/** Of a name with several addresses there is one error for each, and none of its own. */
function reasonOf(error: Error): string {
  if (error instanceof StorageError && error.cause instanceof Error) return reasonOf(error.cause);
  if (error instanceof AggregateError) return reasonOf(error.errors[0] as Error);
  return error.message;
}
