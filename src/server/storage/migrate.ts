import type Sqlite from 'better-sqlite3';
import { channels } from './migrations/001-channels.ts';
import { search } from './migrations/002-search.ts';

/** In order, one for each schema version; a released one is never changed, only followed. */
const MIGRATIONS: readonly string[] = [channels, search];

/**
 * Brings the schema up to date, each step in a transaction with its version number, so that a kill
 * at any point leaves the old schema or the new one. Throws where the file is newer than this code.
 */
export function migrate(connection: InstanceType<typeof Sqlite>): void {
  const version = connection.pragma('user_version', { simple: true }) as number;
  if (version > MIGRATIONS.length) {
    throw new Error(
      `The database was written by a newer WiFi Chat (schema ${version}, this one knows ${MIGRATIONS.length}). Start that version, or restore a backup.`,
    );
  }
  MIGRATIONS.slice(version).forEach((sql, index) => {
    connection.transaction(() => {
      connection.exec(sql);
      connection.pragma(`user_version = ${version + index + 1}`);
    })();
  });
}
