import type { Item } from '../../protocol/channel.ts';
import { MAX_PAGE } from '../../protocol/limits.ts';
import { numbersBy, numbersFor, searchedItems } from '../storage/search.ts';
import type { Actor, ServiceContext } from './context.ts';
import { indexAll } from './index-words.ts';
import { hasWords, lookAt, termsIn } from './posts-with-words.ts';
import { badRequest, notAllowed } from './refusal.ts';

export interface Search {
  readonly content: string;
  /** Bare JID, exact; `null` for anybody. */
  readonly author: string | null;
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
}

export interface Found {
  readonly items: readonly Item[];
  /** Whether there is nothing more than was looked at; else `since` is the date of the oldest post that was. */
  readonly isAll: boolean;
  readonly since: string | undefined;
}

/** Posts that are read at once. */
const SLICE = 250;

/**
 * Searches the channels that the actor follows: every word must begin a word of the item. All posts are
 * found that have a word which is not common, and of common words alone, or of an author, those among
 * the newest: what one search costs does not grow with what there is.
 */
export async function search(ctx: ServiceContext, actor: Actor, wanted: Search): Promise<Found> {
  if (!actor.isLocal) throw notAllowed();
  const terms = termsIn(wanted.content);
  const { author, page, perPage } = wanted;
  if (terms.length === 0 && author === null) throw badRequest();
  const max = Math.min(perPage, MAX_PAGE);
  await indexAll(ctx.database);
  return ctx.database.read(async (reader) => {
    const { numbers, isAll } = await lookAt(reader, terms, () =>
      author ? numbersBy(reader, author) : numbersFor(reader, actor.jid),
    );
    const found: Item[] = [];
    let oldest: string | undefined;
    for (let n = 0; n < numbers.length && found.length < page * max; n += SLICE) {
      const slice = numbers.slice(n, n + SLICE);
      const items = await searchedItems(reader, { follower: actor.jid, author, numbers: slice });
      found.push(...items.filter(({ title, text }) => hasWords(terms, title, text)));
      oldest = items.at(-1)?.published ?? oldest;
    }
    const items = found.slice((page - 1) * max, page * max);
    return { items, isAll: isAll || found.length >= page * max, since: oldest };
  });
}
