import { useEffect, useRef, useState } from 'preact/hooks';
import type { Account, Trouble } from '../actions/device.ts';
import { loadBackTo, loadOlderComments } from '../actions/load-older.ts';
import { readPost, readThread } from '../store/read/comments.ts';
import { readPosts } from '../store/read/outbox.ts';
import { readStop, type Stop } from '../store/read/unread.ts';
import { useStored } from './use-stored.ts';

/** Comments shown at first, and more each time that older ones are asked for. */
const STEP = 30;

/**
 * A topic with its newest comments as the store has them, with the one that is being answered (`target`), and more
 * of them on demand. What could not be fetched is told.
 */
export function useThread(
  account: Account,
  channel: string,
  id: string,
  target: string | undefined,
  tell: (trouble: Trouble | null) => void,
) {
  const { store } = account;
  const [limit, setLimit] = useState(STEP);
  /** Whether the way to the first new comment is being fetched. */
  const [seeking, setSeeking] = useState(false);
  /** Where reading stopped when this screen was opened: what it shows counts as read from then on. */
  const stop = useRef<Stop | null | undefined>(undefined);
  useEffect(() => store.hold(channel, id), []);
  const stored = useStored(
    store,
    ['items', 'meta', 'outbox', 'channels', 'readings'],
    async (reader) => {
      const [found, answered, posts, stopped] = await Promise.all([
        readThread(reader, channel, id, limit),
        target === undefined ? undefined : readPost(reader, channel, target),
        readPosts(reader, channel, id),
        stop.current ?? readStop(reader, channel, id),
      ]);
      if (found && stop.current === undefined) stop.current = stopped;
      return { found, answered, posts };
    },
    [limit, target],
  );
  const load = (before: string | undefined) =>
    loadOlderComments(account, channel, id, before).then(tell);
  return {
    stored,
    stop: stop.current,
    seeking,
    loadGap: () => load(stored?.found?.gapBefore || undefined),
    /** Shows those before `first`, which is the first one shown. */
    async showOlder(first: string) {
      if (!stored?.found?.moreHere) await load(first);
      setLimit(limit + STEP);
    },
    /** Shows all from a number on, as far as they can be had. */
    showFrom(seq: number) {
      setSeeking(true);
      loadBackTo(account, { channel, topic: id, seq }, limit, STEP).then(({ shown, trouble }) => {
        tell(trouble);
        setLimit(shown);
        setSeeking(false);
      });
    },
  };
}
