/**
 * The second half of a restore. Once its parts lie in one folder of the site's data, whole and on the
 * disk, that folder is given its final name: from that moment on the restored site is the site, and
 * whoever claims the data next, `npm start` too, brings the parts to their places.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Config } from './config.ts';
import { syncToDisk } from './durable-file.ts';
import { FatalError } from './fatal-error.ts';
import { PART, placesOf } from './site-parts.ts';
import { isPostgres } from './storage/open.ts';

type Place = Pick<Config, 'dataDir' | 'database'>;

/** What SQLite keeps beside a database: it belongs to that very one, and would ruin another. */
const COMPANIONS = ['', '-wal', '-shm', '-journal'];

/** Inside the folder: what lay in the places before. */
const BEFORE = 'before';

/** The folder of a restore that counts. */
export const restoredIn = (dataDir: string) => join(dataDir, 'restored');

/**
 * For whoever only looks at a site's data, or does not claim it.
 *
 * @throws FatalError where a restore counts that is not finished: half of what lies there is another site's.
 */
export function refuseHalfRestored(dataDir: string): void {
  if (!existsSync(restoredIn(dataDir))) return;
  throw new FatalError(`A restore into ${dataDir} was broken off. Start the site: it finishes it.`);
}

/**
 * Finishes a restore that counts; gives the folder of what was there before, `null` where there was
 * nothing. Broken off anywhere, asking again goes on with it. Call with the data folder claimed.
 *
 * @throws FatalError where the PostgreSQL database cannot be had.
 */
export async function finishRestore(place: Place): Promise<string | null> {
  if (!existsSync(restoredIn(place.dataDir))) return null;
  await replaceDatabase(place);
  return putInPlace(place);
}

/** Its first step, which may fail for reasons of its own, and is all or nothing. */
export async function replaceDatabase({ dataDir, database }: Place): Promise<void> {
  const dump = join(restoredIn(dataDir), PART.postgres);
  const other = isPostgres(database) ? join(restoredIn(dataDir), PART.sqlite) : dump;
  if (existsSync(other)) {
    throw new FatalError(
      'A restore was broken off, and DATABASE_URL is not what it was then: set it as it was, and start again.',
    );
  }
  if (!existsSync(dump)) return;
  const { restorePostgres } = await import('./postgres-dump.ts');
  await restorePostgres(database, dump, `${dump}.sql`);
  rmSync(dump);
}

/** The steps after it: each part that is still in the folder goes to its place. */
export function putInPlace(place: Place): string | null {
  const { dataDir } = place;
  const folder = restoredIn(dataDir);
  const before = join(folder, BEFORE);
  mkdirSync(before, { recursive: true });
  for (const [part, target] of placesOf(place)) {
    if (!existsSync(join(folder, part))) continue;
    const there = COMPANIONS.map((ending) => target + ending).filter((path) => existsSync(path));
    for (const path of there) renameSync(path, join(before, basename(path)));
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    renameSync(join(folder, part), target);
    syncToDisk(before);
    syncToDisk(dirname(target));
  }
  const aside =
    readdirSync(before).length > 0 ? mkdtempSync(join(dataDir, 'before-restore-')) : null;
  if (aside !== null) renameSync(before, aside);
  syncToDisk(dataDir);
  rmSync(folder, { recursive: true });
  return aside;
}
