import { markPost } from '../store/write/outbox.ts';
import type { Account } from './device.ts';

/** Lets a post that was not taken wait to be sent again. */
export function resendPost(account: Account, order: number): Promise<void> {
  return markPost(account.store, order, null);
}
