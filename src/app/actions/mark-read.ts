import { markAllRead, markTopicRead } from '../store/write/readings.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** What this phone holds of a topic has been seen; where it cannot be kept, it is seen again. */
export function readTopic(account: Account, channel: string, topic: string): Promise<unknown> {
  return markTopicRead(account.store, channel, topic).catch(troubleOf);
}

/** Everything new in a channel, or without one in all of them, counts as seen. */
export function readAll(account: Account, channel?: string): Promise<Trouble | null> {
  return markAllRead(account.store, channel).then(() => null, troubleOf);
}
