import type { ItemRow } from '../schema.ts';
import type { Reader } from './reader.ts';

/** One topic or comment, `undefined` where it is not here. */
export function readItem(store: Reader, channel: string, id: string): Promise<ItemRow | undefined> {
  return store.read(['items'], (tx) => tx.objectStore('items').get([channel, id]));
}
