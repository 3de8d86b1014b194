/** One account's database: the only source that screens read from. */
import { deleteDB, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import { openChanges } from './changes.ts';
import { type Schema, type StoreName, upgrade, VERSION } from './schema.ts';

export type ReadTx = IDBPTransaction<Schema, StoreName[], 'readonly'>;
export type WriteTx = IDBPTransaction<Schema, StoreName[], 'readwrite'>;

/** Who may read. */
export interface Reader {
  read<T>(stores: StoreName[], work: (tx: ReadTx) => Promise<T>): Promise<T>;
}

/** Who may write as well: all of `work` happens, or nothing. */
export interface Writer extends Reader {
  write<T>(
    stores: StoreName[],
    work: (tx: WriteTx) => Promise<T>,
    /** `strict`: on disk when done. For what a person typed; everything else can be fetched again. */
    durability?: 'strict' | 'relaxed',
  ): Promise<T>;
}

export interface Store extends Writer {
  readonly name: string;
  onChange(listener: (changed: readonly StoreName[]) => void): () => void;
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
