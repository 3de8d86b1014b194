import Sqlite from 'better-sqlite3';

/**
 * So many numbers of the order a restore passes over, more than were ever given since its backup. Phones know
 * those: what bore one of them again they would take for what they have, and never ask for it.
 */
export const NUMBERS_PASSED = 1_000_000_000;

/** Passes over them in a SQLite file that nobody has open. */
export function passNumbers(path: string): void {
  const file = new Sqlite(path, { fileMustExist: true });
  try {
    const pass = file.prepare(`UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'changes'`);
    pass.run(NUMBERS_PASSED);
  } finally {
    file.close();
  }
}
