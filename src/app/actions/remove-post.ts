import type { Grounds } from '../../protocol/office.ts';
import { retractRequest } from '../../protocol/pubsub.ts';
import { buryItems, ITEM_PARTS } from '../store/write/items.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Removes a post for everybody, for good; who removes somebody else's says why. */
export async function removePost(
  { context, store }: Account,
  channel: string,
  id: string,
  grounds?: Grounds,
): Promise<Trouble | null> {
  try {
    await context.ask('set', retractRequest(channel, id, undefined, grounds)).catch(unlessGone);
    await store.write([...ITEM_PARTS], (tx) => buryItems(tx, channel, [id], 0));
    return null;
  } catch (error) {
    return troubleOf(error);
  }
}

/** Somebody was faster. */
function unlessGone(error: unknown): void {
  if (troubleOf(error) !== 'not-found') throw error;
}
