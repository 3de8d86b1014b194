import Database from 'better-sqlite3';

/** Kept alive for as long as the process runs: a collected handle would give the lock back. */
export interface Claim {
  release(): void;
}

/**
 * Claims what a side file stands for; `null` where another process holds it.
 *
 * The claim is SQLite's lock on an empty file: the kernel drops it with the process, however that
 * ends, so there is never a stale lock to judge.
 */
export function claim(file: string): Claim | null {
  const lock = new Database(file, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return null;
    throw error;
  }
  return { release: () => lock.close() };
}
