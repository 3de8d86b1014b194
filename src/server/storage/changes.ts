import type { ArchiveFilter } from '../../protocol/archive.ts';
import { type Dialect, expectRow, type Reader, type Value, type Writer } from './database.ts';
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
  return expectRow(row).seq;
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

/** Number of a channel's first change, 0 where it has none. */
export async function firstChange(reader: Reader, channelId: number): Promise<number> {
  const row = await reader.get<{ seq: number | null }>(
    'SELECT min(seq) AS seq FROM changes WHERE channel_id = ?',
    channelId,
  );
  return row?.seq ?? 0;
}

/** Which changes are looked at: one channel's, or those of all channels that a person follows. */
export type Scope = { readonly channelId: number } | { readonly follower: string };

/** Changes that follow each other, with `after` < seq < `before`: the first `max` of them, or the last. */
export interface Stretch {
  readonly after: number;
  readonly before: number;
  readonly fromEnd: boolean;
  readonly max: number;
}

/**
 * Their numbers, as SQL. Of each channel no more is read than could be among them, however much else
 * there is and wherever it lies in the order.
 */
function numbersOf(
  dialect: Dialect,
  scope: Scope,
  { after, before, fromEnd, max }: Stretch,
): { readonly sql: string; readonly params: readonly Value[] } {
  const end = `ORDER BY seq ${fromEnd ? 'DESC' : 'ASC'} LIMIT ?`;
  const of = (channel: string) =>
    `SELECT seq FROM changes WHERE channel_id = ${channel} AND seq > ? AND seq < ? ${end}`;
  if ('channelId' in scope) return { sql: of('?'), params: [scope.channelId, after, before, max] };
  return {
    sql: `SELECT f.seq FROM memberships m CROSS JOIN channels c ${OF_EACH[dialect](of('c.id'))}
      AND c.id = m.channel_id AND m.jid = ? AND ${FOLLOWS} ${end}`,
    params: [after, before, max, scope.follower, max],
  };
}

/** A stretch over many channels, as far as it can reach, and how many changes are read for it at most. */
export interface Reach {
  readonly stretch: Stretch;
  readonly followed: number;
  readonly most: number;
}

/**
 * How far a stretch can reach: with thousands of channels followed, `max` of each would be read to have `max`
 * of all. As soon as n channels have n changes up to a number, n² of them come before what lies beyond it.
 */
export async function reachOf(reader: Reader, scope: Scope, stretch: Stretch): Promise<Reach> {
  const { after, before, fromEnd, max } = stretch;
  if ('channelId' in scope) return { stretch, followed: 0, most: max };
  const each = Math.ceil(Math.sqrt(max));
  const heads = await reader.all<{ seq: number | null }>(
    `SELECT (SELECT seq FROM changes WHERE channel_id = c.id AND seq > ? AND seq < ?
       ORDER BY seq ${fromEnd ? 'DESC' : 'ASC'} LIMIT 1 OFFSET ?) AS seq
     FROM memberships m JOIN channels c ON c.id = m.channel_id WHERE m.jid = ? AND ${FOLLOWS}`,
    ...[after, before, each - 1, scope.follower],
  );
  const followed = heads.length;
  const numbers = heads.flatMap(({ seq }) => seq ?? []).sort((a, b) => (fromEnd ? b - a : a - b));
  const end = numbers[each - 1];
  const most = Math.min(followed, each) * max + followed * each;
  if (end === undefined) return { stretch, followed, most };
  const upTo = fromEnd ? { after: end - 1 } : { before: end + 1 };
  return { stretch: { ...stretch, ...upTo }, followed, most };
}

/** Joins what is selected of each channel `c`, as `f`. */
const OF_EACH: Readonly<Record<Dialect, (numbers: string) => string>> = {
  sqlite: (numbers) => `CROSS JOIN changes f WHERE f.seq IN (${numbers})`,
  postgres: (numbers) => `CROSS JOIN LATERAL (${numbers}) f WHERE true`,
};

/** Changes after which something may not be shown any more. */
const GONE = `(h.kind = 'retracted' OR (h.kind = 'published' AND EXISTS (
  SELECT 1 FROM items i WHERE i.node_id = n.id AND i.id = h.subject AND i.hidden = 1)))`;

const WRITTEN = `h.kind = 'published' AND EXISTS (
  SELECT 1 FROM items i WHERE i.node_id = n.id AND i.id = h.subject AND i.author = ?)`;

/** What was done at that time, and published by that person. */
function filtered({ by, start, end, gone }: ArchiveFilter): { where: string; params: string[] } {
  const parts = [
    ...(start ? [['h.at >= ?', start]] : []),
    ...(end ? [['h.at <= ?', end]] : []),
    ...(by ? [[WRITTEN, by]] : []),
    ...(gone ? [[GONE]] : []),
  ] as [string, string?][];
  return {
    where: parts.map(([condition]) => `AND ${condition}`).join(' '),
    params: parts.flatMap(([, param]) => param ?? []),
  };
}

/** The first `max` changes of a stretch that pass the filter, oldest first; the last where it runs from the end. */
export async function changesIn(
  reader: Reader,
  scope: Scope,
  stretch: Stretch,
  filter: ArchiveFilter,
  max: number,
): Promise<ChangeRow[]> {
  const numbers = numbersOf(reader.dialect, scope, stretch);
  const { where, params } = filtered(filter);
  const rows = await reader.all<ChangeRow>(
    `SELECT h.seq, h.channel_id AS "channelId", c.jid AS channel, n.id AS "nodeId",
       h.node, h.kind, h.subject, h.at
     FROM (${numbers.sql}) s JOIN changes h ON h.seq = s.seq JOIN channels c ON c.id = h.channel_id
     LEFT JOIN nodes n ON n.channel_id = h.channel_id AND n.name = h.node
     WHERE true ${where} ORDER BY h.seq ${stretch.fromEnd ? 'DESC' : 'ASC'} LIMIT ?`,
    ...[...numbers.params, ...params, max],
  );
  return stretch.fromEnd ? rows.reverse() : rows;
}

/** How many changes a stretch has, and the numbers of its first and its last. */
export async function extentOf(
  reader: Reader,
  scope: Scope,
  stretch: Stretch,
): Promise<{ readonly count: number; readonly first: number; readonly last: number }> {
  const { sql, params } = numbersOf(reader.dialect, scope, stretch);
  const row = await reader.get<{ count: number; first: number | null; last: number | null }>(
    `SELECT count(*) AS count, min(seq) AS first, max(seq) AS last FROM (${sql}) s`,
    ...params,
  );
  return { count: row?.count ?? 0, first: row?.first ?? 0, last: row?.last ?? 0 };
}

/** How many changes a channel has, after a number. */
export async function countChanges(reader: Reader, channelId: number, after = 0): Promise<number> {
  const row = await reader.get<{ n: number }>(
    'SELECT count(*) AS n FROM changes WHERE channel_id = ? AND seq > ?',
    ...[channelId, after],
  );
  return row?.n ?? 0;
}

/** Whether the person whom a change concerns has begun or ceased to follow, or to wait, after it. */
export async function cameOrWentSince(
  reader: Reader,
  { channelId, subject, seq }: Pick<ChangeRow, 'channelId' | 'subject' | 'seq'>,
): Promise<boolean> {
  const row = await reader.get(
    `SELECT 1 AS found FROM changes WHERE channel_id = ? AND subject = ? AND seq > ?
       AND kind = 'subscription' LIMIT 1`,
    ...[channelId, subject, seq],
  );
  return row !== undefined;
}

/** Whether nothing but changes of those kinds happened in a channel after a number. */
export async function isNothingBut(
  reader: Reader,
  kinds: readonly ChangeKind[],
  { after, channelId }: { readonly after: number; readonly channelId: number },
): Promise<boolean> {
  const row = await reader.get(
    `SELECT 1 AS found FROM changes WHERE seq > ? AND channel_id = ?
       AND kind NOT IN (${kinds.map(() => '?').join(', ')}) LIMIT 1`,
    ...[after, channelId, ...kinds],
  );
  return row === undefined;
}
