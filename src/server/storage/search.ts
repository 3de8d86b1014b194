import type { Item } from '../../protocol/channel.ts';
import type { Reader } from './database.ts';
import { SELECT_ITEMS } from './items.ts';

export interface SearchQuery {
  /** Whose followed channels are searched. */
  readonly follower: string;
  /** Each must begin a word of the item; none: any text. */
  readonly terms: readonly string[];
  readonly author: string | null;
  readonly max: number;
  readonly offset: number;
}

/** Items that match, newest first. */
export async function searchItems(reader: Reader, query: SearchQuery): Promise<Item[]> {
  const { follower, terms, author, max, offset } = query;
  // Quoted, a term is words and nothing else: no operator of the search language gets through.
  const match = terms.map((term) => `"${term.replaceAll('"', '""')}"*`).join(' ');
  return reader.all<Item>(
    `${SELECT_ITEMS}
     JOIN memberships m ON m.channel_id = c.id AND m.jid = ?
     WHERE n.name = 'posts' AND c.deleted_at IS NULL
       AND m.subscription = 'subscribed' AND m.affiliation <> 'outcast'
       AND (? = '' OR i.seq IN (SELECT rowid FROM item_words WHERE item_words MATCH ?))
       AND (? = '' OR i.author = ?)
     ORDER BY i.seq DESC LIMIT ? OFFSET ?`,
    follower,
    match,
    match || '""',
    author ?? '',
    author ?? '',
    max,
    offset,
  );
}
