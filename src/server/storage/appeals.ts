import type { AppealState } from '../../protocol/appeal.ts';
import type { Reader, Writer } from './database.ts';
import { decidedBy, type Judge, undecided } from './judges.ts';

export interface AppealRow {
  readonly id: number;
  /** The act's number in the audit. */
  readonly act: number;
  /** Who appeals. */
  readonly jid: string;
  readonly channel: string;
  readonly channelTitle: string;
  readonly against: string;
  readonly at: string;
  readonly words: string;
  readonly state: AppealState;
  /** Of the act itself, as what follows. */
  readonly since: string;
  readonly actName: string;
  readonly rule: string;
  readonly reason: string;
}

/** Of a channel that was made since under the same name its moderators are nobody's judges. */
const FROM = `FROM appeals a JOIN audit u ON u.id = a.act
  LEFT JOIN channels c ON c.jid = a.channel AND c.deleted_at IS NULL AND c.created_at <= u.at`;
const SELECT = `SELECT a.id, a.act, a.jid, a.channel, COALESCE(c.title, '') AS "channelTitle",
  a.against, a.at, a.words, a.state, u.at AS since, u.act AS "actName", u.rule, u.reason ${FROM}`;

/** The appeal against an act; `undefined` where there is none. */
export async function findAppeal(
  reader: Reader,
  act: number,
): Promise<Pick<AppealRow, 'id' | 'against' | 'words' | 'state'> | undefined> {
  return reader.get('SELECT id, against, words, state FROM appeals WHERE act = ?', act);
}

export async function insertAppeal(
  writer: Writer,
  appeal: Pick<AppealRow, 'act' | 'jid' | 'channel' | 'against' | 'at' | 'words'>,
): Promise<void> {
  await writer.run(
    `INSERT INTO appeals (act, jid, channel, against, at, words, state)
     VALUES (?, ?, ?, ?, ?, ?, 'open')`,
    ...[appeal.act, appeal.jid, appeal.channel, appeal.against, appeal.at, appeal.words],
  );
}

/** Open appeals that a judge decides, oldest first, those after one. */
export function openAppealsOf(
  reader: Reader,
  judge: Judge,
  after: number,
  max: number,
): Promise<AppealRow[]> {
  const { where, params } = decidedBy(judge, 'a.jid', 'a.against');
  return reader.all(
    `${SELECT} WHERE a.state = 'open' AND a.id > ? AND ${where} ORDER BY a.id LIMIT ?`,
    ...[after, ...params, max],
  );
}

export async function countOpenAppeals(reader: Reader, judge: Judge): Promise<number> {
  const { where, params } = decidedBy(judge, 'a.jid', 'a.against');
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n ${FROM} WHERE a.state = 'open' AND ${where}`,
    ...params,
  );
  return row?.n ?? 0;
}

/** How many open appeals nobody decides: there are only whom they concern and whose act it was. */
export async function countUndecidedAppeals(
  reader: Reader,
  admins: readonly string[],
): Promise<number> {
  const { where, params } = undecided(admins, 'a.jid', 'a.against');
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n ${FROM} WHERE a.state = 'open' AND ${where}`,
    ...params,
  );
  return row?.n ?? 0;
}

/** An open appeal that a judge decides; `undefined` where it is none of theirs, or closed. */
export async function findAppealFor(
  reader: Reader,
  judge: Judge,
  id: number,
): Promise<AppealRow | undefined> {
  const { where, params } = decidedBy(judge, 'a.jid', 'a.against');
  return reader.get(
    `${SELECT} WHERE a.state = 'open' AND a.id = ? AND ${where}`,
    ...[id, ...params],
  );
}

/** What somebody appealed against, oldest first. */
export function appealsBy(
  reader: Reader,
  jid: string,
): Promise<Pick<AppealRow, 'act' | 'channel' | 'at' | 'words' | 'state'>[]> {
  return reader.all(
    'SELECT act, channel, at, words, state FROM appeals WHERE jid = ? ORDER BY id',
    jid,
  );
}

export async function closeAppeal(writer: Writer, id: number, state: AppealState): Promise<void> {
  await writer.run('UPDATE appeals SET state = ? WHERE id = ?', state, id);
}

/** A channel is no more, and with it no ban from it: nobody decides about one. */
export async function endBanAppeals(writer: Writer, channel: string): Promise<void> {
  await writer.run(
    `UPDATE appeals SET state = 'over' WHERE channel = ? AND state = 'open'
       AND act IN (SELECT id FROM audit WHERE channel = appeals.channel AND act = 'set-role')`,
    channel,
  );
}

/** Who appealed is here no more: nobody waits for an answer. Answers with what they appealed against. */
export function dropAppealsOf(
  writer: Writer,
  jid: string,
): Promise<Pick<AppealRow, 'channel' | 'against' | 'state' | 'since'>[]> {
  return writer.all(
    `DELETE FROM appeals WHERE jid = ? RETURNING channel, against, state,
       (SELECT at FROM audit WHERE id = appeals.act) AS since`,
    jid,
  );
}
