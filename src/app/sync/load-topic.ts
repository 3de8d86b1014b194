import { readItemsAnswer } from '../../protocol/items-answer.ts';
import { itemRequest } from '../../protocol/pubsub.ts';
import { saveItems } from '../store/write/items.ts';
import type { SyncContext } from './context.ts';

/** Fetches one topic. */
export async function loadTopic(ctx: SyncContext, channel: string, id: string): Promise<void> {
  const answer = await ctx.ask('get', itemRequest(channel, id));
  await saveItems(ctx.store, readItemsAnswer(answer, channel).items, ctx.me);
}
