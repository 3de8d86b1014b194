import type { DraftRow } from '../schema.ts';
import type { Reader } from '../store.ts';

/** What was being typed at a place. */
export function readDraft(store: Reader, place: string): Promise<DraftRow | undefined> {
  return store.read(['drafts'], (tx) => tx.objectStore('drafts').get(place));
}
