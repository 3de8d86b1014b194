import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../server/config.ts';
import { claimDataDir, giveToOwner } from '../server/data-dir.ts';
import { syncToDisk } from '../server/durable-file.ts';
import { FatalError } from '../server/fatal-error.ts';
import {
  finishRestore,
  putInPlace,
  replaceDatabase,
  restoredIn,
} from '../server/finish-restore.ts';
import { postgresSchema } from '../server/postgres-dump.ts';
import { MEDIA, PART, placesOf } from '../server/site-parts.ts';
import { isPostgres } from '../server/storage/open.ts';
import { passNumbers } from '../server/storage/pass-numbers.ts';
import { pathsIn } from '../server/xmpp-server/paths.ts';
import { findProsody } from '../server/xmpp-server/prosody-process.ts';
import { MANIFEST, type Manifest, partsOf, readManifest, verifyParts } from './manifest.ts';
import { verifyMedia } from './media-files.ts';
import { unpack } from './tar.ts';

/** Where a backup is unpacked and looked at. */
const PREFIX = 'restore-';

/**
 * Puts a backup in the place of a stopped site's data. With `force` also where there is data: files
 * are kept aside, in the folder that is given back; a PostgreSQL database is replaced. Killed at any
 * moment it leaves the old site, or what `npm start` finishes.
 *
 * @throws FatalError where the site runs, there is data in the way, or the backup is no good;
 * nothing has been changed then.
 */
export async function restore(
  config: Config,
  file: string,
  force: boolean,
): Promise<{ manifest: Manifest; aside: string | null }> {
  const { dataDir } = config;
  if (!existsSync(file)) throw new FatalError(`There is no backup at ${file}.`);
  const claim = claimStopped(dataDir);
  try {
    await finishRestore(config);
    refuseDisksOfTheirOwn(config);
    sweep(dataDir);
    const fresh = mkdtempSync(join(dataDir, PREFIX));
    try {
      const manifest = await unpackWhole(config, file, fresh);
      if (!force) await refuseToOverwrite(config);
      renameSync(fresh, restoredIn(dataDir));
      syncToDisk(dataDir);
      await replaceDatabase(config).catch((error) => {
        renameSync(restoredIn(dataDir), fresh);
        throw error;
      });
      const aside = putInPlace(config);
      await giveToOwner(dataDir);
      return { manifest, aside };
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  } finally {
    claim.release();
  }
}

/** Removes what restores have left behind that were killed before they counted. */
function sweep(dataDir: string): void {
  const left = readdirSync(dataDir).filter((name) => name.startsWith(PREFIX));
  for (const name of left) rmSync(join(dataDir, name), { recursive: true });
}

/** Unpacks all parts of a backup, each of them whole and on the disk. */
async function unpackWhole(config: Config, file: string, folder: string): Promise<Manifest> {
  await unpack(file, folder, [MANIFEST]);
  const manifest = readManifest(folder);
  checkFits(manifest, config);
  const parts = partsOf(manifest.dialect);
  await unpack(file, folder, parts);
  await verifyParts(folder, manifest);
  if (manifest.dialect === 'sqlite') passNumbers(join(folder, PART.sqlite));
  for (const part of parts) syncToDisk(join(folder, part));
  if (manifest.media) {
    await unpack(file, folder, [MEDIA]);
    await verifyMedia(join(folder, MEDIA));
  } else {
    // None are what was there, too.
    mkdirSync(join(folder, MEDIA));
  }
  syncToDisk(join(folder, MEDIA));
  syncToDisk(folder);
  return manifest;
}

/** Claims the data folder of a site of which no process runs any more. */
function claimStopped(dataDir: string): { release(): void } {
  const claim = claimDataDir(dataDir);
  const pid = findProsody(pathsIn(dataDir));
  if (pid === null) return claim;
  claim.release();
  throw new FatalError(
    `Prosody still runs on ${dataDir} (process ${pid}), since the site was killed. Start and stop the site once, then restore.`,
  );
}

/** What a disk of its own is mounted on cannot be put aside: a restore that counts would never come to its end. */
function refuseDisksOfTheirOwn(config: Config): void {
  const mayLack = { throwIfNoEntry: false } as const;
  const home = statSync(config.dataDir).dev;
  for (const [, path] of placesOf(config)) {
    const around = [statSync(dirname(path), mayLack), lstatSync(path, mayLack)];
    if (around.every((stats) => stats === undefined || stats.dev === home)) continue;
    throw new FatalError(
      `${path} is on a disk of its own. Unmount it, restore, and bring what lies there then to that disk.`,
    );
  }
}

function checkFits({ dialect, domain }: Manifest, config: Config): void {
  if (domain !== config.domain) {
    throw new FatalError(
      `The backup is of ${domain}, and DOMAIN is ${config.domain}. Set DOMAIN=${domain} to restore it.`,
    );
  }
  if (isPostgres(config.database) === (dialect === 'postgres')) return;
  throw new FatalError(
    dialect === 'postgres'
      ? 'The backup holds a PostgreSQL database: set DATABASE_URL to one. Export and import bring its channels into SQLite.'
      : 'The backup holds a SQLite database: leave DATABASE_URL out. Export and import bring its channels into PostgreSQL.',
  );
}

async function refuseToOverwrite(config: Config): Promise<void> {
  const inTheWay = [...placesOf(config)].find(
    ([part, path]) => part !== MEDIA && existsSync(path),
  )?.[1];
  const held = isPostgres(config.database) && (await postgresSchema(config.database)) !== null;
  if (inTheWay === undefined && !held) return;
  const what = inTheWay ?? 'the database that DATABASE_URL names';
  throw new FatalError(
    `There is data already: ${what}. Give --force to put the backup in its place.`,
  );
}
