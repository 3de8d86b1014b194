import type { Item } from '../../protocol/channel.ts';
import { readItemsAnswer } from '../../protocol/items-answer.ts';
import { topicsRequest } from '../../protocol/pubsub.ts';
import { readNewest } from '../store/read/newest.ts';
import { saveTopics } from '../store/write/pages.ts';
import type { SyncContext } from './context.ts';

/** What fits a small screen some four times, in some 6 KB. */
export const TOPICS_PAGE = 20;

/** Fetches the newest topics of a channel, or those that are older than `after`. */
export async function loadTopics(ctx: SyncContext, channel: string, after?: Item): Promise<void> {
  const older = after?.id;
  const page = { max: TOPICS_PAGE, after: older };
  const upTo = await readNewest(ctx.store, channel);
  const answer = await ctx.ask('get', topicsRequest(channel, page, { activity: after?.activity }));
  const { items } = readItemsAnswer(answer, channel);
  const last = items.length < TOPICS_PAGE;
  await saveTopics(ctx.store, channel, { items, last, older, upTo }, ctx.me);
}
