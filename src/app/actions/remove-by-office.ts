import { codePoints, MAX_REASON } from '../../protocol/limits.ts';
import type { Rule } from '../../protocol/office.ts';
import type { Account, Trouble } from './device.ts';
import { removePost } from './remove-post.ts';

/** Removes somebody else's post for everybody, for good; its author is told why. */
export async function removeByOffice(
  account: Account,
  channel: string,
  id: string,
  removal: { readonly rule: Rule; readonly reason: string },
): Promise<Trouble | null> {
  const reason = removal.reason.trim();
  if (reason === '') return 'empty';
  if (codePoints(reason) > MAX_REASON) return 'too-long';
  return removePost(account, channel, id, { rule: removal.rule, reason });
}
