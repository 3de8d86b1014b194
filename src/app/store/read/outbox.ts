import type { OutboxRow } from '../schema.ts';
import type { Reader } from './reader.ts';

/** Every post that the server has not confirmed, in the order of writing. */
export function readOutbox(store: Reader): Promise<readonly OutboxRow[]> {
  return store.read(['outbox'], (tx) => tx.objectStore('outbox').getAll());
}

/** Those of one place: comments on a topic, or the topics of a channel (`parent` is `null`). */
export async function readPosts(
  store: Reader,
  channel: string,
  parent: string | null,
): Promise<readonly OutboxRow[]> {
  const posts = await readOutbox(store);
  return posts.filter((post) => post.channel === channel && post.parent === parent);
}
