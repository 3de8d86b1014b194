import { takeBackRequest } from '../../protocol/withheld.ts';
import { isHeld, readOutbox } from '../store/read/outbox.ts';
import type { OutboxRow } from '../store/read/reader.ts';
import { giveUp, markPost, markTakenBack, takeBack } from '../store/write/outbox.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** What came of it: the post that is a draft now, or why not. */
export type Edited = { readonly post: OutboxRow | undefined } | { readonly trouble: Trouble };

/** Gives a post up; one that the service holds back is gone there first. */
export async function discardPost(account: Account, order: number): Promise<Trouble | null> {
  const trouble = await withdraw(account, order);
  return trouble ?? giveUp(account.store, order).then(() => null, troubleOf);
}

/** Makes a post that was not taken a draft again, in front of what is being typed there. */
export async function editPost(account: Account, order: number): Promise<Edited> {
  const trouble = await withdraw(account, order);
  if (trouble !== null) return { trouble };
  return takeBack(account.store, order).then(
    (post) => (post === null ? { trouble: 'two-photos' } : { post }),
    // It is where it was.
    (error) => ({ trouble: troubleOf(error) }),
  );
}

async function withdraw({ store, context }: Account, order: number): Promise<Trouble | null> {
  let post: OutboxRow | undefined;
  try {
    post = (await readOutbox(store)).find((row) => row.order === order);
    if (!post || !isHeld(post)) return null;
    // A full phone can still let go of it.
    await markTakenBack(store, order).catch(troubleOf);
    await context.ask('set', takeBackRequest(post.channel, post.id));
    return null;
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble !== 'not-found') return trouble;
    if (post?.trouble === 'not-let-through') return null;
    // A moderator was faster: sent again, its answer says what became of it.
    return markPost(store, order, null).then(() => 'not-found' as const, troubleOf);
  }
}
