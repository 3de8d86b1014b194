import { follow, unfollow } from '../sync/change-following.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Follows a channel: its news are pushed and counted from now on. */
export function followChannel(account: Account, channel: string): Promise<Trouble | null> {
  return asPerson(account, (me) => follow(account.context, channel, me));
}

export function unfollowChannel(account: Account, channel: string): Promise<Trouble | null> {
  return asPerson(account, (me) => unfollow(account.context, channel, me));
}

async function asPerson(
  account: Account,
  verb: (me: string) => Promise<unknown>,
): Promise<Trouble | null> {
  if (account.me === null) return 'forbidden';
  try {
    await verb(account.me);
    return null;
  } catch (error) {
    return troubleOf(error);
  }
}
