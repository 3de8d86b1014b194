import { retractRequest } from '../../protocol/pubsub.ts';
import { buryItems, ITEM_PARTS } from '../store/write/items.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Removes a post for everybody, for good. */
export async function removePost(
  { context, store }: Account,
  channel: string,
  id: string,
): Promise<Trouble | null> {
  const bury = () => store.write([...ITEM_PARTS], (tx) => buryItems(tx, channel, [id], 0));
  try {
    await context.ask('set', retractRequest(channel, id));
    await bury();
    return null;
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble !== 'not-found') return trouble;
    // Somebody was faster.
    await bury();
    return null;
  }
}
