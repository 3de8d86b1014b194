import type { OutboxRow } from '../store/schema.ts';
import { markPost, removePost, takeBack } from '../store/write/outbox.ts';
import type { Account } from './device.ts';

/** Lets a post that was not taken wait to be sent again. */
export function resendPost(account: Account, order: number): Promise<void> {
  return markPost(account.store, order, null);
}

/** Gives a post up. */
export function discardPost(account: Account, order: number): Promise<void> {
  return removePost(account.store, order);
}

/**
 * Makes a post that was not taken a draft again, in front of what is being typed there. Gives the
 * post, and `undefined` where it is none that was refused.
 */
export function editPost(account: Account, order: number): Promise<OutboxRow | undefined> {
  return takeBack(account.store, order);
}
