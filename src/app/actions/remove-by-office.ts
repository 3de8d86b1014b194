import { codePoints, MAX_REASON } from '../../protocol/limits.ts';
import type { Rule } from '../../protocol/office.ts';
import { retractRequest } from '../../protocol/pubsub.ts';
import { buryItems, ITEM_PARTS } from '../store/write/items.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Removes somebody else's post for everybody, for good; its author is told why. */
export async function removeByOffice(
  { context, store }: Account,
  channel: string,
  id: string,
  removal: { readonly rule: Rule; readonly reason: string },
): Promise<Trouble | null> {
  const reason = removal.reason.trim();
  if (reason === '') return 'empty';
  if (codePoints(reason) > MAX_REASON) return 'too-long';
  try {
    const { rule } = removal;
    await context.ask('set', retractRequest(channel, id, undefined, { rule, reason }));
  } catch (error) {
    const trouble = troubleOf(error);
    // Somebody was faster.
    if (trouble !== 'not-found') return trouble;
  }
  await store.write([...ITEM_PARTS], (tx) => buryItems(tx, channel, [id], 0));
  return null;
}
