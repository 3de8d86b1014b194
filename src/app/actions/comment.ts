import { addToOutbox, type Writing } from './add-to-outbox.ts';
import type { Account, Trouble } from './device.ts';

/** Writes a comment on a topic, maybe in answer to one that is there (`target`). */
export function comment(
  account: Account,
  channel: string,
  topic: string,
  { text, target, photo }: Pick<Writing, 'text' | 'target' | 'photo'>,
): Promise<Trouble | null> {
  return addToOutbox(account, { channel, parent: topic, target, title: '', text, photo });
}
