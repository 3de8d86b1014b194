import type { Item } from '../../protocol/channel.ts';
import { readThread } from '../store/read/comments.ts';
import { loadComments } from '../sync/load-comments.ts';
import { loadTopics } from '../sync/load-topics.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Fetches the topics that come after `last` in a channel's list, the newest without one. */
export function loadOlderTopics(
  account: Account,
  channel: string,
  last: Item | undefined,
): Promise<Trouble | null> {
  return loadTopics(account.context, channel, last).then(() => null, troubleOf);
}

/** Fetches the comments that come before `first` in a topic, the newest without one. */
export function loadOlderComments(
  account: Account,
  channel: string,
  topic: string,
  first: string | undefined,
): Promise<Trouble | null> {
  return loadComments(account.context, channel, topic, first).then(() => null, troubleOf);
}

/** So many comments are shown at once at most: a slow phone has to draw them. */
const MOST_MORE = 300;

/**
 * Fetches the comments of a topic back to a number of the server's order, what is missing in between
 * too. Gives how many have to be shown to show them, from `shown` on in steps of `step`.
 */
export async function loadBackTo(
  account: Account,
  { channel, topic, seq }: { channel: string; topic: string; seq: number },
  shown: number,
  step: number,
): Promise<{ readonly shown: number; readonly trouble: Trouble | null }> {
  let limit = shown;
  let tried = '';
  try {
    for (; limit < shown + MOST_MORE; limit += step) {
      const thread = await readThread(account.store, channel, topic, limit);
      const { comments = [], gapBefore = null, moreHere = false } = thread ?? {};
      const top = comments.find(({ id }) => id === gapBefore) ?? comments[0];
      if (!top || top.seq <= seq || top.id === tried) break;
      if (moreHere && top.id !== gapBefore) continue;
      tried = top.id;
      await loadComments(account.context, channel, topic, tried);
    }
  } catch (error) {
    return { shown: limit, trouble: troubleOf(error) };
  }
  return { shown: limit, trouble: null };
}
