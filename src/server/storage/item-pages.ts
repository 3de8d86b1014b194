/** Pages of a node's items: by activity, of a topic's comments, of what is new. */
import type { Item } from '../../protocol/channel.ts';
import type { Reader } from './database.ts';
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

/**
 * Newest items of a node published after `since` (ISO 8601), or with a comment published after it,
 * at most `max`. Nothing is looked at whose activity is before the first of those: dates do not always
 * rise with the numbers (what was restored keeps its date), so that is the lowest number of all.
 */
export async function itemsSince(
  reader: Reader,
  nodeId: number,
  since: string,
  topicsOnly: boolean,
  max: number,
): Promise<Item[]> {
  const row = await reader.get<{ seq: number | null }>(
    'SELECT min(seq) AS seq FROM items WHERE node_id = ? AND published_at > ?',
    ...[nodeId, since],
  );
  const first = row?.seq ?? null;
  if (first === null) return [];
  const only = topicsOnly ? 'AND i.parent IS NULL' : '';
  return selectItems(
    reader,
    `WHERE i.node_id = ? AND i.activity >= ? AND (i.published_at > ? OR EXISTS (
       SELECT 1 FROM items r WHERE r.node_id = i.node_id AND r.parent = i.id
         AND r.seq >= ? AND r.published_at > ?)) ${only}
     ORDER BY i.activity DESC, i.seq DESC
     LIMIT ?`,
    ...[nodeId, first, since, first, since, max],
  );
}
