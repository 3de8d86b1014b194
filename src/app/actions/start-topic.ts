import { addToOutbox, type Writing } from './add-to-outbox.ts';
import type { Account, Trouble } from './device.ts';

/** Starts a topic in a channel. */
export function startTopic(
  account: Account,
  channel: string,
  { title, text, photo }: Pick<Writing, 'title' | 'text' | 'photo'>,
): Promise<Trouble | null> {
  return addToOutbox(account, { channel, parent: null, title, text, photo });
}
