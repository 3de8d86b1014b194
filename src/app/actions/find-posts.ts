import type { Item } from '../../protocol/channel.ts';
import { saveMeta } from '../store/write/meta.ts';
import { findPosts } from '../sync/find-posts.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account } from './device.ts';
import type { Told } from './told-by-office.ts';

/** Posts on a page of what was found. */
export const FOUND_PAGE = 20;

type Known = readonly Item[];

/** The page after those that are known. */
const pageAfter = (known: Known) => ({
  page: Math.ceil(known.length / FOUND_PAGE) + 1,
  perPage: FOUND_PAGE,
});

/** Posts with all of those words in the channels that one follows, after those that are known. */
export function searchPosts(account: Account, words: string, known: Known): Promise<Told<Item>> {
  return answer(findPosts(account.context, { words, ...pageAfter(known) }));
}

/** Own posts; the newest are kept on the phone. */
export function findOwnPosts(account: Account, known: Known): Promise<Told<Item>> {
  const { context, me, store } = account;
  if (me === null) return Promise.resolve({ trouble: 'forbidden' });
  return answer(
    findPosts(context, { author: me, ...pageAfter(known) }).then(async (posts) => {
      if (known.length === 0) await saveMeta(store, 'ownPosts', posts);
      return posts;
    }),
  );
}

function answer(posts: Promise<Known>): Promise<Told<Item>> {
  return posts.then(
    (told) => ({ told }),
    (error) => ({ trouble: troubleOf(error) }),
  );
}
