import type { DraftRow } from '../schema.ts';
import type { Reader } from './reader.ts';

export { commentPlace, topicPlace } from '../place.ts';
export { joinWritings, type Writing } from '../writing.ts';

/** What was being typed at a place; `undefined` where nothing was. */
export function readDraft(store: Reader, place: string): Promise<DraftRow | undefined> {
  return store.read(['drafts'], (tx) => tx.objectStore('drafts').get(place));
}
