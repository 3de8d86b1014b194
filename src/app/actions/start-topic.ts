import { addToOutbox } from './add-to-outbox.ts';
import type { Account, Trouble } from './device.ts';

/** Starts a topic in a channel. */
export function startTopic(
  account: Account,
  channel: string,
  title: string,
  text: string,
): Promise<Trouble | null> {
  return addToOutbox(account, { channel, parent: null, title, text });
}
