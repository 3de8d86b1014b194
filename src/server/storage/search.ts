import type { Item } from '../../protocol/channel.ts';
import type { Dialect, Reader, Writer } from './database.ts';
import { selectItems } from './item-rows.ts';
import { FOLLOWS } from './memberships.ts';
import { wordsOf } from './words.ts';

export interface SearchQuery {
  /** Whose followed channels are searched. */
  readonly follower: string;
  /** As `wordsOf` gives them. Each must begin a word of the item; none: any text. */
  readonly terms: readonly string[];
  readonly author: string | null;
  readonly max: number;
  readonly offset: number;
}

/** Notes the words of an item, in the transaction that stores it; they go with it. */
export async function saveWords(writer: Writer, seq: number, text: string): Promise<void> {
  const words = wordsOf(text).join(' ');
  await writer.run(
    writer.dialect === 'sqlite'
      ? 'INSERT INTO item_words (rowid, words) VALUES (?, ?)'
      : `INSERT INTO item_words (seq, words) VALUES (?, array_to_tsvector(string_to_array(?, ' ')))`,
    seq,
    words,
  );
}

/** Items that match, newest first. */
export async function searchItems(reader: Reader, query: SearchQuery): Promise<Item[]> {
  const { follower, terms, author, max, offset } = query;
  const match = matchOf(reader.dialect, terms);
  const words = `AND i.seq IN (${MATCHING[reader.dialect]})`;
  return selectItems(
    reader,
    `JOIN memberships m ON m.channel_id = c.id AND m.jid = ?
     WHERE n.name = 'posts' AND c.deleted_at IS NULL
       AND ${FOLLOWS}
       ${match ? words : ''} ${author ? 'AND i.author = ?' : ''}
     ORDER BY i.seq DESC LIMIT ? OFFSET ?`,
    follower,
    ...(match ? [match] : []),
    ...(author ? [author] : []),
    max,
    offset,
  );
}

const MATCHING: Readonly<Record<Dialect, string>> = {
  sqlite: 'SELECT rowid FROM item_words WHERE item_words MATCH ?',
  postgres: 'SELECT seq FROM item_words WHERE words @@ CAST(? AS tsquery)',
};

/** Terms hold letters and digits only (`wordsOf`): no operator of either language gets through. */
function matchOf(dialect: Dialect, terms: readonly string[]): string {
  return dialect === 'sqlite'
    ? terms.map((term) => `"${term}"*`).join(' ')
    : terms.map((term) => `'${term}':*`).join(' & ');
}
