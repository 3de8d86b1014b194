import { useEffect, useRef, useState } from 'preact/hooks';
import type { WayToMore } from '../../screens/parts/step-link.tsx';
import type { Account } from '../actions/device.ts';
import { loadBackTo, loadOlderComments } from '../actions/load-older.ts';
import { readPost, readThread } from '../store/read/comments.ts';
import { readPosts } from '../store/read/outbox.ts';
import { readStop, type Stop } from '../store/read/unread.ts';
import type { useRefused } from './use-refused.ts';
import { useStored } from './use-stored.ts';
import { useLeft } from './visits.ts';

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
  tellAt: ReturnType<typeof useRefused>['tellAt'],
) {
  const { store } = account;
  const [limit, setLimit] = useLeft('limit', STEP);
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
  const load = (at: WayToMore, before: string | undefined) =>
    tellAt(at, loadOlderComments(account, channel, id, before));
  return {
    stored,
    stop: stop.current,
    seeking,
    loadGap: () => load('gap', stored?.found?.gapBefore || undefined),
    /** Shows those before `first`, which is the first one shown. */
    async showOlder(first: string) {
      if (!stored?.found?.moreHere) await load('older', first);
      setLimit(limit + STEP);
    },
    /** Shows all from a number on, as far as they can be had. */
    showFrom(seq: number) {
      setSeeking(true);
      const found = loadBackTo(account, { channel, topic: id, seq }, limit, STEP);
      tellAt(
        'new',
        found.then(({ shown, trouble }) => {
          setLimit(shown);
          setSeeking(false);
          return trouble;
        }),
      );
    },
  };
}
