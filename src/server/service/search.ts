import type { Item } from '../../protocol/channel.ts';
import { MAX_PAGE } from '../../protocol/limits.ts';
import { searchItems } from '../storage/search.ts';
import { wordsOf } from '../storage/words.ts';
import type { Actor, ServiceContext } from './context.ts';
import { indexAll } from './index-words.ts';
import { badRequest, Refusal } from './refusal.ts';

export interface Search {
  readonly content: string;
  /** Bare JID, exact; `null` for anybody. */
  readonly author: string | null;
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
}

/** More words than a person types; each costs a look into the index. */
const MAX_TERMS = 16;

/** Searches the channels that the actor follows: every word must begin a word of the item. */
export async function search(
  ctx: ServiceContext,
  actor: Actor,
  wanted: Search,
): Promise<readonly Item[]> {
  if (!actor.isLocal) throw new Refusal('cancel', 'not-allowed');
  const terms = wordsOf(wanted.content);
  const { author, page, perPage } = wanted;
  if (terms.length === 0 && author === null) throw badRequest();
  if (terms.length > MAX_TERMS) throw badRequest(undefined, 'Too many words.');
  const max = Math.min(perPage, MAX_PAGE);
  await indexAll(ctx.database);
  return ctx.database.read((reader) =>
    searchItems(reader, {
      ...{ follower: actor.jid, terms, author, max },
      offset: (page - 1) * max,
    }),
  );
}
