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

/** Whether there are items whose words are not in the index yet. */
export async function hasUnindexed(reader: Reader): Promise<boolean> {
  const row = await reader.get(
    'SELECT 1 AS found FROM items WHERE seq > (SELECT seq FROM words_indexed) LIMIT 1',
  );
  return row !== undefined;
}

/**
 * Takes the words of the oldest items that are not in the index yet into it, at most `max` of them.
 * Many at once cost a fifth of each alone. When an item goes, its words go with it.
 */
export async function indexWords(writer: Writer, max: number): Promise<void> {
  const rows = await writer.all<{ seq: number; title: string; text: string }>(
    `SELECT seq, title, text FROM items WHERE seq > (SELECT seq FROM words_indexed)
     ORDER BY seq LIMIT ?`,
    max,
  );
  const last = rows.at(-1);
  if (!last) return;
  await saveWords(writer, rows);
  await writer.run('UPDATE words_indexed SET seq = ?', last.seq);
}

/** Takes the words of an item out of the index. */
export async function dropWords(writer: Writer, nodeId: number, id: string): Promise<void> {
  const key = writer.dialect === 'sqlite' ? 'rowid' : 'seq';
  await writer.run(
    `DELETE FROM item_words WHERE ${key} IN (SELECT seq FROM items WHERE node_id = ? AND id = ?)`,
    ...[nodeId, id],
  );
}

/** Sees to the words of an item that was stored under a number which the index may have passed. */
export async function indexIfPassed(
  writer: Writer,
  item: { seq: number; title: string; text: string },
): Promise<void> {
  const passed = await writer.get('SELECT 1 AS found FROM words_indexed WHERE seq >= ?', item.seq);
  if (passed) await saveWords(writer, [item]);
}

async function saveWords(
  writer: Writer,
  items: readonly { seq: number; title: string; text: string }[],
): Promise<void> {
  const words = items.map(({ seq, title, text }) => [seq, wordsOf(`${title} ${text}`).join(' ')]);
  await writer.run(SAVING[writer.dialect], JSON.stringify(words));
}

const SAVING: Readonly<Record<Dialect, string>> = {
  sqlite: `INSERT INTO item_words (rowid, words) SELECT value ->> 0, value ->> 1 FROM json_each(?)`,
  postgres: `INSERT INTO item_words (seq, words)
    SELECT CAST(value ->> 0 AS BIGINT), array_to_tsvector(string_to_array(value ->> 1, ' '))
    FROM json_array_elements(CAST(? AS json)) AS value`,
};

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
