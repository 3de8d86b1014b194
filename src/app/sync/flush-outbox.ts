/** Sends what was written, in the order of writing, each post once (its id is the phone's). */

import { readItemsAnswer } from '../../protocol/items-answer.ts';
import { publishRequest } from '../../protocol/pubsub.ts';
import { readChannel } from '../store/read/channels.ts';
import { readOutbox } from '../store/read/outbox.ts';
import type { OutboxRow } from '../store/schema.ts';
import type { Trouble } from '../store/trouble.ts';
import { markPost, removePost, replacePost } from '../store/write/outbox.ts';
import { follow } from './change-following.ts';
import type { SyncContext } from './context.ts';
import { isPassing, troubleOf } from './trouble.ts';

/**
 * Sends until nothing waits, one tab at a time. Gives the trouble that stopped it, where that may
 * pass by itself; posts that were refused keep their text and do not hold up those behind them.
 */
export async function flushOutbox(ctx: SyncContext): Promise<Trouble | null> {
  const { me } = ctx;
  if (me === null) return null;
  return alone(`outbox ${ctx.store.name}`, async () => {
    for (;;) {
      const next = (await readOutbox(ctx.store)).find((post) => post.trouble === null);
      if (!next) return null;
      const trouble = await send(ctx, next, me);
      if (trouble && isPassing(trouble)) return trouble;
      if (trouble) await markPost(ctx.store, next.order as number, trouble);
    }
  });
}

async function send(ctx: SyncContext, post: OutboxRow, me: string): Promise<Trouble | null> {
  try {
    await publish(ctx, post);
    return null;
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble !== 'forbidden' || (await isFollowing(ctx, post.channel))) return trouble;
  }
  try {
    const { subscription } = await follow(ctx, post.channel, me);
    if (subscription !== 'subscribed') return 'awaiting-approval';
    await publish(ctx, post);
    return null;
  } catch (error) {
    return troubleOf(error);
  }
}

async function publish(ctx: SyncContext, post: OutboxRow): Promise<void> {
  const answer = await ctx.ask('set', publishRequest(post.channel, post));
  const item = readItemsAnswer(answer, post.channel).items[0];
  const order = post.order as number;
  // A service that does not show what it stored announces it to who follows.
  if (item) await replacePost(ctx.store, order, item, ctx.me);
  else await removePost(ctx.store, order);
}

async function isFollowing(ctx: SyncContext, channel: string): Promise<boolean> {
  const row = await readChannel(ctx.store, channel);
  return row?.membership.subscription === 'subscribed';
}

/** Runs where no other tab does the same; engines without locks rely on ids alone. */
async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  return typeof navigator === 'object' && navigator.locks
    ? navigator.locks.request(name, work)
    : work();
}
