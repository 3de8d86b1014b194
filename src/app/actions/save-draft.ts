import { readDraft } from '../store/read/draft.ts';
import type { PhotoRow } from '../store/schema.ts';
import { type DraftPart, saveDraft } from '../store/write/draft.ts';
import { joinWritings } from '../store/writing.ts';
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
export async function addToDraft(account: Account, place: string, text: string): Promise<unknown> {
  const before = await readDraft(account.store, place);
  return saveDraft(account.store, { place, ...joinWritings({ title: '', text }, before) });
}
