import type { Meta } from '../schema.ts';
import type { Writer } from './writer.ts';

/** Sets one single value; `undefined` removes it. */
export function saveMeta<K extends keyof Meta>(
  store: Writer,
  key: K,
  value: Meta[K] | undefined,
): Promise<void> {
  return store.write(['meta'], async (tx) => {
    if (value === undefined) await tx.objectStore('meta').delete(key);
    else await tx.objectStore('meta').put(value, key);
  });
}
