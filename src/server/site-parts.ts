/** What a site remembers: the files of its data folder, by the names that they have in a backup. */
import { join } from 'node:path';
import type { Config } from './config.ts';
import { isPostgres } from './storage/open.ts';
import { pathsIn } from './xmpp-server/paths.ts';

/** Parts that a backup may have; no other name is ever taken out of one. */
export const PART = {
  sqlite: 'channels.sqlite',
  postgres: 'channels.pgdump',
  accounts: 'accounts.sqlite',
  state: 'state.json',
} as const;

/** The folder of pictures, in a backup and in a site's data. */
export const MEDIA = 'media';

/** That folder in a site's data. */
export function mediaFolderIn(dataDir: string): string {
  return join(dataDir, MEDIA);
}

/** Where each part that is a file, or the folder of pictures, belongs. */
export function placesOf({
  dataDir,
  database,
}: Pick<Config, 'dataDir' | 'database'>): ReadonlyMap<string, string> {
  const paths = pathsIn(dataDir);
  return new Map([
    [PART.accounts, paths.database],
    [PART.state, paths.state],
    ...(isPostgres(database) ? [] : [[PART.sqlite, database] as const]),
    [MEDIA, mediaFolderIn(dataDir)],
  ]);
}
