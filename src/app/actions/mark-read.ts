import { markRead } from '../store/write/mark-read.ts';
import type { Account } from './device.ts';

/** What is stored of a channel has been seen. */
export function markChannelRead(account: Account, channel: string): Promise<void> {
  return markRead(account.store, channel);
}
