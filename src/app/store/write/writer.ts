import type { IDBPTransaction } from 'idb';
import type { Schema, StoreName } from '../schema.ts';

export type WriteTx = IDBPTransaction<Schema, StoreName[], 'readwrite'>;

/**
 * Who may write: all of `work` happens, or nothing. Where it gives `false` it changed nothing, and
 * nobody is told: screens read again after a change, and some of them write what they have shown.
 */
export interface Writer {
  write<T>(
    stores: StoreName[],
    work: (tx: WriteTx) => Promise<T>,
    /** `strict`: on disk when done. For what a person typed; everything else can be fetched again. */
    durability?: 'strict' | 'relaxed',
  ): Promise<T>;
}
