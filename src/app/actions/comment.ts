import { addToOutbox } from './add-to-outbox.ts';
import type { Account, Trouble } from './device.ts';

/** Writes a comment on a topic. */
export function comment(
  account: Account,
  channel: string,
  topic: string,
  text: string,
): Promise<Trouble | null> {
  return addToOutbox(account, { channel, parent: topic, title: '', text });
}
