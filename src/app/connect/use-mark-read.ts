import { useEffect } from 'preact/hooks';
import type { Account } from '../actions/device.ts';
import { readTopic } from '../actions/mark-read.ts';

/** Marks a topic as read whenever `shown` changes, while somebody can be looking at it. */
export function useMarkRead(
  account: Account,
  channel: string,
  topic: string,
  shown: unknown,
): void {
  useEffect(() => {
    if (shown === undefined) return;
    const mark = () => {
      if (document.visibilityState === 'visible') readTopic(account, channel, topic);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [account, channel, topic, shown]);
}
