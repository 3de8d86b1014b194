import type { PhotoRow } from '../store/schema.ts';
import { type DraftPart, putBefore, saveDraft } from '../store/write/draft.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Keeps what is being typed, key by key, as {@link saveDraft} does: on the disk for certain when this gives `null`. */
export function keepDraft(
  account: Account,
  draft: DraftPart,
  photo?: PhotoRow,
): Promise<Trouble | null> {
  return saveDraft(account.store, draft, photo).then(() => null, troubleOf);
}

/** Puts a text in front of what is being typed at a place. */
export function addToDraft(account: Account, place: string, text: string): Promise<Trouble | null> {
  return putBefore(account.store, place, text).then(() => null, troubleOf);
}
