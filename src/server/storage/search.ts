import type { Item } from '../../protocol/channel.ts';
import type { Dialect, Reader, Value, Writer } from './database.ts';
import { selectItems } from './item-rows.ts';
import { FOLLOWS } from './memberships.ts';
import { NUMBERS_IN } from './numbers-in.ts';
import { wordsOf } from './words.ts';

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
  // Each once: how often a post says something is asked by nobody, and would be walked through.
  const words = items.map(({ seq, title, text }) => [
    seq,
    [...new Set(wordsOf(`${title} ${text}`))].join(' '),
  ]);
  await writer.run(SAVING[writer.dialect], JSON.stringify(words));
}

const SAVING: Readonly<Record<Dialect, string>> = {
  sqlite: `INSERT INTO item_words (rowid, words) SELECT value ->> 0, value ->> 1 FROM json_each(?)`,
  postgres: `INSERT INTO item_words (seq, words)
    SELECT CAST(value ->> 0 AS BIGINT), array_to_tsvector(string_to_array(value ->> 1, ' '))
    FROM json_array_elements(CAST(? AS json)) AS value`,
};

/** How many posts one search looks at. A term is common where more posts have it, or words that begin with it. */
export const MOST_LOOKED_AT = 5_000;

/** Words that begin with a term are counted up to here: one post may have many of them. */
const MOST_WORDS = 10 * MOST_LOOKED_AT;

/**
 * Whether a term begins a word of more posts than one search looks at, or more words than those have at
 * most. No more than that are counted.
 */
export async function isCommon(reader: Reader, term: string): Promise<boolean> {
  const count = async (sql: string, ...params: Value[]) =>
    (await reader.get<{ n: number }>(`SELECT count(*) AS n FROM (${sql}) f`, ...params))?.n ?? 0;
  if (reader.dialect === 'postgres') {
    const sql = 'SELECT seq FROM item_words WHERE words @@ CAST(? AS tsquery) LIMIT ?';
    const posts = await count(sql, matchOf('postgres', [term]), MOST_LOOKED_AT + 1);
    return posts > MOST_LOOKED_AT;
  }
  // SQLite's index of words would put all posts together before it gives the first one.
  const words = 'SELECT doc FROM item_vocabulary WHERE term >= ? AND term <= ? LIMIT ?';
  const these = [term, `${term}\u{10FFFF}`, MOST_WORDS];
  const posts = `SELECT DISTINCT doc FROM (${words}) LIMIT ?`;
  if ((await count(posts, ...these, MOST_LOOKED_AT + 1)) > MOST_LOOKED_AT) return true;
  return (await count(words, ...these)) === MOST_WORDS;
}

/** Numbers of the posts that have all of those terms, of which none is common; newest first. */
export async function numbersWith(reader: Reader, terms: readonly string[]): Promise<number[]> {
  const rows = await reader.all<{ seq: number }>(
    MATCHING[reader.dialect],
    matchOf(reader.dialect, terms),
  );
  return rows.map(({ seq }) => seq).sort((a, b) => b - a);
}

const MATCHING: Readonly<Record<Dialect, string>> = {
  sqlite: 'SELECT rowid AS seq FROM item_words WHERE item_words MATCH ?',
  postgres: 'SELECT seq FROM item_words WHERE words @@ CAST(? AS tsquery)',
};

/** Terms hold letters and digits only (`wordsOf`): no operator of either language gets through. */
function matchOf(dialect: Dialect, terms: readonly string[]): string {
  return dialect === 'sqlite'
    ? terms.map((term) => `"${term}"*`).join(' ')
    : terms.map((term) => `'${term}':*`).join(' & ');
}

/** Numbers of the newest that somebody wrote, newest first. */
export async function numbersBy(reader: Reader, author: string): Promise<number[]> {
  const rows = await reader.all<{ seq: number }>(
    'SELECT seq FROM items WHERE author = ? ORDER BY seq DESC LIMIT ?',
    ...[author, MOST_LOOKED_AT],
  );
  return rows.map(({ seq }) => seq);
}

/** Numbers of the order that are looked through first for the newest posts, and how many times more after few. */
const FIRST_STRETCH = 2 * MOST_LOOKED_AT;
const WIDER = 4;

/** A stretch of the order: numbers above `from`, up to `upTo`. */
export interface OrderStretch {
  readonly from: number;
  readonly upTo: number;
}

/**
 * The newest numbers that `select` finds, newest first. The order is looked through stretch by stretch: else the
 * newest of each of many channels would be read.
 */
export async function newestNumbers(
  reader: Reader,
  select: (stretch: OrderStretch, max: number) => Promise<{ seq: number }[]>,
): Promise<number[]> {
  const newest = await reader.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM items');
  const found: number[] = [];
  let width = FIRST_STRETCH;
  for (let upTo = newest?.seq ?? 0; upTo > 0 && found.length < MOST_LOOKED_AT; ) {
    const wanted = MOST_LOOKED_AT - found.length;
    const rows = await select({ from: upTo - width, upTo }, wanted);
    found.push(...rows.map(({ seq }) => seq));
    upTo -= width;
    if (rows.length * WIDER < wanted) width *= WIDER;
  }
  return found;
}

/** Numbers of the newest posts of the channels that a person follows, newest first. */
export async function numbersFor(reader: Reader, follower: string): Promise<number[]> {
  return newestNumbers(reader, ({ from, upTo }, max) =>
    reader.all<{ seq: number }>(
      `SELECT i.seq FROM memberships m JOIN channels c ON c.id = m.channel_id AND c.deleted_at IS NULL
       JOIN nodes n ON n.channel_id = c.id AND n.name = 'posts' JOIN items i ON i.node_id = n.id
       WHERE m.jid = ? AND ${FOLLOWS} AND i.seq > ? AND i.seq <= ? ORDER BY i.seq DESC LIMIT ?`,
      ...[follower, from, upTo, max],
    ),
  );
}

/**
 * Of posts, given by their numbers, those in channels that a person follows, and by one author where that is
 * asked; newest first.
 */
export async function searchedItems(
  reader: Reader,
  {
    follower,
    author,
    numbers,
  }: { follower: string; author: string | null; numbers: readonly number[] },
): Promise<Item[]> {
  return selectItems(
    reader,
    `JOIN memberships m ON m.channel_id = c.id AND m.jid = ?
     WHERE i.seq IN (${NUMBERS_IN[reader.dialect]}) AND n.name = 'posts' AND c.deleted_at IS NULL
       AND ${FOLLOWS} ${author ? 'AND i.author = ?' : ''} ORDER BY i.seq DESC`,
    ...[follower, JSON.stringify(numbers), ...(author ? [author] : [])],
  );
}
