/** Posts of the open group channels that lists tell everybody of. */
import type { Item } from '../../protocol/channel.ts';
import type { Reader } from './database.ts';
import { LISTED } from './directory.ts';
import { NOT_BANNED } from './firehose.ts';
import { selectItems } from './item-rows.ts';
import { NUMBERS_IN } from './numbers-in.ts';
import { newestNumbers } from './search.ts';

/** What a search compares. */
export interface PostWords {
  readonly seq: number;
  readonly title: string;
  readonly text: string;
  readonly published: string;
}

/** Of nodes `n` of channels `c`, those whose posts that person may find. */
const FINDABLE = `n.name = 'posts' AND ${LISTED} AND ${NOT_BANNED}`;

/** Of posts, given by their numbers, those that a person may find; newest first. */
export async function openPosts(
  reader: Reader,
  jid: string,
  numbers: readonly number[],
): Promise<PostWords[]> {
  // By themselves first: PostgreSQL may take open channels for few, and compare all that they hold with each number.
  return reader.all<PostWords>(
    `WITH i AS MATERIALIZED (SELECT seq, node_id, title, text, published_at AS published
       FROM items WHERE seq IN (${NUMBERS_IN[reader.dialect]}))
     SELECT i.seq, i.title, i.text, i.published FROM i
     JOIN nodes n ON n.id = i.node_id JOIN channels c ON c.id = n.channel_id
     WHERE ${FINDABLE} ORDER BY i.seq DESC`,
    ...[JSON.stringify(numbers), jid],
  );
}

/** Numbers of the newest that a person may find, newest first. */
export async function newestOpenPosts(reader: Reader, jid: string): Promise<number[]> {
  return newestNumbers(reader, ({ from, upTo }, max) =>
    // By the order, which CROSS has SQLite keep to: channel by channel it would read all that they hold.
    reader.all<{ seq: number }>(
      `SELECT i.seq FROM items i CROSS JOIN nodes n CROSS JOIN channels c
       WHERE i.seq > ? AND i.seq <= ? AND n.id = i.node_id AND c.id = n.channel_id AND ${FINDABLE}
       ORDER BY i.seq DESC LIMIT ?`,
      ...[from, upTo, jid, max],
    ),
  );
}

/** Posts by their numbers, newest first. */
export async function postsNumbered(reader: Reader, numbers: readonly number[]): Promise<Item[]> {
  return selectItems(
    reader,
    `WHERE i.seq IN (${NUMBERS_IN[reader.dialect]}) ORDER BY i.seq DESC`,
    JSON.stringify(numbers),
  );
}
