import { avatarOf } from '../../../protocol/config-vars.ts';
import type { ItemRow } from '../schema.ts';
import type { ReadTx } from './reader.ts';

/** The same items, each with the newest picture of its author that this phone has heard of. */
export async function withAvatars(tx: ReadTx, items: readonly ItemRow[]): Promise<ItemRow[]> {
  const authors = [...new Set(items.map(({ author }) => author))];
  const people = await Promise.all(authors.map((author) => tx.objectStore('channels').get(author)));
  const newest = new Map(authors.map((author, n) => [author, avatarOf(people[n]?.config.vars)]));
  for (const { author, avatar = 0 } of items) {
    // Below 0 it was taken away: that is a change like any other.
    if (Math.abs(avatar) > Math.abs(newest.get(author) ?? 0)) newest.set(author, avatar);
  }
  return items.map((item) => ({ ...item, avatar: newest.get(item.author) ?? 0 }));
}
