import { type Meta, readMeta } from '../store/read/meta.ts';
import type { WatchedReader } from '../store/read/reader.ts';
import { useStored } from './use-stored.ts';

/** One single value of the store; `undefined` where it was never set, too. */
export function useMeta<K extends keyof Meta>(store: WatchedReader, key: K): Meta[K] | undefined {
  return useStored(store, ['meta'], (reader) => readMeta(reader, key));
}
