import type { Item } from '../../../protocol/channel.ts';
import { readFound, searchRequest } from '../../../protocol/search.ts';
import type { Asker } from '../visitor.ts';

/** Posts of one page. */
const FOUND_PAGE = 20;

export interface FoundPage {
  readonly posts: readonly Item[];
  readonly hasMore: boolean;
}

/** Posts with those words, or of that author, in channels that the asker follows. Pages count from 1. */
export async function findPosts(
  asker: Asker,
  what: { readonly words: string } | { readonly author: string },
  page: number,
): Promise<FoundPage> {
  const answer = await asker.ask('set', searchRequest({ ...what, page, perPage: FOUND_PAGE }));
  const posts = readFound(answer);
  return { posts, hasMore: posts.length === FOUND_PAGE };
}
