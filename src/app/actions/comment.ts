import { commentPlace } from '../store/place.ts';
import { addToOutbox } from './add-to-outbox.ts';
import type { Account, Trouble } from './device.ts';

/** Writes a comment on a topic. */
export function comment(
  account: Account,
  channel: string,
  topic: string,
  text: string,
): Promise<Trouble | null> {
  const place = commentPlace(channel, topic);
  return addToOutbox(account, place, { channel, parent: topic, title: '', text });
}
