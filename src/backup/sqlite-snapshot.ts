import Sqlite from 'better-sqlite3';
import { FatalError } from '../server/fatal-error.ts';

/** How long a snapshot waits for a writer, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Copies a SQLite database as it is at one moment, while others write to it; gives its
 * `user_version`.
 *
 * By VACUUM INTO, on a connection and in a process of its own: SQLite's backup API begins again each
 * time that another process writes, which on a busy site is for ever.
 */
export function snapshot(path: string, copy: string): number {
  try {
    const connection = new Sqlite(path, { fileMustExist: true, timeout: PATIENCE });
    connection.prepare('VACUUM INTO ?').run(copy);
    connection.close();
  } catch (error) {
    throw new FatalError(`${path} cannot be copied: ${(error as Error).message}.`);
  }
  const made = new Sqlite(copy);
  const version = made.pragma('user_version', { simple: true }) as number;
  made.close();
  return version;
}
