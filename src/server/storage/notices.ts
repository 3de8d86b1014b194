import type { NoticeAct } from '../../protocol/notice.ts';
import type { Reader, Writer } from './database.ts';

/** What somebody is told of an act by office. */
export interface NoticeRow {
  readonly id: number;
  readonly act: NoticeAct;
  readonly at: string;
  readonly channel: string;
  readonly channelTitle: string;
  readonly excerpt: string;
  readonly rule: string;
  readonly reason: string;
  /** The number of the act in the audit, or of the report. */
  readonly about: number | null;
  readonly outcome: string;
  readonly seen: boolean;
  /** How the one appeal against it stands; empty where there is none. */
  readonly appeal: string;
}

export async function insertNotice(
  writer: Writer,
  jid: string,
  notice: Omit<NoticeRow, 'id' | 'seen' | 'appeal'>,
): Promise<void> {
  const { act, at, channel, channelTitle, excerpt, rule, reason, about, outcome } = notice;
  await writer.run(
    `INSERT INTO notices (jid, act, at, channel, channel_title, excerpt, rule, reason, about, outcome)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[jid, act, at, channel, channelTitle, excerpt, rule, reason, about, outcome],
  );
}

/** Of a ban: against one that does not hold any more nobody appeals. */
const IS_OVER = `n.act = 'banned' AND NOT EXISTS (
  SELECT 1 FROM channels c JOIN memberships m ON m.channel_id = c.id
  WHERE c.jid = n.channel AND c.deleted_at IS NULL AND m.jid = n.jid AND m.affiliation = 'outcast'
    AND n.about = (SELECT max(u.id) FROM audit u
      WHERE u.channel = n.channel AND u.act = 'set-role' AND u.subject = n.jid))`;

/**
 * Notices of a person, newest first, those that are not read before all others. Where there are more, the oldest
 * of those that are not read, so that reading up to the newest told passes none over, and the newest of the rest.
 */
export async function noticesOf(reader: Reader, jid: string, max: number): Promise<NoticeRow[]> {
  const rows = await reader.all<Omit<NoticeRow, 'seen'> & { seen: number }>(
    `SELECT n.id, n.act, n.at, n.channel, n.channel_title AS "channelTitle", n.excerpt, n.rule,
       n.reason, n.about, n.outcome, n.seen,
       COALESCE(a.state, CASE WHEN ${IS_OVER} THEN 'over' ELSE '' END) AS appeal
     FROM notices n LEFT JOIN appeals a ON a.act = n.about AND n.act IN ('removed', 'banned')
     WHERE n.jid = ? ORDER BY n.seen, CASE n.seen WHEN 0 THEN n.id ELSE -n.id END LIMIT ?`,
    jid,
    max,
  );
  rows.sort((a, b) => a.seen - b.seen || b.id - a.id);
  return rows.map((row) => ({ ...row, seen: row.seen !== 0 }));
}

/** What a person was told of an act that an appeal can be against, by the act's number. */
export async function findNotice(
  reader: Reader,
  jid: string,
  act: number,
): Promise<Pick<NoticeRow, 'act' | 'channel' | 'channelTitle'> | undefined> {
  return reader.get(
    `SELECT act, channel, channel_title AS "channelTitle" FROM notices
     WHERE jid = ? AND about = ? AND act IN ('removed', 'banned')`,
    jid,
    act,
  );
}

/** How many a person has not read. */
export async function countNotices(reader: Reader, jid: string): Promise<number> {
  const row = await reader.get<{ n: number }>(
    'SELECT count(*) AS n FROM notices WHERE jid = ? AND seen = 0',
    jid,
  );
  return row?.n ?? 0;
}

/** A person has read those up to one. */
export async function markNoticesSeen(writer: Writer, jid: string, upTo: number): Promise<void> {
  await writer.run('UPDATE notices SET seen = 1 WHERE jid = ? AND id <= ?', jid, upTo);
}

/** The person is gone. */
export async function deleteNotices(writer: Writer, jid: string): Promise<void> {
  await writer.run('DELETE FROM notices WHERE jid = ?', jid);
}

/** Forgets what was told before a time. */
export async function deleteOldNotices(writer: Writer, before: string): Promise<void> {
  await writer.run('DELETE FROM notices WHERE at < ?', before);
}
