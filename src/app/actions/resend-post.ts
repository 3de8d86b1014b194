import { markPost } from '../store/write/outbox.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Lets a post that was not taken wait to be sent again. */
export function resendPost(account: Account, order: number): Promise<Trouble | null> {
  return markPost(account.store, order, null).then(() => null, troubleOf);
}
