/** Opening an account's database, with an answer in any case: browsers may take for ever. */
import { type IDBPDatabase, openDB } from 'idb';
import { type Schema, upgrade, VERSION } from './schema.ts';

/** How long a person waits to be told, in milliseconds. */
export const PATIENCE = 2_000;

export interface HandleListener {
  /** Another tab deletes the database, or has a newer one: this tab cannot go on with what it has. */
  readonly gone: () => void;
  /** The browser closed the handle by itself. */
  readonly closed: () => void;
}

/**
 * Opens it, upgraded to {@link VERSION}. Throws a DOMException, as `indexedDB` does, within
 * {@link PATIENCE}: `VersionError` where a newer build was here, `BlockedError` where a tab of an older
 * one will not let go, `TimeoutError` where the browser does not answer.
 */
export function openDatabase(
  name: string,
  { gone, closed }: HandleListener,
): Promise<IDBPDatabase<Schema>> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    function giveUp(reason: string) {
      isLate = true;
      reject(new DOMException(reason, reason));
    }
    const timer = setTimeout(() => giveUp('TimeoutError'), PATIENCE);
    openDB<Schema>(name, VERSION, {
      upgrade,
      blocked: () => giveUp('BlockedError'),
      blocking(_current, _blocked, event) {
        // Held open, it would stop a sign-out or a newer build in another tab.
        (event.target as IDBDatabase).close();
        gone();
      },
      terminated: closed,
    })
      .then((database) => (isLate ? database.close() : resolve(database)), reject)
      .finally(() => clearTimeout(timer));
  });
}
