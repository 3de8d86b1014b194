import type { DraftRow } from '../store/schema.ts';
import { saveDraft } from '../store/write/draft.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Keeps what is being typed, key by key: on the disk for certain when this gives `null`. */
export function keepDraft(account: Account, draft: DraftRow): Promise<Trouble | null> {
  return saveDraft(account.store, draft).then(() => null, troubleOf);
}
