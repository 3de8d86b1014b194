import type { Item } from '../../protocol/channel.ts';
import { saveMeta } from '../store/write/meta.ts';
import { findPosts } from '../sync/find-posts.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Posts on a page of what was found. */
export const FOUND_PAGE = 20;

/** A page of what was found, or why nothing was. */
export type Found = { readonly posts: readonly Item[] } | { readonly trouble: Trouble };

/** Posts with all of those words in the channels that one follows. Pages count from 1. */
export function searchPosts(account: Account, words: string, page: number): Promise<Found> {
  return answer(findPosts(account.context, { words, page, perPage: FOUND_PAGE }));
}

/** Own posts; the newest are kept on the phone. */
export function findOwnPosts(account: Account, page: number): Promise<Found> {
  const { context, me, store } = account;
  if (me === null) return Promise.resolve({ trouble: 'forbidden' });
  return answer(
    findPosts(context, { author: me, page, perPage: FOUND_PAGE }).then(async (posts) => {
      if (page === 1) await saveMeta(store, 'ownPosts', posts);
      return posts;
    }),
  );
}

function answer(posts: Promise<readonly Item[]>): Promise<Found> {
  return posts.then(
    (found) => ({ posts: found }),
    (error) => ({ trouble: troubleOf(error) }),
  );
}
