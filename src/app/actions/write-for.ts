import { addToOutbox, type Writing } from './add-to-outbox.ts';
import type { Account, Trouble } from './device.ts';

/** Writes a topic, or a comment on one, for somebody who cannot write here; it says for whom. */
export async function writeFor(
  account: Account,
  channel: string,
  parent: string | null,
  { onBehalf = '', title, text }: Pick<Writing, 'onBehalf' | 'title' | 'text'>,
): Promise<Trouble | null> {
  if (onBehalf.trim() === '') return 'empty';
  return addToOutbox(account, { channel, parent, title, text, onBehalf });
}
