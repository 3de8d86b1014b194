/** One account's database: the only source that screens read from. */
import { deleteDB } from 'idb';
import { openChanges } from './changes.ts';
import { createHandle } from './handle.ts';
import { PATIENCE } from './open-database.ts';
import type { WatchedReader } from './read/reader.ts';
import { BUDGET, threadKey, trim } from './write/trim.ts';
import type { Writer, WriteTx } from './write/writer.ts';

/** One account's database, open as long as the app is. */
export interface Store extends WatchedReader, Writer {
  readonly name: string;
  /** Keeps a topic with its comments from giving way, until the function that it gives is called. */
  hold(channel: string, topic: string): () => void;
  /** The threads that are held, by {@link threadKey}. */
  readonly held: ReadonlySet<string>;
  /** Lets go of it: from now on all that is read or written here fails (a DOMException). */
  close(): void;
  /** Closes it in every tab, and deletes it. */
  destroy(): Promise<void>;
}

/** Opens the store of that name when it is first used. `gone`: another tab took it away. */
export function createStore(name: string, gone: () => void = () => undefined): Store {
  const { use, end, taken } = createHandle(name, gone);
  const changes = openChanges(name, taken);
  const held = new Set<string>();
  /** The last write of what a person typed. */
  let typed: Promise<unknown> = Promise.resolve();

  function tryWrite<T>(
    stores: Parameters<Writer['write']>[0],
    work: (tx: WriteTx) => Promise<T>,
    durability: 'strict' | 'relaxed',
  ): Promise<T> {
    return use(async (database) => {
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
  }

  async function save<T>(
    stores: Parameters<Writer['write']>[0],
    work: (tx: WriteTx) => Promise<T>,
    durability: 'strict' | 'relaxed',
  ): Promise<T> {
    let result: T;
    try {
      result = await tryWrite(stores, work, durability);
    } catch (error) {
      unlessFull(error);
      // What can be fetched again gives way to what was typed; to more of its kind, only a great deal.
      const rest = durability === 'strict' ? 0 : BUDGET / 8;
      await tryWrite(['channels', 'items'], (tx) => trim(tx, rest, held), 'relaxed');
      changes.tell(['channels', 'items']);
      result = await tryWrite(stores, work, durability);
    }
    if (result !== false) changes.tell(stores);
    return result;
  }

  return {
    name,
    held,
    hold(channel, topic) {
      const key = threadKey(channel, topic);
      held.add(key);
      return () => held.delete(key);
    },
    onChange: changes.onChange,
    async read(stores, work) {
      // Keys that wait for each other have no place in the browser's own queue yet.
      if (stores.includes('drafts')) await typed.catch(() => undefined);
      return use(async (database) => {
        const tx = database.transaction(stores, 'readonly');
        const [result] = await Promise.all([work(tx), tx.done]);
        return result;
      });
    },
    write(stores, work, durability = 'relaxed') {
      if (durability === 'relaxed') return save(stores, work, durability);
      // One after the other: tried again, a key would undo the next one. What waits for one that cannot be kept
      // cannot either, but where only room is missing: a text may have some that a photo had not.
      const saving = typed.catch(unlessFull).then(() => save(stores, work, durability));
      typed = saving;
      saving.catch(() => {
        if (typed === saving) typed = Promise.resolve();
      });
      return saving;
    },
    close() {
      end();
      changes.close();
    },
    async destroy() {
      end();
      changes.tellClosing();
      // A tab that sleeps does not let go: then it is deleted when that tab is closed.
      await Promise.race([deleteDB(name), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
      changes.close();
    },
  };
}

/** Passes over a phone that is full; throws again what else it is. */
function unlessFull(error: unknown) {
  if (!isFull(error)) throw error;
}

const isFull = (error: unknown) =>
  error instanceof DOMException && error.name === 'QuotaExceededError';

/** Takes back what a failed piece of work had written; the browser may have done so already. */
function abort(tx: WriteTx) {
  try {
    tx.abort();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
