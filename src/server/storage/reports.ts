/** Cases (a post or person that was reported) and reports (what one person said). */
import type { ReportState } from '../../protocol/own-reports.ts';
import { expectRow, type Reader, type Writer } from './database.ts';
import { decidedBy, type Judge, undecided } from './judges.ts';

export interface CaseRow {
  readonly id: number;
  readonly channel: string;
  readonly channelTitle: string;
  readonly item: string;
  readonly person: string;
  readonly title: string;
  readonly text: string;
  readonly openedAt: string;
  readonly count: number;
  /** Whether the post is hidden: 1 or 0. */
  readonly hidden: number;
}

export interface ReportRow {
  readonly id: number;
  readonly caseId: number;
  readonly reporter: string;
  readonly at: string;
  readonly rule: string;
  readonly words: string;
}

export type NewCase = Pick<CaseRow, 'channel' | 'item' | 'person' | 'title' | 'text' | 'openedAt'>;

const CASE = `SELECT k.id, k.channel, COALESCE(c.title, '') AS "channelTitle", k.item, k.person,
  k.title, k.text, k.opened_at AS "openedAt",
  (SELECT count(*) FROM reports r WHERE r.case_id = k.id) AS count,
  (SELECT count(*) FROM items i JOIN nodes n ON n.id = i.node_id
   WHERE n.channel_id = c.id AND n.name = 'posts' AND i.id = k.item AND i.hidden = 1) AS hidden`;
/** Of a channel that was made since under the same name its moderators are nobody's judges. */
const FROM = `FROM cases k LEFT JOIN channels c ON c.jid = k.channel AND c.deleted_at IS NULL
  AND c.created_at <= k.opened_at`;

/** The number of an earlier report that this one repeats: the same once more, or of the same post. */
export async function findReport(
  reader: Reader,
  reporter: string,
  {
    token,
    channel,
    item,
    person,
  }: Pick<NewCase, 'channel' | 'item' | 'person'> & {
    readonly token: string;
  },
): Promise<number | undefined> {
  const row = await reader.get<{ id: number }>(
    `SELECT r.id FROM reports r JOIN cases k ON k.id = r.case_id WHERE r.reporter = ? AND (r.token = ?
       OR (k.channel = ? AND k.item = ? AND k.person = ? AND (k.item <> '' OR k.state = 'open')))
     ORDER BY r.id LIMIT 1`,
    ...[reporter, token, channel, item, person],
  );
  return row?.id;
}

/** The number of the open case of a post or person; `undefined` where there is none. */
export async function findOpenCase(
  reader: Reader,
  { channel, item, person }: Pick<NewCase, 'channel' | 'item' | 'person'>,
): Promise<number | undefined> {
  const row = await reader.get<{ id: number }>(
    `SELECT id FROM cases WHERE channel = ? AND item = ? AND person = ? AND state = 'open'`,
    ...[channel, item, person],
  );
  return row?.id;
}

/** Whether a moderator has looked at that post and let it stand. */
export async function wasKept(reader: Reader, channel: string, item: string): Promise<boolean> {
  const row = await reader.get(
    `SELECT 1 AS found FROM cases WHERE channel = ? AND item = ? AND state = 'kept'`,
    ...[channel, item],
  );
  return row !== undefined;
}

export async function insertCase(writer: Writer, one: NewCase): Promise<number> {
  const row = await writer.get<{ id: number }>(
    `INSERT INTO cases (channel, item, person, title, text, opened_at, state)
     VALUES (?, ?, ?, ?, ?, ?, 'open') RETURNING id`,
    ...[one.channel, one.item, one.person, one.title, one.text, one.openedAt],
  );
  return expectRow(row).id;
}

/** Answers with the report's number. */
export async function insertReport(
  writer: Writer,
  report: Omit<ReportRow, 'id'> & { readonly token: string },
): Promise<number> {
  const row = await writer.get<{ id: number }>(
    `INSERT INTO reports (case_id, reporter, token, at, rule, words) VALUES (?, ?, ?, ?, ?, ?)
     RETURNING id`,
    ...[report.caseId, report.reporter, report.token, report.at, report.rule, report.words],
  );
  return expectRow(row).id;
}

/** All reports of a case, oldest first, at most `max`. */
export function reportsOf(reader: Reader, caseId: number, max: number): Promise<ReportRow[]> {
  return reader.all(
    `SELECT id, case_id AS "caseId", reporter, at, rule, words FROM reports
     WHERE case_id = ? ORDER BY id LIMIT ?`,
    ...[caseId, max],
  );
}

/** How many who reported a case are trusted in its channel. */
export async function countTrusted(
  reader: Reader,
  caseId: number,
  channelId: number,
): Promise<number> {
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n FROM reports r JOIN memberships m ON m.jid = r.reporter
     WHERE r.case_id = ? AND m.channel_id = ? AND m.subscription = 'subscribed'
       AND m.affiliation IN ('owner', 'moderator', 'publisher')`,
    ...[caseId, channelId],
  );
  return row?.n ?? 0;
}

/** Open cases that a judge decides, oldest first, those after one. */
export function openCasesOf(
  reader: Reader,
  judge: Judge,
  after: number,
  max: number,
): Promise<CaseRow[]> {
  const { where, params } = decidedBy(judge, 'k.person');
  return reader.all(
    `${CASE} ${FROM} WHERE k.state = 'open' AND k.id > ? AND ${where} ORDER BY k.id LIMIT ?`,
    ...[after, ...params, max],
  );
}

export async function countOpenCases(reader: Reader, judge: Judge): Promise<number> {
  const { where, params } = decidedBy(judge, 'k.person');
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n ${FROM} WHERE k.state = 'open' AND ${where}`,
    ...params,
  );
  return row?.n ?? 0;
}

/** How many open cases nobody decides: whom they concern is the only one who would. */
export async function countUndecidedCases(
  reader: Reader,
  admins: readonly string[],
): Promise<number> {
  const { where, params } = undecided(admins, 'k.person');
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n ${FROM} WHERE k.state = 'open' AND ${where}`,
    ...params,
  );
  return row?.n ?? 0;
}

/** An open case that a judge decides; `undefined` where it is none of theirs, or closed. */
export async function findCaseFor(
  reader: Reader,
  judge: Judge,
  id: number,
): Promise<CaseRow | undefined> {
  const { where, params } = decidedBy(judge, 'k.person');
  return reader.get(
    `${CASE} ${FROM} WHERE k.state = 'open' AND k.id = ? AND ${where}`,
    ...[id, ...params],
  );
}

/** Closes a case; gives whether it was open. */
export async function closeCase(
  writer: Writer,
  id: number,
  end: { readonly state: ReportState; readonly at: string; readonly answer: string },
): Promise<boolean> {
  const changed = await writer.run(
    `UPDATE cases SET state = ?, closed_at = ?, answer = ? WHERE id = ? AND state = 'open'`,
    ...[end.state, end.at, end.answer, id],
  );
  return changed > 0;
}

export interface OwnReportRow extends Omit<ReportRow, 'caseId' | 'reporter'> {
  readonly channel: string;
  readonly channelTitle: string;
  readonly item: string;
  readonly person: string;
  readonly state: ReportState;
  readonly answer: string;
}

/** A person's newest reports. */
export function ownReports(reader: Reader, reporter: string, max: number): Promise<OwnReportRow[]> {
  return reader.all(
    `SELECT r.id, r.at, r.rule, r.words, k.channel, COALESCE(c.title, '') AS "channelTitle", k.item,
       k.person, k.state, k.answer ${FROM} JOIN reports r ON r.case_id = k.id
     WHERE r.reporter = ? ORDER BY r.id DESC LIMIT ?`,
    ...[reporter, max],
  );
}

/** The reported post has got another id. */
export async function moveCase(writer: Writer, id: number, item: string): Promise<void> {
  await writer.run('UPDATE cases SET item = ? WHERE id = ?', item, id);
}

/** A post that was reported is by another name now: its cases are, too. */
export async function disownCases(
  writer: Writer,
  { channel, item, person }: Pick<NewCase, 'channel' | 'item' | 'person'>,
  as: string,
): Promise<void> {
  await writer.run(
    'UPDATE cases SET person = ? WHERE channel = ? AND item = ? AND person = ?',
    ...[as, channel, item, person],
  );
}

/** Takes a person's name off their reports; the reports stay. */
export async function forgetReporter(writer: Writer, reporter: string): Promise<void> {
  await writer.run(`UPDATE reports SET reporter = '' WHERE reporter = ?`, reporter);
}

/** Empties the texts of cases that were closed before a time; that there was a case stays. */
export async function forgetOldCases(writer: Writer, before: string): Promise<void> {
  await writer.run(`UPDATE cases SET title = '', text = '' WHERE closed_at < ?`, before);
}
