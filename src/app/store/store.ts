/** One account's database: the only source that screens read from. */
import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import { openChanges } from './changes.ts';
import type { Reader } from './read/reader.ts';
import { type Schema, upgrade, VERSION } from './schema.ts';
import type { Writer, WriteTx } from './write/writer.ts';

/** One account's database, open as long as the app is. */
export interface Store extends Reader, Writer {
  readonly name: string;
  /** Lets go of the database in every tab, and deletes it. */
  destroy(): Promise<void>;
}

/** Opens the store of that name when it is first used. `destroyed`: another tab deleted it. */
export function createStore(name: string, destroyed: () => void = () => undefined): Store {
  let opening: Promise<IDBPDatabase<Schema>> | undefined;

  function open(): Promise<IDBPDatabase<Schema>> {
    opening ??= openDB<Schema>(name, VERSION, {
      upgrade,
      // A newer build in another tab, or a sign-out there, waits until this handle is closed.
      blocking: close,
      terminated: forget,
    });
    opening.catch(forget);
    return opening;
  }

  function forget() {
    opening = undefined;
  }

  function close() {
    opening?.then((database) => database.close()).catch(forget);
    forget();
  }

  const changes = openChanges(name, () => {
    close();
    destroyed();
  });

  /** Browsers close handles behind a page's back (WebKit in the background): open it once more. */
  async function withDatabase<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    try {
      return await work(await open());
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      forget();
      return work(await open());
    }
  }

  return {
    name,
    onChange: changes.onChange,
    read: (stores, work) =>
      withDatabase(async (database) => {
        const tx = database.transaction(stores, 'readonly');
        const [result] = await Promise.all([work(tx), tx.done]);
        return result;
      }),
    async write(stores, work, durability = 'relaxed') {
      const result = await withDatabase(async (database) => {
        const tx = database.transaction(stores, 'readwrite', { durability });
        const done = tx.done;
        try {
          const [value] = await Promise.all([work(tx), done]);
          return value;
        } catch (error) {
          abort(tx);
          throw error;
        }
      });
      changes.tell(stores);
      return result;
    },
    async destroy() {
      changes.tellClosing();
      close();
      await deleteDB(name);
      changes.close();
    },
  };
}

/** Takes back what a failed piece of work had written; the browser may have done so already. */
function abort(tx: WriteTx) {
  try {
    tx.abort();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
