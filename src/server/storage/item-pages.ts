/** Pages of a node's items: by activity, of a topic's comments, of what is new. */
import type { Item } from '../../protocol/channel.ts';
import type { Reader, Value } from './database.ts';
import { selectItems } from './item-rows.ts';

/** Where an item stands in lists by activity: a comment moves its topic up to beside itself. */
export interface Position {
  readonly seq: number;
  readonly activity: number;
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

/** Which page of items that run newest activity first: older or newer than a position, from either end. */
export interface Turn {
  readonly olderThan?: Position | undefined;
  readonly newerThan?: Position | undefined;
  readonly fromOldest?: boolean;
  /** Nothing of later activity. */
  readonly upTo?: number | undefined;
  readonly max: number;
}

/**
 * Items (topics only where asked), newest activity first: those older than a position, those next
 * newer than one, the newest, or from the oldest on.
 */
export async function pageByActivity(
  reader: Reader,
  nodeId: number,
  page: Turn & { topicsOnly: boolean },
): Promise<Item[]> {
  const where = `i.node_id = ? ${page.topicsOnly ? 'AND i.parent IS NULL' : ''}`;
  return turned(reader, { where, params: [nodeId] }, page);
}

async function turned(
  reader: Reader,
  { where, params }: { readonly where: string; readonly params: readonly Value[] },
  { olderThan, newerThan, upTo, max, ...page }: Turn,
): Promise<Item[]> {
  const fromOldest = page.fromOldest || newerThan !== undefined;
  const order = fromOldest ? 'ASC' : 'DESC';
  const rows = await selectItems(
    reader,
    `WHERE ${where}
     ${olderThan ? 'AND (i.activity, i.seq) < (?, ?)' : ''}
     ${newerThan ? 'AND (i.activity, i.seq) > (?, ?)' : ''}
     ${upTo === undefined ? '' : 'AND i.activity <= ?'}
     ORDER BY i.activity ${order}, i.seq ${order} LIMIT ?`,
    ...params,
    ...(olderThan ? [olderThan.activity, olderThan.seq] : []),
    ...(newerThan ? [newerThan.activity, newerThan.seq] : []),
    ...(upTo === undefined ? [] : [upTo]),
    max,
  );
  return fromOldest ? rows.reverse() : rows;
}

/** How many items (or topics) a node has; where asked, of those after a number. */
export async function countItems(
  reader: Reader,
  nodeId: number,
  topicsOnly: boolean,
  after?: number,
): Promise<number> {
  const only = topicsOnly ? 'AND parent IS NULL' : '';
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n FROM items WHERE node_id = ? ${only} ${after === undefined ? '' : 'AND seq > ?'}`,
    ...[nodeId, ...(after === undefined ? [] : [after])],
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

/** As above, and of those the first `max`. */
export async function firstReplies(
  reader: Reader,
  nodeId: number,
  topic: string,
  page: { after: number; before: number; max: number },
): Promise<Item[]> {
  return selectItems(
    reader,
    `WHERE i.node_id = ? AND i.parent = ? AND i.seq > ? AND i.seq < ? ORDER BY i.seq LIMIT ?`,
    ...[nodeId, topic, page.after, page.before, page.max],
  );
}

/** Which of a node's items are new. */
export interface Recent {
  readonly nodeId: number;
  /** ISO 8601: published, or with a comment published, after it. */
  readonly since: string;
  /** What `firstSince` gives. */
  readonly first: number;
  readonly topicsOnly: boolean;
  /** The newest so many; all where nothing is said. */
  readonly perNode?: number | undefined;
}

/**
 * The lowest number of what was published in a node after a time, ISO 8601; `null` where nothing was.
 * Nothing is looked at whose activity is before it: dates do not always rise with the numbers (what was
 * restored keeps its date).
 */
export async function firstSince(
  reader: Reader,
  nodeId: number,
  since: string,
): Promise<number | null> {
  const row = await reader.get<{ seq: number | null }>(
    'SELECT min(seq) AS seq FROM items WHERE node_id = ? AND published_at > ?',
    ...[nodeId, since],
  );
  return row?.seq ?? null;
}

function recent({ nodeId, since, first, topicsOnly, perNode }: Recent) {
  const where = `i.node_id = ? AND i.activity >= ? AND (i.published_at > ? OR EXISTS (
    SELECT 1 FROM items r WHERE r.node_id = i.node_id AND r.parent = i.id
      AND r.seq >= ? AND r.published_at > ?)) ${topicsOnly ? 'AND i.parent IS NULL' : ''}`;
  const params = [nodeId, first, since, first, since];
  if (perNode === undefined) return { where, params };
  const newest = `SELECT i.seq FROM items i WHERE ${where}
    ORDER BY i.activity DESC, i.seq DESC LIMIT ?`;
  return { where: `i.seq IN (${newest})`, params: [...params, perNode] };
}

/** A page of a node's new items, as of all its items (`pageByActivity`). */
export async function pageOfRecent(reader: Reader, wanted: Recent, page: Turn): Promise<Item[]> {
  return turned(reader, recent(wanted), page);
}

export async function countRecent(reader: Reader, wanted: Recent): Promise<number> {
  const { where, params } = recent(wanted);
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n FROM items i WHERE ${where}`,
    ...params,
  );
  return row?.n ?? 0;
}
