import type { ArchiveFilter } from '../../protocol/archive.ts';
import type { Reader, Writer } from './database.ts';
import { FOLLOWS } from './memberships.ts';

export type ChangeKind =
  | 'published'
  | 'retracted'
  | 'configured'
  | 'subscription'
  | 'affiliation'
  | 'deleted';

export interface ChangeRow {
  readonly seq: number;
  readonly channel: string;
  readonly channelId: number;
  /** `null` where the node is no more. */
  readonly nodeId: number | null;
  readonly node: string;
  readonly kind: ChangeKind;
  readonly subject: string;
  readonly at: string;
}

/** Takes the next number of the one sequence. Writers run one at a time, so it is commit order. */
export async function recordChange(
  writer: Writer,
  change: {
    channelId: number;
    node: string;
    kind: ChangeKind;
    subject: string;
    at: string;
  },
): Promise<number> {
  const row = await writer.get<{ seq: number }>(
    `INSERT INTO changes (channel_id, node, kind, subject, at) VALUES (?, ?, ?, ?, ?)
     RETURNING seq`,
    change.channelId,
    change.node,
    change.kind,
    change.subject,
    change.at,
  );
  return (row as { seq: number }).seq;
}

/** Number of the newest change of all, 0 where nothing happened. */
export async function lastChange(reader: Reader): Promise<number> {
  const row = await reader.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM changes');
  return row?.seq ?? 0;
}

/** Number of a channel's newest change, 0 where it has none. */
export async function newestChange(reader: Reader, channelId: number): Promise<number> {
  const row = await reader.get<{ seq: number | null }>(
    'SELECT max(seq) AS seq FROM changes WHERE channel_id = ?',
    channelId,
  );
  return row?.seq ?? 0;
}

const SELECT = `SELECT h.seq, h.channel_id AS "channelId", c.jid AS channel, n.id AS "nodeId",
  h.node, h.kind, h.subject, h.at
  FROM changes h JOIN channels c ON c.id = h.channel_id 
  LEFT JOIN nodes n ON n.channel_id = h.channel_id AND n.name = h.node`;

/** Which changes are looked at: one channel's, or those of all channels that a person follows. */
export type Scope = { readonly channelId: number } | { readonly follower: string };

function scoped(scope: Scope): { where: string; param: string | number } {
  return 'channelId' in scope
    ? { where: 'h.channel_id = ?', param: scope.channelId }
    : {
        where: `h.channel_id IN (SELECT m.channel_id FROM memberships m
          JOIN channels c ON c.id = m.channel_id WHERE m.jid = ? AND ${FOLLOWS})`,
        param: scope.follower,
      };
}

interface Range {
  readonly after: number;
  readonly before: number;
}

/** Changes after which something may not be shown any more. */
const GONE = `AND (h.kind = 'retracted' OR (h.kind = 'published' AND EXISTS (
  SELECT 1 FROM items i WHERE i.node_id = n.id AND i.id = h.subject AND i.hidden = 1)))`;

/** What was done at that time, and published by that person. */
function filtered({ by, start, end }: ArchiveFilter): { where: string; params: string[] } {
  const written = `h.kind = 'published' AND EXISTS (SELECT 1 FROM items i
    JOIN nodes w ON w.id = i.node_id
    WHERE w.channel_id = h.channel_id AND w.name = h.node AND i.id = h.subject AND i.author = ?)`;
  const parts = [
    ...(start ? [['h.at >= ?', start]] : []),
    ...(end ? [['h.at <= ?', end]] : []),
    ...(by ? [[written, by]] : []),
  ] as [string, string][];
  return {
    where: parts.map(([condition]) => `AND ${condition}`).join(' '),
    params: parts.map(([, param]) => param),
  };
}

/** More changes than these are not searched for a few among them. */
const SEARCHED = 2_000;

/** Whether there are more changes with `after` < seq < `before` than can be searched at once. */
export async function isFarBack(reader: Reader, scope: Scope, range: Range): Promise<boolean> {
  const { where, param } = scoped(scope);
  const row = await reader.get(
    `SELECT 1 FROM changes h WHERE ${where} AND h.seq > ? AND h.seq < ?
     ORDER BY h.seq LIMIT 1 OFFSET ?`,
    ...[param, range.after, range.before, SEARCHED],
  );
  return row !== undefined;
}

/** Changes with `after` < seq < `before`, oldest first: the first `max` of them, or the last. */
export async function pageOfChanges(
  reader: Reader,
  scope: Scope,
  page: Range & { max: number; fromEnd: boolean },
  filter: ArchiveFilter,
): Promise<ChangeRow[]> {
  const { where, param } = scoped(scope);
  const wanted = filtered(filter);
  const rows = await reader.all<ChangeRow>(
    `${SELECT} WHERE ${where} AND h.seq > ? AND h.seq < ? ${wanted.where} ${filter.gone ? GONE : ''}
     ORDER BY h.seq ${page.fromEnd ? 'DESC' : 'ASC'} LIMIT ?`,
    ...[param, page.after, page.before, ...wanted.params, page.max],
  );
  return page.fromEnd ? rows.reverse() : rows;
}

export async function countChanges(
  reader: Reader,
  scope: Scope,
  filter: ArchiveFilter,
): Promise<number> {
  const { where, param } = scoped(scope);
  const wanted = filtered(filter);
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n FROM changes h WHERE ${where} ${wanted.where}`,
    ...[param, ...wanted.params],
  );
  return row?.n ?? 0;
}
