import type { Item } from '../../protocol/channel.ts';
import type { PageRequest } from '../../protocol/rsm.ts';
import { newestOpenPosts, openPosts, postsNumbered } from '../storage/open-posts.ts';
import type { Actor, ServiceContext } from './context.ts';
import { indexAll } from './index-words.ts';
import { ordinalPage } from './ordinal-pages.ts';
import type { Page } from './paging.ts';
import { hasWords, lookAt, termsIn } from './posts-with-words.ts';
import { badRequest } from './refusal.ts';

export interface FoundPosts extends Page<Item> {
  /** The date of the oldest post that was looked at, where there may be more; else all were found. */
  readonly since: string | undefined;
  /** How many rows were read for it. */
  readonly read: number;
}

/** Posts whose words are compared at once: a text may have 16 KB. */
const SLICE = 250;

/**
 * Posts of open group channels that have all the words of a text, newest first, in whichever of them; of a
 * channel from which the actor is banned none. What is looked at has the bounds of every search.
 */
export async function findPosts(
  ctx: ServiceContext,
  actor: Actor,
  text: string,
  page: PageRequest,
): Promise<FoundPosts> {
  const terms = termsIn(text);
  if (terms.length === 0) throw badRequest(undefined, 'There is no word to search for.');
  await indexAll(ctx.database);
  return ctx.database.read(async (reader) => {
    const { numbers, isAll } = await lookAt(reader, terms, () =>
      newestOpenPosts(reader, actor.jid),
    );
    const found: number[] = [];
    let oldest: string | undefined;
    for (let n = 0; n < numbers.length; n += SLICE) {
      const posts = await openPosts(reader, actor.jid, numbers.slice(n, n + SLICE));
      const matching = posts.filter((post) => hasWords(terms, post.title, post.text));
      found.push(...matching.map(({ seq }) => seq));
      oldest = posts.at(-1)?.published ?? oldest;
    }
    const { rows, info } = ordinalPage(found, page);
    const items = await postsNumbered(reader, rows);
    return { rows: items, info, since: isAll ? undefined : oldest, read: numbers.length };
  });
}
