import { profilePlace, statusPlace } from '../place.ts';
import type { DraftRow } from '../schema.ts';
import type { Reader } from './reader.ts';

export { commentPlace, reportPlace, spokenPlace, topicPlace } from '../place.ts';
export { readReportFields, writeReportFields } from '../report-fields.ts';
export type { PhotoRow } from '../schema.ts';
export { joinWritings, type Writing } from '../writing.ts';

/** What was being typed at a place; `undefined` where nothing was. */
export function readDraft(store: Reader, place: string): Promise<DraftRow | undefined> {
  return store.read(['drafts'], (tx) => tx.objectStore('drafts').get(place));
}

/** What one was about to tell of oneself; `undefined` where all of it is told. */
export async function readProfileDraft(
  store: Reader,
): Promise<{ name: string; about: string; status: string } | undefined> {
  const [profile, status] = await Promise.all([
    readDraft(store, profilePlace),
    readDraft(store, statusPlace),
  ]);
  if (!profile && !status) return undefined;
  return { name: profile?.title ?? '', about: profile?.text ?? '', status: status?.text ?? '' };
}
