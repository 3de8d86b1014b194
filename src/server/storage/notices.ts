import type { Reader, Writer } from './database.ts';

/** What somebody is told of an act by office. */
export interface NoticeRow {
  readonly id: number;
  readonly at: string;
  readonly channel: string;
  readonly channelTitle: string;
  readonly excerpt: string;
  /** What was done, by name as in src/protocol/office.ts. */
  readonly act: string;
  readonly rule: string;
  readonly reason: string;
}

export async function insertNotice(
  writer: Writer,
  jid: string,
  notice: Omit<NoticeRow, 'id'>,
): Promise<void> {
  await writer.run(
    `INSERT INTO notices (jid, at, channel, channel_title, excerpt, act, rule, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    jid,
    notice.at,
    notice.channel,
    notice.channelTitle,
    notice.excerpt,
    notice.act,
    notice.rule,
    notice.reason,
  );
}

/** The oldest notices of a person. */
export async function noticesOf(reader: Reader, jid: string, max: number): Promise<NoticeRow[]> {
  return reader.all<NoticeRow>(
    `SELECT id, at, channel, channel_title AS "channelTitle", excerpt, act, rule, reason
     FROM notices WHERE jid = ? ORDER BY id LIMIT ?`,
    jid,
    max,
  );
}

export async function countNotices(reader: Reader, jid: string): Promise<number> {
  const row = await reader.get<{ n: number }>(
    'SELECT count(*) AS n FROM notices WHERE jid = ?',
    jid,
  );
  return row?.n ?? 0;
}

/** Forgets a person's notices up to one: they are read, or the person is gone. */
export async function deleteNotices(writer: Writer, jid: string, upTo: number): Promise<void> {
  await writer.run('DELETE FROM notices WHERE jid = ? AND id <= ?', jid, upTo);
}
