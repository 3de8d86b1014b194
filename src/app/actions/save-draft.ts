import { commentPlace, topicPlace } from '../store/place.ts';
import { saveDraft } from '../store/write/draft.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Keeps a comment while it is typed. */
export function keepComment(
  account: Account,
  channel: string,
  topic: string,
  text: string,
): Promise<Trouble | null> {
  return keep(account, { place: commentPlace(channel, topic), title: '', text });
}

/** Keeps a topic while it is typed. */
export function keepTopic(
  account: Account,
  channel: string,
  title: string,
  text: string,
): Promise<Trouble | null> {
  return keep(account, { place: topicPlace(channel), title, text });
}

function keep(
  account: Account,
  draft: { place: string; title: string; text: string },
): Promise<Trouble | null> {
  return saveDraft(account.store, draft).then(() => null, troubleOf);
}
