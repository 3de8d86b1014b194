import type { Item } from '../../protocol/channel.ts';
import type { Geoloc } from '../../protocol/geoloc.ts';
import type { Reader, Writer } from './database.ts';
import { selectItems } from './item-rows.ts';

export interface NewItem {
  readonly nodeId: number;
  readonly id: string;
  readonly parent: string | null;
  readonly author: string;
  readonly title: string;
  readonly text: string;
  readonly published: string;
  readonly seq: number;
  readonly target: string | null;
  readonly rating: number | null;
  readonly geoloc: Geoloc | null;
}

export async function insertItem(writer: Writer, item: NewItem): Promise<void> {
  await writer.run(
    `INSERT INTO items (seq, node_id, id, parent, author, title, text, published_at, activity,
       target, rating, geoloc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    item.seq,
    item.nodeId,
    item.id,
    item.parent,
    item.author,
    item.title,
    item.text,
    item.published,
    item.seq,
    item.target,
    item.rating,
    item.geoloc && JSON.stringify(item.geoloc),
  );
}

/** Whether that person has given that item stars. */
export async function hasRated(
  reader: Reader,
  nodeId: number,
  target: string,
  author: string,
): Promise<boolean> {
  const row = await reader.get(
    `SELECT 1 AS found FROM items
     WHERE node_id = ? AND target = ? AND author = ? AND rating IS NOT NULL`,
    nodeId,
    target,
    author,
  );
  return row !== undefined;
}

export async function findItem(
  reader: Reader,
  nodeId: number,
  id: string,
): Promise<Item | undefined> {
  return (await selectItems(reader, 'WHERE i.node_id = ? AND i.id = ?', nodeId, id))[0];
}

/** Counts a comment on its topic; `activity` is its seq, or absent where one was removed. */
export async function countReply(
  writer: Writer,
  nodeId: number,
  topic: string,
  change: 1 | -1,
  activity = 0,
): Promise<void> {
  await writer.run(
    `UPDATE items SET replies = replies + ?,
       activity = CASE WHEN activity < ? THEN ? ELSE activity END
     WHERE node_id = ? AND id = ?`,
    change,
    activity,
    activity,
    nodeId,
    topic,
  );
}

/** Where an item stands: a topic shares the activity of its newest comment, so both are needed. */
export interface Position {
  readonly seq: number;
  readonly activity: number;
}

/** Where an item stands in lists by activity: a comment moves its topic up to beside itself. */
export interface Position {
  readonly seq: number;
  readonly activity: number;
}

/**
 * Items (topics only where asked), newest activity first: those older than a position, those next
 * newer than one, the newest, or from the oldest on.
 */
export async function pageByActivity(
  reader: Reader,
  nodeId: number,
  page: {
    topicsOnly: boolean;
    olderThan?: Position | undefined;
    newerThan?: Position | undefined;
    fromOldest?: boolean;
    max: number;
  },
): Promise<Item[]> {
  const { olderThan, newerThan, max } = page;
  const fromOldest = page.fromOldest || newerThan !== undefined;
  const order = fromOldest ? 'ASC' : 'DESC';
  const rows = await selectItems(
    reader,
    `WHERE i.node_id = ? ${page.topicsOnly ? 'AND i.parent IS NULL' : ''}
     ${olderThan ? 'AND (i.activity, i.seq) < (?, ?)' : ''}
     ${newerThan ? 'AND (i.activity, i.seq) > (?, ?)' : ''}
     ORDER BY i.activity ${order}, i.seq ${order} LIMIT ?`,
    nodeId,
    ...(olderThan ? [olderThan.activity, olderThan.seq] : []),
    ...(newerThan ? [newerThan.activity, newerThan.seq] : []),
    max,
  );
  return fromOldest ? rows.reverse() : rows;
}

export async function countItems(
  reader: Reader,
  nodeId: number,
  topicsOnly: boolean,
): Promise<number> {
  const only = topicsOnly ? 'AND parent IS NULL' : '';
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n FROM items WHERE node_id = ? ${only}`,
    nodeId,
  );
  return row?.n ?? 0;
}

/** Comments of a topic with `after` < seq < `before`, the newest `max` of them, oldest first. */
export async function pageOfReplies(
  reader: Reader,
  nodeId: number,
  topic: string,
  page: { after: number; before: number; max: number },
): Promise<Item[]> {
  const rows = await selectItems(
    reader,
    `WHERE i.node_id = ? AND i.parent = ? AND i.seq > ? AND i.seq < ?
     ORDER BY i.seq DESC LIMIT ?`,
    nodeId,
    topic,
    page.after,
    page.before,
    page.max,
  );
  return rows.reverse();
}

/** Comments of a topic with seq > `after`, the first `max` of them, oldest first. */
export async function firstReplies(
  reader: Reader,
  nodeId: number,
  topic: string,
  page: { after: number; max: number },
): Promise<Item[]> {
  return selectItems(
    reader,
    `WHERE i.node_id = ? AND i.parent = ? AND i.seq > ? ORDER BY i.seq LIMIT ?`,
    nodeId,
    topic,
    page.after,
    page.max,
  );
}

/** Whose channels the firehose carries: those that anybody, or anybody here, may read; or all. */
export type Reach = 'open' | 'local' | 'all';

const WITHIN: Readonly<Record<Reach, string>> = {
  open: `c.access_model = 'open'`,
  local: `c.access_model IN ('open', 'local')`,
  all: '1 = 1',
};

/** Items of all channels within reach with seq < `before`, newest first. */
export async function pageOfFirehose(
  reader: Reader,
  page: { reach: Reach; before: number; max: number },
): Promise<Item[]> {
  return selectItems(
    reader,
    `WHERE i.seq < ? AND ${WITHIN[page.reach]} AND c.deleted_at IS NULL
       AND n.name = 'posts' ORDER BY i.seq DESC LIMIT ?`,
    page.before,
    page.max,
  );
}

export async function countFirehose(reader: Reader, reach: Reach): Promise<number> {
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n FROM items i JOIN nodes n ON n.id = i.node_id
     JOIN channels c ON c.id = n.channel_id
     WHERE ${WITHIN[reach]} AND c.deleted_at IS NULL AND n.name = 'posts'`,
  );
  return row?.n ?? 0;
}

/** Some of what a person wrote in channels that are not their own. */
export async function writtenBy(
  reader: Reader,
  author: string,
  max: number,
): Promise<{ channel: string; node: string; id: string }[]> {
  return reader.all(
    `SELECT c.jid AS channel, n.name AS node, i.id
     FROM items i JOIN nodes n ON n.id = i.node_id JOIN channels c ON c.id = n.channel_id
     WHERE i.author = ? AND c.jid <> ? ORDER BY i.seq LIMIT ?`,
    author,
    author,
    max,
  );
}

/** So many of a person's newest items are what is on anybody's screen. */
const ON_SCREENS = 500;

/** In which channels a person wrote lately. */
export async function channelsOfAuthor(reader: Reader, author: string): Promise<number[]> {
  const rows = await reader.all<{ id: number }>(
    `SELECT DISTINCT n.channel_id AS id FROM nodes n JOIN
       (SELECT node_id FROM items WHERE author = ? ORDER BY seq DESC LIMIT ?) i ON i.node_id = n.id`,
    author,
    ON_SCREENS,
  );
  return rows.map(({ id }) => id);
}

/** Ids of a topic's comments. */
export async function replyIds(reader: Reader, nodeId: number, topic: string): Promise<string[]> {
  const rows = await reader.all<{ id: string }>(
    'SELECT id FROM items WHERE node_id = ? AND parent = ? ORDER BY seq',
    nodeId,
    topic,
  );
  return rows.map((row) => row.id);
}

/**
 * Newest items of a node published after `since` (ISO 8601), or with a comment published after it,
 * at most `max`.
 */
export async function itemsSince(
  reader: Reader,
  nodeId: number,
  since: string,
  topicsOnly: boolean,
  max: number,
): Promise<Item[]> {
  const only = topicsOnly ? 'AND i.parent IS NULL' : '';
  return selectItems(
    reader,
    `WHERE i.node_id = ? AND (i.published_at > ? OR EXISTS (
       SELECT 1 FROM items r
       WHERE r.node_id = i.node_id AND r.parent = i.id AND r.published_at > ?)) ${only}
     ORDER BY i.activity DESC, i.seq DESC
     LIMIT ?`,
    nodeId,
    since,
    since,
    max,
  );
}

/** Where an item stands or, once removed, stood: what a page can turn on. */
export async function positionOf(
  reader: Reader,
  nodeId: number,
  id: string,
): Promise<Position | undefined> {
  return reader.get(
    `SELECT seq, activity FROM items WHERE node_id = ? AND id = ?
     UNION ALL SELECT seq, activity FROM tombstones WHERE node_id = ? AND id = ?`,
    nodeId,
    id,
    nodeId,
    id,
  );
}

/** Removes an item for good: its text goes, its id is never taken again. */
export async function buryItem(writer: Writer, nodeId: number, id: string): Promise<void> {
  await writer.run(
    `INSERT INTO tombstones (node_id, id, parent, author, seq, activity)
     SELECT node_id, id, parent, author, seq, activity FROM items WHERE node_id = ? AND id = ?`,
    nodeId,
    id,
  );
  await writer.run('DELETE FROM items WHERE node_id = ? AND id = ?', nodeId, id);
}

export async function isBuried(reader: Reader, nodeId: number, id: string): Promise<boolean> {
  const row = await reader.get(
    'SELECT 1 AS found FROM tombstones WHERE node_id = ? AND id = ?',
    nodeId,
    id,
  );
  return row !== undefined;
}
