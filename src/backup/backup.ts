import { copyFileSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../server/config.ts';
import { syncToDisk } from '../server/durable-file.ts';
import { FatalError } from '../server/fatal-error.ts';
import { refuseHalfRestored } from '../server/finish-restore.ts';
import { dumpPostgres } from '../server/postgres-dump.ts';
import { MEDIA, mediaFolderIn, PART } from '../server/site-parts.ts';
import { isPostgres } from '../server/storage/open.ts';
import { pathsIn } from '../server/xmpp-server/paths.ts';
import { MANIFEST, partsOf, writeManifest } from './manifest.ts';
import { linkMedia } from './media-files.ts';
import { snapshot } from './sqlite-snapshot.ts';
import { pack } from './tar.ts';

const PREFIX = 'backup-';

/** Removes what backups have left behind whose process was killed; one under way is let be. */
function sweep(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    const pid = /^backup-(\d+)-/.exec(name)?.[1];
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(join(dataDir, name), { recursive: true });
  }
}

/**
 * Writes everything that a site remembers into one file, while it runs or not: channels, accounts,
 * secrets, pictures. Everything acknowledged before the call is in it.
 *
 * @throws FatalError where there is no site, or half of one, no room, or another file of that name.
 */
export async function backUp(config: Config, file: string, date: Date): Promise<void> {
  const { dataDir, domain, database } = config;
  const paths = pathsIn(dataDir);
  // A name mistyped costs nobody the file that it is of.
  if (existsSync(file)) throw new FatalError(`${file} is there already. Name another file.`);
  if (!existsSync(dirname(file))) {
    throw new FatalError(`There is no folder ${dirname(file)}. Make it, or name another file.`);
  }
  refuseHalfRestored(dataDir);
  if (!existsSync(paths.state)) {
    throw new FatalError(
      `${dataDir} holds no site that this user may read. Set DATA_DIR to the folder of the site.`,
    );
  }
  sweep(dataDir);
  // On the disk of the data, and as closed to others as the data.
  const folder = mkdtempSync(join(dataDir, `${PREFIX}${process.pid}-`));
  try {
    const dialect = isPostgres(database) ? 'postgres' : 'sqlite';
    const channels = join(folder, PART[dialect]);
    // Channels first: whoever has written in them then has an account in what is copied after.
    const schema =
      dialect === 'postgres'
        ? await dumpPostgres(database, channels)
        : snapshot(database, channels);
    snapshot(paths.database, join(folder, PART.accounts));
    copyFileSync(paths.state, join(folder, PART.state));
    const media = linkMedia(mediaFolderIn(dataDir), join(folder, MEDIA));
    await writeManifest(folder, { date: date.toISOString(), domain, dialect, schema, media });
    // Beside and renamed: an interrupted backup never stands under a good one's name.
    await pack(`${file}.part`, folder, [
      ...[MANIFEST, ...partsOf(dialect)],
      ...(media > 0 ? [MEDIA] : []),
    ]);
    syncToDisk(`${file}.part`);
    renameSync(`${file}.part`, file);
    syncToDisk(dirname(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(`${file}.part`, { force: true });
  }
}
