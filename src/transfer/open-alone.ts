import { FatalError } from '../server/fatal-error.ts';
import type { Database } from '../server/storage/database.ts';
import { Leadership, type Reign } from '../server/storage/leadership.ts';
import { isPostgres, openDatabase } from '../server/storage/open.ts';

/**
 * Opens a database to which no site writes meanwhile, and none can begin to: a service that runs would
 * tell nobody of what came in behind its back.
 *
 * @throws FatalError where one does.
 */
export async function openAlone(
  location: string,
): Promise<{ database: Database; close(): Promise<void> }> {
  // Of a SQLite file, the claim on the data folder is enough.
  if (!isPostgres(location)) {
    const database = await openDatabase(location);
    return { database, close: () => database.close() };
  }
  let reign: Reign | undefined;
  const leadership = new Leadership(location, {
    isOnline: () => false,
    onGained: (gained) => {
      reign = gained;
    },
    onLost: () => undefined,
  });
  await leadership.start();
  if (!reign) {
    await leadership.stop();
    throw new FatalError(
      'A site is running on the database that DATABASE_URL names. Stop it first.',
    );
  }
  const database = await openDatabase(location, reign);
  const close = async () => {
    await database.close();
    await leadership.stop();
  };
  return { database, close };
}
