import Sqlite from 'better-sqlite3';

/** How many of these items a database does not hold. */
export function missingOnDisk(path: string, ids: readonly string[]): number {
  const database = new Sqlite(path);
  const find = database.prepare('SELECT 1 FROM items WHERE id = ?').pluck();
  const missing = ids.filter((id) => find.get(id) === undefined).length;
  database.close();
  return missing;
}
