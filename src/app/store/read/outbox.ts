import type { OutboxRow } from '../schema.ts';
import type { Reader } from './reader.ts';

/** Whether the service keeps a post, too, apart from all others: it waits, or was not let through. */
export const isHeld = ({ trouble }: Pick<OutboxRow, 'trouble'>): boolean =>
  trouble === 'held' || trouble === 'not-let-through';

/** Every post that the server has not confirmed, in the order of writing. */
export function readOutbox(store: Reader): Promise<readonly OutboxRow[]> {
  return store.read(['outbox'], (tx) => tx.objectStore('outbox').getAll());
}

/** The posts that are still to be sent. */
export async function readWaiting(store: Reader): Promise<readonly OutboxRow[]> {
  return (await readOutbox(store)).filter(({ trouble }) => trouble === null);
}

/**
 * Those of one place: comments on a topic, or the topics of a channel (`parent` is `null`). One that is
 * stored as an item by now is not among them, though its answer is still to come.
 */
export function readPosts(
  store: Reader,
  channel: string,
  parent: string | null,
): Promise<readonly OutboxRow[]> {
  return store.read(['items', 'outbox'], async (tx) => {
    const items = tx.objectStore('items');
    const ofPlace: OutboxRow[] = [];
    for (const post of await tx.objectStore('outbox').getAll()) {
      const isHere = post.channel === channel && post.parent === parent;
      if (isHere && !(await items.getKey([channel, post.id]))) ofPlace.push(post);
    }
    return ofPlace;
  });
}
