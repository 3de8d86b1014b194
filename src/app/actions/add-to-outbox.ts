import { codePoints, MAX_ON_BEHALF, MAX_TEXT, MAX_TITLE, xmlSafe } from '../../protocol/limits.ts';
import type { Photo } from '../store/schema.ts';
import { addPost } from '../store/write/outbox.ts';
import { newId } from '../sync/new-id.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** What a person wrote, and where. */
export interface Writing {
  readonly channel: string;
  /** `null` for a topic. */
  readonly parent: string | null;
  readonly target?: string | undefined;
  readonly title: string;
  readonly text: string;
  readonly photo?: Photo | undefined;
  /** For whom an official writes it. */
  readonly onBehalf?: string | undefined;
}

/**
 * Takes a post in: kept for certain when this gives `null`, and sent as soon as that can be. The
 * draft that it was goes with the same stroke.
 */
export async function addToOutbox(account: Account, writing: Writing): Promise<Trouble | null> {
  const title = xmlSafe(writing.title).trim();
  const text = xmlSafe(writing.text).trim();
  if (text === '') return 'empty';
  const onBehalf = xmlSafe(writing.onBehalf ?? '').trim();
  if (codePoints(text) > MAX_TEXT || codePoints(title) > MAX_TITLE) return 'too-long';
  if (codePoints(onBehalf) > MAX_ON_BEHALF) return 'too-long';
  try {
    const post = { ...writing, id: newId(), title, text, trouble: null };
    if (onBehalf) Object.assign(post, { onBehalf });
    await addPost(account.store, post);
  } catch (error) {
    return troubleOf(error);
  }
  return null;
}
