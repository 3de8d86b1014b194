import { expectRow, type Reader, type Writer } from './database.ts';

/** Something that was done by office. */
export interface Act {
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Bare JIDs. */
  readonly actor: string;
  readonly channel: string;
  /** The role in which the actor did it; `admin` is an administrator of the site. */
  readonly office: string;
  readonly act: ActKind;
  /** The id of an item or picture, a bare JID, or a node's name; empty where the channel itself is meant. */
  readonly subject: string;
  /** The role that was given, where one was. */
  readonly detail: string;
  readonly rule: string;
  readonly reason: string;
}

/** Closing and opening are told apart from other changes of the settings, approving from denying. */
export const ACTS = [
  'create',
  'configure',
  'close',
  'reopen',
  'delete',
  'remove',
  // A picture of somebody else's, apart from any post.
  'remove-picture',
  'set-role',
  'approve',
  'deny',
  'approve-post',
  'refuse-post',
  // The post says for whom; the books, which nobody can change, do not.
  'speak-for',
  'answer-incident',
  'hide',
  'answer-reports',
  'grant-appeal',
  'refuse-appeal',
  // Who may create channels for a place: `detail` names the place, and there is no channel.
  'appoint',
  'dismiss',
] as const;
export type ActKind = (typeof ACTS)[number];

export interface AuditRow extends Act {
  /** Counts up; nothing is ever in between later. */
  readonly id: number;
}

/** Writes an act down, in the transaction that does it. Answers with its number. */
export async function insertAct(writer: Writer, act: Act): Promise<number> {
  const row = await writer.get<{ id: number }>(
    `INSERT INTO audit (at, actor, office, channel, act, subject, detail, rule, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    act.at,
    act.actor,
    act.office,
    act.channel,
    act.act,
    act.subject,
    act.detail,
    act.rule,
    act.reason,
  );
  return expectRow(row).id;
}

/** An act by its number. */
export async function findAct(reader: Reader, id: number): Promise<AuditRow | undefined> {
  return reader.get<AuditRow>(
    `SELECT id, at, actor, office, channel, act, subject, detail, rule, reason FROM audit
     WHERE id = ?`,
    id,
  );
}

/** The number of the newest act of that kind about somebody in a channel. */
export async function newestActAbout(
  reader: Reader,
  { channel, act, subject }: Pick<Act, 'channel' | 'act' | 'subject'>,
): Promise<number | undefined> {
  const row = await reader.get<{ id: number | null }>(
    'SELECT max(id) AS id FROM audit WHERE channel = ? AND act = ? AND subject = ?',
    ...[channel, act, subject],
  );
  return row?.id ?? undefined;
}

/** Acts after one, oldest first. */
export async function actsAfter(reader: Reader, after: number, max: number): Promise<AuditRow[]> {
  return reader.all<AuditRow>(
    `SELECT id, at, actor, office, channel, act, subject, detail, rule, reason FROM audit
     WHERE id > ? ORDER BY id LIMIT ?`,
    after,
    max,
  );
}

/**
 * What was done in a channel since it was made, newest first, before an act. Not every end of the one that had
 * its name before is an act, nor was each made by one.
 */
export async function actsOf(
  reader: Reader,
  channel: string,
  before: number,
  max: number,
): Promise<AuditRow[]> {
  return reader.all<AuditRow>(
    `SELECT id, at, actor, office, channel, act, subject, detail, rule, reason FROM audit
     WHERE channel = ? AND id < ? AND act <> 'delete' AND id >=
       coalesce((SELECT max(id) FROM audit WHERE channel = ? AND act IN ('create', 'delete')), 0)
     ORDER BY id DESC LIMIT ?`,
    channel,
    before,
    channel,
    max,
  );
}
