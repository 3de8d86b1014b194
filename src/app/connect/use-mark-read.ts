import { useEffect } from 'preact/hooks';
import type { Account } from '../actions/device.ts';
import { markChannelRead } from '../actions/mark-read.ts';

/** Marks a channel as read whenever `shown` changes, while somebody can be looking at it. */
export function useMarkRead(account: Account, channel: string, shown: unknown): void {
  useEffect(() => {
    if (shown === undefined) return;
    const mark = () => {
      if (document.visibilityState === 'visible') markChannelRead(account, channel);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [account, channel, shown]);
}
