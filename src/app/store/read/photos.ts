import type { Reader } from './reader.ts';

/** The content of a photo that waits with what was written; `undefined` where it is not here any more. */
export async function readPhoto(store: Reader, id: string): Promise<Blob | undefined> {
  const row = await store.read(['photos'], (tx) => tx.objectStore('photos').get(id));
  return row && new Blob([row.content], { type: 'image/jpeg' });
}
