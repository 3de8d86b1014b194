import type { WhyWithheld, Withheld } from '../../../protocol/withheld.ts';
import { isHeld } from '../read/outbox.ts';
import type { OutboxRow } from '../schema.ts';
import type { Trouble } from '../trouble.ts';
import type { Writer } from './writer.ts';

export const heldTrouble = (why: WhyWithheld): Trouble =>
  why === 'refused' ? 'not-let-through' : 'held';

/**
 * Makes the outbox agree with what the service holds back of this person: what was written on another
 * phone is here as well, and what is held no more is sent again, since the answer says what became
 * of it; what its author took back is theirs to decide about. What was here `before` it was asked, and was taken back
 * meanwhile, does not come again.
 */
export function saveWithheld(
  store: Writer,
  posts: readonly Withheld[],
  before: readonly OutboxRow[],
): Promise<void> {
  return store.write(['outbox'], async (tx) => {
    const outbox = tx.objectStore('outbox');
    const rows = await outbox.getAll();
    const own = posts.filter(({ why }) => why !== 'reported');
    for (const { why, grounds, channelTitle: _, author: __, since: ___, target, ...post } of own) {
      const row = rows.find(({ id, channel }) => id === post.id && channel === post.channel);
      const trouble = heldTrouble(why);
      const isKnown = row?.trouble === trouble && !row.takenBack;
      if (row ? isKnown : before.some(({ id }) => id === post.id)) continue;
      const known = { ...post, target: target ?? undefined, ...row };
      // One that was written on another phone gets its order from the store.
      await outbox.put({ ...known, trouble, grounds, takenBack: undefined } as OutboxRow);
    }
    for (const row of rows) {
      const isThere = own.some(({ id, channel }) => id === row.id && channel === row.channel);
      if (isHeld(row) && !isThere) {
        await outbox.put({ ...row, trouble: row.takenBack ? 'cancelled' : null });
      }
    }
  });
}
