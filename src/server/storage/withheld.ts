/** Posts that are held back: apart from all items, so that nothing that reads items can show them. */
import type { DraftPost } from '../../protocol/channel.ts';
import type { Grounds } from '../../protocol/office.ts';
import { RULES } from '../../protocol/office.ts';
import type { WhyWithheld } from '../../protocol/withheld.ts';
import type { Reader, Value, Writer } from './database.ts';

export interface WithheldRow {
  /** Counts up in the order of waiting. */
  readonly rowId: number;
  readonly nodeId: number;
  readonly channel: string;
  readonly channelTitle: string;
  readonly node: string;
  readonly id: string;
  readonly author: string;
  readonly why: WhyWithheld;
  readonly since: string;
  readonly draft: DraftPost;
  readonly grounds: Grounds;
}

type Stored = Omit<WithheldRow, 'draft' | 'grounds'> & {
  readonly draft: string;
  readonly rule: string;
  readonly reason: string;
};

const FROM = `FROM withheld w JOIN nodes n ON n.id = w.node_id JOIN channels c ON c.id = n.channel_id`;

async function select(reader: Reader, rest: string, ...params: Value[]): Promise<WithheldRow[]> {
  const rows = await reader.all<Stored>(
    `SELECT w.row_id AS "rowId", w.node_id AS "nodeId", c.jid AS channel, c.title AS "channelTitle",
       n.name AS node, w.id, w.author, w.why, w.since, w.draft, w.rule, w.reason ${FROM} ${rest}`,
    ...params,
  );
  return rows.map(({ draft, rule, reason, ...row }) => ({
    ...row,
    draft: JSON.parse(draft),
    grounds: { rule: RULES.find((known) => known === rule), reason },
  }));
}

export async function insertWithheld(
  writer: Writer,
  row: Pick<WithheldRow, 'nodeId' | 'id' | 'author' | 'why' | 'since' | 'draft'> &
    Partial<Pick<WithheldRow, 'grounds'>>,
): Promise<void> {
  const { nodeId, id, author, why, since, draft, grounds } = row;
  await writer.run(
    `INSERT INTO withheld (node_id, id, parent, author, why, since, draft, rule, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[nodeId, id, draft.parent, author, why, since, JSON.stringify(draft)],
    ...[grounds?.rule ?? '', grounds?.reason ?? ''],
  );
}

export async function findWithheld(
  reader: Reader,
  nodeId: number,
  id: string,
): Promise<WithheldRow | undefined> {
  return (await select(reader, 'WHERE w.node_id = ? AND w.id = ?', nodeId, id))[0];
}

/** The newest `most` of what is held back of one person's, in the order of writing. */
export async function withheldOf(
  reader: Reader,
  author: string,
  most: number,
): Promise<WithheldRow[]> {
  const newest = 'WHERE w.author = ? ORDER BY w.row_id DESC LIMIT ?';
  return (await select(reader, newest, author, most)).reverse();
}

/** All that is held back in a channel, of whatever reason. */
export function withheldIn(reader: Reader, channelId: number): Promise<WithheldRow[]> {
  return select(reader, 'WHERE n.channel_id = ? ORDER BY w.row_id', channelId);
}

export async function countWithheldOf(reader: Reader, author: string): Promise<number> {
  return count(reader, 'FROM withheld WHERE author = ?', author);
}

/** How many posts of a node wait for a moderator: one person's, or everybody's. */
export function countWaiting(reader: Reader, nodeId: number, author?: string): Promise<number> {
  const whose = author === undefined ? '' : 'AND author = ?';
  const sql = `FROM withheld WHERE node_id = ? AND why = 'first' ${whose}`;
  return count(reader, sql, nodeId, ...(author === undefined ? [] : [author]));
}

/** Of the channels that somebody moderates: what the table of rights says of it, as SQL. */
const MODERATED = `JOIN memberships m ON m.channel_id = c.id AND m.jid = ?
  AND m.subscription = 'subscribed' AND m.affiliation IN ('owner', 'moderator')
  WHERE w.why = 'first'`;

/** What waits for a moderator, oldest first, from after a row on. */
export function queueOf(
  reader: Reader,
  moderator: string,
  after: number,
  max: number,
): Promise<WithheldRow[]> {
  const rest = `${MODERATED} AND w.row_id > ? ORDER BY w.row_id LIMIT ?`;
  return select(reader, rest, moderator, after, max);
}

export function countQueueOf(reader: Reader, moderator: string): Promise<number> {
  return count(reader, `${FROM} ${MODERATED}`, moderator);
}

/** Marks a withheld post as refused: from now on it is kept for its author alone. */
export async function markRefused(
  writer: Writer,
  rowId: number,
  { rule = '', reason }: { readonly rule?: string | undefined; readonly reason: string },
): Promise<void> {
  await writer.run(
    `UPDATE withheld SET why = 'refused', rule = ?, reason = ? WHERE row_id = ?`,
    ...[rule, reason, rowId],
  );
}

/** Refuses the waiting comments on a topic that is gone; gives their authors. */
export async function refuseAnswersTo(
  writer: Writer,
  nodeId: number,
  topic: string,
): Promise<readonly string[]> {
  const rows = await writer.all<{ author: string }>(
    `UPDATE withheld SET why = 'refused' WHERE node_id = ? AND parent = ? AND why = 'first'
     RETURNING author`,
    ...[nodeId, topic],
  );
  return rows.map(({ author }) => author);
}

/** Keeps the newest of what was refused of one person in a node. */
export async function forgetOldRefused(
  writer: Writer,
  nodeId: number,
  author: string,
  kept: number,
): Promise<void> {
  const theirs = `node_id = ? AND author = ? AND why = 'refused'`;
  await writer.run(
    `DELETE FROM withheld WHERE ${theirs} AND row_id NOT IN
       (SELECT row_id FROM withheld WHERE ${theirs} ORDER BY row_id DESC LIMIT ?)`,
    ...[nodeId, author, nodeId, author, kept],
  );
}

export async function deleteWithheld(writer: Writer, nodeId: number, id: string): Promise<void> {
  await writer.run('DELETE FROM withheld WHERE node_id = ? AND id = ?', nodeId, id);
}

/** Forgets what somebody never saw published: in one channel, or everywhere. Answers with the channels where it waited. */
export async function deleteUnpublishedOf(
  writer: Writer,
  author: string,
  channelId?: number,
): Promise<readonly number[]> {
  const where = channelId === undefined ? '' : 'AND n.channel_id = ?';
  const rows = await writer.all<{ row: number; channel: number; why: WhyWithheld }>(
    `SELECT w.row_id AS row, n.channel_id AS channel, w.why FROM withheld w JOIN nodes n ON n.id = w.node_id
     WHERE w.author = ? AND w.why IN ('first', 'refused') ${where}`,
    ...[author, ...(channelId === undefined ? [] : [channelId])],
  );
  for (const { row } of rows) await writer.run('DELETE FROM withheld WHERE row_id = ?', row);
  return [...new Set(rows.flatMap(({ channel, why }) => (why === 'first' ? channel : [])))];
}

async function count(reader: Reader, from: string, ...params: Value[]): Promise<number> {
  const row = await reader.get<{ n: number }>(`SELECT count(*) AS n ${from}`, ...params);
  return Number(row?.n ?? 0);
}
