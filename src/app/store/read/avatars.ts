import { avatarOf } from '../../../protocol/config-vars.ts';
import type { ItemRow } from '../schema.ts';
import type { ReadTx } from './reader.ts';

/** The same items, each with the newest picture of its author that this phone has heard of. */
export async function withAvatars(tx: ReadTx, items: readonly ItemRow[]): Promise<ItemRow[]> {
  const newest = new Map<string, number>();
  for (const { author, avatar = 0 } of items) {
    const known =
      newest.get(author) ?? avatarOf((await tx.objectStore('channels').get(author))?.config.vars);
    // Below 0 it was taken away: that is a change like any other.
    newest.set(author, Math.abs(avatar) > Math.abs(known) ? avatar : known);
  }
  return items.map((item) => ({ ...item, avatar: newest.get(item.author) ?? 0 }));
}
