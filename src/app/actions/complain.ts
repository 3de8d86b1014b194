import { codePoints, MAX_REASON, xmlSafe } from '../../protocol/limits.ts';
import type { Complaint, NewOutboxRow } from '../store/schema.ts';
import { addPost } from '../store/write/outbox.ts';
import { newId } from '../sync/new-id.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Stands where a post has its topic: no post's id has a colon in it. */
const NO_TOPIC = 'complaint:';

/**
 * Reports a post or a person to moderators: kept for certain when this gives `null`, and sent as soon as
 * that can be. `channel` is empty where it is the site's matter.
 */
export async function complain(
  { store }: Account,
  channel: string,
  complaint: Complaint,
  words: string,
): Promise<Trouble | null> {
  const text = xmlSafe(words).trim();
  if (codePoints(text) > MAX_REASON) return 'too-long';
  const row: NewOutboxRow = {
    ...{ id: newId(), channel, parent: NO_TOPIC, title: '', text, complaint, trouble: null },
  };
  return addPost(store, row).then(() => null, troubleOf);
}
