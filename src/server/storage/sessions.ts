import type { Reader, Value, Writer } from './database.ts';
import { FOLLOWS } from './memberships.ts';

/** Notes that a connection is there, or still is (ISO 8601). */
export async function saveSession(
  writer: Writer,
  session: { fullJid: string; bareJid: string; seenAt: string },
): Promise<void> {
  await writer.run(
    `INSERT INTO sessions (full_jid, bare_jid, seen_at) VALUES (?, ?, ?)
     ON CONFLICT (full_jid) DO UPDATE SET seen_at = excluded.seen_at`,
    session.fullJid,
    session.bareJid,
    session.seenAt,
  );
}

/** Whether a connection has told that it is there. */
export async function isSession(reader: Reader, fullJid: string): Promise<boolean> {
  const row = await reader.get('SELECT 1 AS n FROM sessions WHERE full_jid = ?', fullJid);
  return row !== undefined;
}

export async function deleteSession(writer: Writer, fullJid: string): Promise<void> {
  await writer.run('DELETE FROM sessions WHERE full_jid = ?', fullJid);
}

/** Forgets connections whose end was never told, such as those of a server that was killed. */
export async function deleteSessionsBefore(writer: Writer, seenAt: string): Promise<void> {
  await writer.run('DELETE FROM sessions WHERE seen_at < ?', seenAt);
}

async function fullJids(reader: Reader, sql: string, ...params: Value[]): Promise<string[]> {
  const rows = await reader.all<{ full_jid: string }>(sql, ...params);
  return rows.map((row) => row.full_jid);
}

/** Connections of everybody. */
export function allSessions(reader: Reader): Promise<string[]> {
  return fullJids(reader, 'SELECT full_jid FROM sessions');
}

/** Connections of one person. */
export function sessionsOf(reader: Reader, bareJid: string): Promise<string[]> {
  return fullJids(reader, 'SELECT full_jid FROM sessions WHERE bare_jid = ?', bareJid);
}

/** Connections of those whose membership has changed since that change, and who may read what all may. */
export function changedSince(reader: Reader, channelId: number, seq: number): Promise<string[]> {
  return fullJids(
    reader,
    `SELECT s.full_jid FROM changes h JOIN sessions s ON s.bare_jid = h.subject
     JOIN channels c ON c.id = h.channel_id AND c.access_model IN ('open', 'local')
     WHERE h.channel_id = ? AND h.seq > ? AND h.kind IN ('subscription', 'affiliation')
     AND NOT EXISTS (SELECT 1 FROM memberships m
       WHERE m.channel_id = c.id AND m.jid = h.subject AND m.affiliation = 'outcast')`,
    channelId,
    seq,
  );
}

/**
 * Connections of everybody who follows a channel, though they may not read it; where asked, of who waits
 * to be let in or was invited, too.
 */
export function memberSessions(
  reader: Reader,
  channelId: number,
  withWaiting: boolean,
): Promise<string[]> {
  return fullJids(
    reader,
    `SELECT s.full_jid FROM memberships m JOIN sessions s ON s.bare_jid = m.jid
     WHERE m.channel_id = ? AND m.subscription ${withWaiting ? "<> 'none'" : "= 'subscribed'"}
       AND m.affiliation <> 'outcast'`,
    channelId,
  );
}

/** Connections of everybody who follows a channel and may read it; of its owners and moderators where asked. */
export async function followerSessions(
  reader: Reader,
  channelId: number,
  moderatorsOnly: boolean,
): Promise<string[]> {
  const only = moderatorsOnly ? `AND m.affiliation IN ('owner', 'moderator')` : '';
  const isBySessions = !moderatorsOnly && (await areMostAway(reader, channelId));
  return fullJids(
    reader,
    `SELECT s.full_jid FROM ${isBySessions ? BY_SESSIONS : BY_MEMBERS}
     JOIN channels c ON c.id = m.channel_id WHERE m.channel_id = ? AND ${FOLLOWS} ${only}`,
    channelId,
  );
}

const BY_MEMBERS = 'memberships m JOIN sessions s ON s.bare_jid = m.jid';
/** SQLite keeps to the order of a CROSS JOIN. */
const BY_SESSIONS = 'sessions s CROSS JOIN memberships m ON m.jid = s.bare_jid';

/** Fewer are looked at in no time. */
const MANY = 1_000;

/**
 * Whether far more people follow a channel than are there at all: of one that a whole town follows all
 * would be looked at for each post. PostgreSQL knows by itself where to begin.
 */
async function areMostAway(reader: Reader, channelId: number): Promise<boolean> {
  const areMoreThan = async (count: number) => {
    const sql = 'SELECT 1 AS found FROM memberships WHERE channel_id = ? LIMIT 1 OFFSET ?';
    return (await reader.get(sql, channelId, count)) !== undefined;
  };
  if (reader.dialect === 'postgres' || !(await areMoreThan(MANY))) return false;
  const there = await reader.get<{ n: number }>('SELECT count(*) AS n FROM sessions');
  return areMoreThan(2 * (there?.n ?? 0));
}
