/** What an account's database is used through: opened anew where the browser closed it. */
import type { IDBPDatabase } from 'idb';
import { openDatabase, PATIENCE } from './open-database.ts';
import type { Schema } from './schema.ts';

export interface Handle {
  /** Works with the database, if need be opened again. Throws a DOMException where that does not help, or it is over. */
  use<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T>;
  /** Lets go of it for good: opened again, a database that was deleted would be there anew, on nobody's list. */
  end(): void;
  /** Does so since another tab takes it away, and tells of it. */
  taken(): void;
}

/** Between two tries to open it again, in milliseconds. */
const PAUSE = 200;

/** Asked again, these would be answered in the same way: by the phone's state, or by our mistake. */
const LASTING =
  /^(?:QuotaExceeded|Version|Blocked|Timeout|Constraint|Data|DataClone|Security)Error$/;

/**
 * A handle to the database of that name, opened when it is first used. `gone` is called where another tab
 * deleted it.
 */
export function createHandle(name: string, gone: () => void): Handle {
  let opening: Promise<IDBPDatabase<Schema>> | undefined;
  let isOver = false;

  function open(): Promise<IDBPDatabase<Schema>> {
    if (isOver) throw new DOMException(name, 'InvalidStateError');
    opening ??= openDatabase(name, { closed: forget, gone: taken });
    return opening;
  }

  function forget() {
    opening = undefined;
  }

  function letGo() {
    // Where it could not be opened, whoever wanted to use it was told so.
    opening?.then((database) => database.close()).catch(() => undefined);
    forget();
  }

  function end() {
    isOver = true;
    letGo();
  }

  function taken() {
    // Taken by this tab itself, or told of by the channel already.
    if (isOver) return;
    end();
    // That tab starts again, finds what is left of the other's sign-out, and deletes it, too.
    gone();
  }

  /**
   * Browsers close handles behind a page's back and lose their own server (WebKit in the background):
   * a new handle is what helps, for as long as a person can be left without an answer.
   */
  async function use<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    const end = performance.now() + PATIENCE;
    for (;;) {
      try {
        return await work(await open());
      } catch (error) {
        if (!(error instanceof DOMException)) throw error;
        letGo();
        if (isOver || LASTING.test(error.name) || performance.now() > end) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    }
  }
  return { use, end, taken };
}
