import { codePoints, MAX_TEXT, MAX_TITLE, xmlSafe } from '../../protocol/limits.ts';
import { commentPlace, topicPlace } from '../store/place.ts';
import { addPost } from '../store/write/outbox.ts';
import { newId } from '../sync/new-id.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Writes a comment: kept at once, sent as soon as that can be. */
export function comment(
  account: Account,
  channel: string,
  topic: string,
  text: string,
): Promise<Trouble | null> {
  return write(account, commentPlace(channel, topic), { channel, parent: topic, title: '', text });
}

/** Starts a topic: kept at once, sent as soon as that can be. */
export function startTopic(
  account: Account,
  channel: string,
  title: string,
  text: string,
): Promise<Trouble | null> {
  return write(account, topicPlace(channel), { channel, parent: null, title, text });
}

async function write(
  account: Account,
  place: string,
  draft: { channel: string; parent: string | null; title: string; text: string },
): Promise<Trouble | null> {
  const title = xmlSafe(draft.title).trim();
  const text = xmlSafe(draft.text).trim();
  if (text === '') return 'empty';
  if (codePoints(text) > MAX_TEXT || codePoints(title) > MAX_TITLE) return 'too-long';
  try {
    const post = { ...draft, id: newId(), title, text, trouble: null };
    await addPost(account.store, post, place);
  } catch (error) {
    return troubleOf(error);
  }
  account.sendWaiting();
  return null;
}
