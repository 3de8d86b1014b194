import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Config } from '../server/config.ts';
import { claimDataDir } from '../server/data-dir.ts';
import { FatalError } from '../server/fatal-error.ts';
import { isPostgres } from '../server/storage/open.ts';
import { pathsIn } from '../server/xmpp-server/paths.ts';
import { findProsody } from '../server/xmpp-server/prosody-process.ts';
import { syncToDisk } from './durable-file.ts';
import {
  MANIFEST,
  type Manifest,
  MEDIA,
  PART,
  partsOf,
  readManifest,
  verifyParts,
} from './manifest.ts';
import { verifyMedia } from './media-files.ts';
import { postgresSchema, restorePostgres } from './postgres-dump.ts';
import { unpack } from './tar.ts';

/** What SQLite keeps beside a database: it belongs to that very one, and would ruin another. */
const COMPANIONS = ['', '-wal', '-shm', '-journal'];

/**
 * Puts a backup in the place of a stopped site's data. With `force` also where there is data: files
 * are kept aside, in the folder that is given back; a PostgreSQL database is replaced.
 *
 * @throws FatalError where the site runs, there is data in the way, or the backup is no good;
 * nothing has been changed then.
 */
export async function restore(
  config: Config,
  file: string,
  force: boolean,
): Promise<{ manifest: Manifest; aside: string | null }> {
  const { dataDir, database } = config;
  if (!existsSync(file)) throw new FatalError(`There is no backup at ${file}.`);
  const claim = claimStopped(dataDir);
  const fresh = mkdtempSync(join(dataDir, 'restore-'));
  try {
    await unpack(file, fresh, [MANIFEST]);
    const manifest = readManifest(fresh);
    checkFits(manifest, config);
    await unpack(file, fresh, partsOf(manifest.dialect));
    await verifyParts(fresh, manifest);
    if (manifest.media) {
      await unpack(file, fresh, [MEDIA]);
      await verifyMedia(join(fresh, MEDIA));
    }
    if (!force) await refuseToOverwrite(config);

    // First what can fail for reasons of its own, and is all or nothing.
    if (isPostgres(database)) await restorePostgres(database, join(fresh, PART.postgres));
    const targets = targetsOf(config);
    const pictures = join(dataDir, MEDIA);
    const aside = putAside(dataDir, [...targets.values(), pictures]);
    for (const [part, target] of targets) moveIn(join(fresh, part), target);
    if (manifest.media) moveIn(join(fresh, MEDIA), pictures);
    return { manifest, aside };
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    claim.release();
  }
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

function checkFits({ dialect, domain }: Manifest, config: Config): void {
  if (domain !== config.domain) {
    throw new FatalError(
      `The backup is of ${domain}, and DOMAIN is ${config.domain}. Set DOMAIN=${domain} to restore it.`,
    );
  }
  if (isPostgres(config.database) === (dialect === 'postgres')) return;
  throw new FatalError(
    dialect === 'postgres'
      ? 'The backup holds a PostgreSQL database: set DATABASE_URL to one. Export and import bring it into SQLite.'
      : 'The backup holds a SQLite database: leave DATABASE_URL out. Export and import bring it into PostgreSQL.',
  );
}

async function refuseToOverwrite(config: Config): Promise<void> {
  const inTheWay = [...targetsOf(config).values()].find((path) => existsSync(path));
  const held = isPostgres(config.database) && (await postgresSchema(config.database)) !== null;
  if (inTheWay === undefined && !held) return;
  const what = inTheWay ?? 'the database that DATABASE_URL names';
  throw new FatalError(
    `There is data already: ${what}. Give --force to put the backup in its place.`,
  );
}

/** Where each part that is a file belongs. */
function targetsOf({ dataDir, database }: Config): ReadonlyMap<string, string> {
  const paths = pathsIn(dataDir);
  return new Map([
    [PART.accounts, paths.database],
    [PART.state, paths.state],
    ...(isPostgres(database) ? [] : [[PART.sqlite, database] as const]),
  ]);
}

function putAside(dataDir: string, targets: readonly string[]): string | null {
  const there = targets
    .flatMap((path) => COMPANIONS.map((ending) => path + ending))
    .filter((path) => existsSync(path));
  if (there.length === 0) return null;
  const aside = mkdtempSync(join(dataDir, 'before-restore-'));
  for (const path of there) renameSync(path, join(aside, basename(path)));
  return aside;
}

function moveIn(part: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  syncToDisk(part);
  renameSync(part, target);
  syncToDisk(dirname(target));
}
