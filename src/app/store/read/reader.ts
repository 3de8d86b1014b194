import type { IDBPTransaction } from 'idb';
import type { Schema, StoreName } from '../schema.ts';

export type { ChannelRow, OutboxRow, StoreName } from '../schema.ts';

export type ReadTx = IDBPTransaction<Schema, StoreName[], 'readonly'>;

/** Who may read, and hears when what was read may have changed. */
export interface Reader {
  read<T>(stores: StoreName[], work: (tx: ReadTx) => Promise<T>): Promise<T>;
  onChange(listener: (changed: readonly StoreName[]) => void): () => void;
}
