import { commentPlace, topicPlace } from '../store/place.ts';
import { saveDraft } from '../store/write/draft.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Keeps a comment while it is typed. */
export function saveCommentDraft(
  account: Account,
  channel: string,
  topic: string,
  text: string,
): Promise<Trouble | null> {
  return save(account, { place: commentPlace(channel, topic), title: '', text });
}

/** Keeps a topic while it is typed. */
export function saveTopicDraft(
  account: Account,
  channel: string,
  title: string,
  text: string,
): Promise<Trouble | null> {
  return save(account, { place: topicPlace(channel), title, text });
}

function save(
  account: Account,
  draft: { place: string; title: string; text: string },
): Promise<Trouble | null> {
  return saveDraft(account.store, draft).then(() => null, troubleOf);
}
