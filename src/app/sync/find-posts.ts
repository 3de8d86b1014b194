import type { Item } from '../../protocol/channel.ts';
import { readFound, type SearchRequest, searchRequest } from '../../protocol/search.ts';
import type { SyncContext } from './context.ts';

/** Posts of the channels that one follows, newest first. */
export async function findPosts(ctx: SyncContext, wanted: SearchRequest): Promise<readonly Item[]> {
  return readFound(await ctx.ask('set', searchRequest(wanted)));
}
