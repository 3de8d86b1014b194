import { isChannelName, skeletonOf } from '../../protocol/channel-name.ts';
import { localOf } from '../../protocol/jid.ts';
import { groupChannelJids } from '../storage/channels.ts';
import type { Reader } from '../storage/database.ts';
import { Refusal } from './refusal.ts';

/**
 * Throws where a new group channel may not have that address: it is none that can be typed on any
 * keypad, or one that looks like it is in use.
 */
export async function checkChannelName(reader: Reader, jid: string): Promise<void> {
  const name = localOf(jid);
  if (!isChannelName(name)) {
    const text = 'A channel is named with small letters, digits, dots and hyphens, at most 64.';
    throw new Refusal('modify', 'not-acceptable', undefined, text);
  }
  const skeleton = skeletonOf(name);
  const others = (await groupChannelJids(reader)).map(localOf);
  const alike = others.find((other) => skeletonOf(other) === skeleton);
  if (alike === undefined) return;
  throw new Refusal('cancel', 'conflict', undefined, `There is a channel named ${alike}.`);
}
