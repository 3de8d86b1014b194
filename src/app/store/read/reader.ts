import type { IDBPTransaction } from 'idb';
import type { Schema, StoreName } from '../schema.ts';

export type { ChannelRow, OutboxRow, Photo, StoreName } from '../schema.ts';

export type ReadTx = IDBPTransaction<Schema, StoreName[], 'readonly'>;

/** What queries need of a store. */
export interface Reader {
  read<T>(stores: StoreName[], work: (tx: ReadTx) => Promise<T>): Promise<T>;
}

/** A reader that also tells when what was read may have changed. */
export interface WatchedReader extends Reader {
  onChange(listener: (changed: readonly StoreName[]) => void): () => void;
}

/** Reads all that `work` asks for at one moment: what moves between `stores` is seen in one of them. */
export function readTogether<T>(
  store: Reader,
  stores: readonly StoreName[],
  work: (reader: Reader) => Promise<T>,
): Promise<T> {
  return store.read([...stores], (tx) => work({ read: (_stores, read) => read(tx) }));
}
