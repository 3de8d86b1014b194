import type { Item } from '../../../protocol/channel.ts';
import { placeOf } from '../place.ts';
import { isHeld } from '../read/outbox.ts';
import type { NewOutboxRow, OutboxRow } from '../schema.ts';
import type { Trouble } from '../trouble.ts';
import { joinWritings } from '../writing.ts';
import { ITEM_PARTS, putItems } from './items.ts';
import type { Writer, WriteTx } from './writer.ts';

/** Keeps a post until the server has it; the draft that it was goes with the same stroke. */
export function addPost(store: Writer, post: NewOutboxRow): Promise<void> {
  return store.write(
    ['outbox', 'drafts'],
    async (tx) => {
      const outbox = tx.objectStore('outbox');
      // Written once more, since nobody heard of the commit: what is typed by now is the next one.
      if ((await outbox.getAll()).some(({ id }) => id === post.id)) return;
      // The store gives it its order.
      await outbox.add(post as OutboxRow);
      await tx.objectStore('drafts').delete(placeOf(post));
    },
    'strict',
  );
}

/**
 * Turns a refused post back into the draft that it was, in front of what is typed there by now. Gives `null` where
 * both have a photo: one draft holds one, and the post stays where it is.
 */
export function takeBack(store: Writer, order: number): Promise<OutboxRow | null | undefined> {
  return store.write(
    ['outbox', 'drafts'],
    async (tx) => {
      const outbox = tx.objectStore('outbox');
      const post = await outbox.get(order);
      // One that waits may be on its way: it would appear twice.
      if (!post?.trouble) return undefined;
      const drafts = tx.objectStore('drafts');
      const place = placeOf(post);
      const draft = await drafts.get(place);
      if (post.photo && draft?.photo) {
        // What the service held back it has let go of by now.
        if (isHeld(post)) await outbox.put({ ...post, trouble: 'cancelled' });
        return null;
      }
      await drafts.put({ place, ...joinWritings(post, draft) });
      await outbox.delete(order);
      return post;
    },
    'strict',
  );
}

/** The server has it: the stored item takes the place of the post. */
export function replacePost(
  store: Writer,
  order: number,
  item: Item,
  me: string | null,
): Promise<void> {
  return store.write(['outbox', ...ITEM_PARTS], async (tx) => {
    await putItems(tx, [item], me);
    await tx.objectStore('outbox').delete(order);
  });
}

/** Marks a post as refused, or with `null` as waiting again, as if it had never been tried. */
export function markPost(store: Writer, order: number, trouble: Trouble | null): Promise<void> {
  return changePost(store, order, { trouble, broke: 0, takenBack: undefined });
}

/** The service is going to be asked to let go of it: whatever comes of that, it is not to be sent by itself. */
export function markTakenBack(store: Writer, order: number): Promise<void> {
  return changePost(store, order, { takenBack: true });
}

/** The stream broke on it once more. */
export function countBreak(store: Writer, { order, broke = 0 }: OutboxRow): Promise<void> {
  return changePost(store, order, { broke: broke + 1 });
}

function changePost(store: Writer, order: number, news: Partial<OutboxRow>): Promise<void> {
  return store.write(['outbox'], async (tx) => {
    const post = await tx.objectStore('outbox').get(order);
    if (post) await tx.objectStore('outbox').put({ ...post, ...news });
  });
}

/** Its author does not want it any more; one that waits again may be on its way. */
export function giveUp(store: Writer, order: number): Promise<void> {
  return store.write(['outbox'], async (tx) => {
    const outbox = tx.objectStore('outbox');
    if ((await outbox.get(order))?.trouble) await outbox.delete(order);
  });
}

/** The service has it. */
export function removePost(store: Writer, order: number): Promise<void> {
  return store.write(['outbox'], (tx) => tx.objectStore('outbox').delete(order));
}

/** Drops posts that came back as stored items: they need no sending, whatever became of the answer. */
export async function dropConfirmed(
  tx: WriteTx,
  items: readonly Item[],
  me: string | null,
): Promise<void> {
  const own = new Set(items.filter((item) => item.author === me).map((item) => item.id));
  if (own.size === 0) return;
  const outbox = tx.objectStore('outbox');
  for (const post of await outbox.getAll()) {
    if (own.has(post.id)) await outbox.delete(post.order);
  }
}

/** The moderators let their author in: what waited for that is to be sent. */
export async function resendApproved(tx: WriteTx, channel: string): Promise<void> {
  const outbox = tx.objectStore('outbox');
  for (const post of await outbox.getAll()) {
    if (post.channel !== channel || post.trouble !== 'awaiting-approval') continue;
    await outbox.put({ ...post, trouble: null });
  }
}
