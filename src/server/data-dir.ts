import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { FatalError } from './fatal-error.ts';

/** Kept alive for as long as the process runs: a collected handle would give the lock back. */
export interface DataDirClaim {
  release(): void;
}

/**
 * Makes the data folder (readable by its owner alone) and claims it for this process.
 *
 * The claim is SQLite's lock on an empty file: the kernel drops it with the process, however that
 * ends, so there is never a stale lock to judge.
 *
 * @throws FatalError where the folder cannot be made, or another process holds it.
 */
export function claimDataDir(dataDir: string): DataDirClaim {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const lock = new Database(join(dataDir, 'lock'), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return { release: () => lock.close() };
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    throw new FatalError(
      code === 'SQLITE_BUSY'
        ? `Another WiFi Chat is running on ${dataDir}. Stop it first, or set DATA_DIR to another folder.`
        : `The data folder ${dataDir} cannot be used: ${message}.`,
    );
  }
}
