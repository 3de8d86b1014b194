import { readItemsAnswer } from '../../protocol/items-answer.ts';
import { repliesRequest } from '../../protocol/pubsub.ts';
import { readNewest } from '../store/read/newest.ts';
import { saveComments } from '../store/write/pages.ts';
import type { SyncContext } from './context.ts';

/** What a person reads in one go, in some 8 KB. */
export const COMMENTS_PAGE = 30;

/** Fetches the newest comments on a topic, or those that are older than `before`. */
export async function loadComments(
  ctx: SyncContext,
  channel: string,
  topic: string,
  before?: string,
): Promise<void> {
  const page = { max: COMMENTS_PAGE, before };
  const upTo = await readNewest(ctx.store, channel, topic);
  const answer = await ctx.ask('get', repliesRequest(channel, topic, page));
  const { items, count } = readItemsAnswer(answer, channel);
  const last = items.length < COMMENTS_PAGE;
  const found = { items, last, older: before, upTo, count };
  await saveComments(ctx.store, channel, topic, found, ctx.me);
}
