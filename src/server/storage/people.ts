/** The people of a channel as its moderators look for them. */
import type { PeopleQuery, Who } from '../../protocol/people.ts';
import type { Reader } from './database.ts';
import type { Member } from './memberships.ts';

const WHO: Readonly<Record<Who, string>> = {
  everyone: `subscription = 'subscribed' AND affiliation <> 'outcast'`,
  office: `subscription = 'subscribed' AND affiliation IN ('owner', 'moderator')`,
  waiting: `subscription = 'pending' AND affiliation <> 'outcast'`,
  banned: `affiliation = 'outcast'`,
};

/** Those that a query names, by their addresses, at most `max`. */
export async function findPeople(
  reader: Reader,
  channelId: number,
  { who = 'everyone', words = '', after = '', person }: PeopleQuery,
  max: number,
): Promise<Member[]> {
  const columns = `jid, affiliation, subscription, banned_until AS "bannedUntil"`;
  if (person !== undefined) {
    return reader.all<Member>(
      `SELECT ${columns} FROM memberships WHERE channel_id = ? AND jid = ?`,
      channelId,
      person,
    );
  }
  return reader.all<Member>(
    `SELECT ${columns} FROM memberships
     WHERE channel_id = ? AND jid > ? AND ${WHO[who]} AND jid LIKE ? ESCAPE '!'
     ORDER BY jid LIMIT ?`,
    channelId,
    after,
    `%${words.toLowerCase().replace(/[!%_]/g, '!$&')}%`,
    max,
  );
}

/** How many wait to be let in, and how many are banned. */
export async function countPeople(
  reader: Reader,
  channelId: number,
): Promise<{ readonly waiting: number; readonly banned: number }> {
  const count = async (who: Who) => {
    const row = await reader.get<{ n: number }>(
      `SELECT count(*) AS n FROM memberships WHERE channel_id = ? AND ${WHO[who]}`,
      channelId,
    );
    return Number(row?.n ?? 0);
  };
  return { waiting: await count('waiting'), banned: await count('banned') };
}

/** A ban that is over. */
export interface EndedBan {
  readonly channel: string;
  readonly jid: string;
}

/** Bans whose time is over at `now`, ISO 8601 in UTC; not all of them at once. */
export function listEndedBans(reader: Reader, now: string): Promise<EndedBan[]> {
  return reader.all<EndedBan>(
    `SELECT c.jid AS channel, m.jid FROM memberships m JOIN channels c ON c.id = m.channel_id
     WHERE m.banned_until <= ? AND c.deleted_at IS NULL ORDER BY m.banned_until LIMIT 100`,
    now,
  );
}

/** Somebody who waits to be let in, and where. */
export interface Waiting {
  readonly channel: string;
  readonly channelTitle: string;
  readonly jid: string;
}

const WAITING_FOR = `FROM memberships m JOIN channels c ON c.id = m.channel_id AND c.deleted_at IS NULL
  JOIN memberships o ON o.channel_id = c.id AND o.jid = ?
    AND o.subscription = 'subscribed' AND o.affiliation IN ('owner', 'moderator')
  WHERE m.subscription = 'pending' AND m.affiliation <> 'outcast'`;

/** Who waits to be let in where that person decides, by channel and address. */
export function waitingFor(
  reader: Reader,
  moderator: string,
  after: { readonly channel: string; readonly jid: string },
  max: number,
): Promise<Waiting[]> {
  return reader.all<Waiting>(
    `SELECT c.jid AS channel, c.title AS "channelTitle", m.jid ${WAITING_FOR}
     AND (c.jid, m.jid) > (?, ?) ORDER BY c.jid, m.jid LIMIT ?`,
    ...[moderator, after.channel, after.jid, max],
  );
}

export async function countWaitingFor(reader: Reader, moderator: string): Promise<number> {
  const row = await reader.get<{ n: number }>(`SELECT count(*) AS n ${WAITING_FOR}`, moderator);
  return Number(row?.n ?? 0);
}
