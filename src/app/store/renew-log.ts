import { deleteDB, openDB } from 'idb';

const NAME = 'wifi-chat-log';

/**
 * Has Chromium begin a new log for the databases of the site. Killed in the middle of a write it leaves a piece of a
 * record, goes on behind it at the next start (LevelDB's `reuse_logs`), and at the one after finds its log broken and
 * deletes all of them. When a database is deleted it writes out what the log holds, and begins another. Throws a
 * DOMException where the browser allows no databases.
 */
export async function renewLog(): Promise<void> {
  (await openDB(NAME, 1, {})).close();
  await deleteDB(NAME);
}
