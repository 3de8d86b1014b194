import { loadComments } from '../sync/load-comments.ts';
import { loadTopics } from '../sync/load-topics.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Fetches the topics that come after `last` in a channel's list, the newest without one. */
export function loadOlderTopics(
  account: Account,
  channel: string,
  last: string | undefined,
): Promise<Trouble | null> {
  return loadTopics(account.context, channel, last).then(() => null, troubleOf);
}

/** Fetches the comments that come before `first` in a topic. */
export function loadOlderComments(
  account: Account,
  channel: string,
  topic: string,
  first: string,
): Promise<Trouble | null> {
  return loadComments(account.context, channel, topic, first).then(() => null, troubleOf);
}
