import { type Membership, NO_MEMBERSHIP } from '../../protocol/channel.ts';
import type { Dialect, Reader, Writer } from './database.ts';

export interface Member extends Membership {
  readonly jid: string;
}

/**
 * Whether membership `m` of channel `c` brings its content to the person: what the table of rights
 * says of reading, for those who follow, as SQL. Who follows without any role reads where all may.
 */
export const FOLLOWS = `m.subscription = 'subscribed' AND m.affiliation <> 'outcast'
  AND (m.affiliation <> 'none' OR c.access_model IN ('open', 'local'))`;

const MEMBER = `SELECT jid, affiliation, subscription, invited_by AS "invitedBy",
  banned_until AS "bannedUntil" FROM memberships`;

export async function findMembership(
  reader: Reader,
  channelId: number,
  jid: string,
): Promise<Membership> {
  const row = await reader.get<Membership>(
    `SELECT affiliation, subscription, invited_by AS "invitedBy", banned_until AS "bannedUntil"
     FROM memberships WHERE channel_id = ? AND jid = ?`,
    channelId,
    jid,
  );
  return row ?? NO_MEMBERSHIP;
}

/** As above, for many people at once; who has no membership is not in it. */
export async function membershipsOf(
  reader: Reader,
  channelId: number,
  jids: readonly string[],
): Promise<ReadonlyMap<string, Membership>> {
  const rows = await reader.all<Member>(
    `${MEMBER} WHERE channel_id = ? AND jid IN (${NAMED[reader.dialect]})`,
    channelId,
    JSON.stringify(jids),
  );
  return new Map(rows.map(({ jid, ...membership }) => [jid, membership]));
}

const NAMED: Readonly<Record<Dialect, string>> = {
  sqlite: 'SELECT value FROM json_each(?)',
  postgres: 'SELECT json_array_elements_text(CAST(? AS json))',
};

/** Stores how a person stands to a channel; nothing is kept of who neither follows nor is banned. */
export async function saveMembership(
  writer: Writer,
  channelId: number,
  jid: string,
  membership: Membership,
): Promise<void> {
  const { affiliation, subscription, invitedBy = null, bannedUntil = null } = membership;
  if (affiliation === 'none' && subscription === 'none') {
    await writer.run('DELETE FROM memberships WHERE channel_id = ? AND jid = ?', channelId, jid);
    return;
  }
  await writer.run(
    `INSERT INTO memberships (channel_id, jid, affiliation, subscription, invited_by, banned_until)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (channel_id, jid) DO UPDATE
     SET affiliation = excluded.affiliation, subscription = excluded.subscription,
       invited_by = excluded.invited_by, banned_until = excluded.banned_until`,
    channelId,
    jid,
    affiliation,
    subscription,
    subscription === 'invited' ? invitedBy : null,
    affiliation === 'outcast' ? bannedUntil : null,
  );
}

/** Everybody who stands in any way to a channel. */
export async function listMembers(reader: Reader, channelId: number): Promise<Member[]> {
  return reader.all<Member>(`${MEMBER} WHERE channel_id = ? ORDER BY jid`, channelId);
}

/** Which people of a channel a list is of: those who follow, and more as far as the viewer may know of them. */
export interface MemberList {
  readonly channelId: number;
  /** Bare JID: one's own row is always seen. */
  readonly viewer: string;
  readonly pending: boolean;
  readonly outcasts: boolean;
  /** Whether those are left out who are nothing but banned. */
  readonly subscriptionsOnly: boolean;
}

function listed(list: MemberList): { where: string; params: (string | number)[] } {
  const known = `affiliation <> 'outcast'${list.pending ? '' : ` AND subscription = 'subscribed'`}`;
  const banned = list.outcasts ? ` OR affiliation = 'outcast'` : '';
  const only = list.subscriptionsOnly ? ` AND subscription <> 'none'` : '';
  return {
    where: `channel_id = ? AND (jid = ? OR (${known})${banned})${only}`,
    params: [list.channelId, list.viewer],
  };
}

/** People of such a list by their addresses, after one, before another, from a position: the first `max`, or the last. */
export async function pageOfMembers(
  reader: Reader,
  list: MemberList,
  page: {
    after?: string | undefined;
    before?: string | undefined;
    fromEnd: boolean;
    offset?: number | undefined;
    max: number;
  },
): Promise<Member[]> {
  const { where, params } = listed(list);
  const rows = await reader.all<Member>(
    `${MEMBER} WHERE ${where}${page.after ? ' AND jid > ?' : ''}${page.before ? ' AND jid < ?' : ''}
     ORDER BY jid ${page.fromEnd ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?`,
    ...params,
    ...(page.after ? [page.after] : []),
    ...(page.before ? [page.before] : []),
    page.max,
    page.offset ?? 0,
  );
  return page.fromEnd ? rows.reverse() : rows;
}

/** How many people a list holds, or how many of them come before an address. */
export async function countMembers(
  reader: Reader,
  list: MemberList,
  before?: string,
): Promise<number> {
  const { where, params } = listed(list);
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n FROM memberships WHERE ${where}${before ? ' AND jid < ?' : ''}`,
    ...params,
    ...(before ? [before] : []),
  );
  return row?.n ?? 0;
}

/** Who invited people is here no more; they are invited all the same. */
export async function forgetInviter(writer: Writer, jid: string): Promise<void> {
  await writer.run(
    `UPDATE memberships SET invited_by = NULL WHERE subscription = 'invited' AND invited_by = ?`,
    jid,
  );
}

/** How many whom a person invited to a channel have not answered. */
export async function countInvitedBy(
  reader: Reader,
  channelId: number,
  inviter: string,
): Promise<number> {
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n FROM memberships
     WHERE channel_id = ? AND invited_by = ? AND subscription = 'invited'`,
    channelId,
    inviter,
  );
  return row?.n ?? 0;
}

/** How many channels a person follows or waits for; into how many others invite them is not theirs to say. */
export async function countFollowed(reader: Reader, jid: string): Promise<number> {
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n FROM memberships m JOIN channels c ON c.id = m.channel_id
     WHERE m.jid = ? AND m.subscription IN ('subscribed', 'pending') AND c.deleted_at IS NULL`,
    jid,
  );
  return row?.n ?? 0;
}

export async function countOwners(reader: Reader, channelId: number): Promise<number> {
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n FROM memberships
     WHERE channel_id = ? AND affiliation = 'owner' AND subscription = 'subscribed'`,
    channelId,
  );
  return row?.n ?? 0;
}

export async function listOwners(reader: Reader, channelId: number): Promise<string[]> {
  const rows = await reader.all<{ jid: string }>(
    `SELECT jid FROM memberships WHERE channel_id = ? AND affiliation = 'owner'
       AND subscription = 'subscribed' ORDER BY jid`,
    channelId,
  );
  return rows.map((row) => row.jid);
}

export async function countFollowers(reader: Reader, channelId: number): Promise<number> {
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n FROM memberships WHERE channel_id = ? AND subscription = 'subscribed'
       AND affiliation <> 'outcast'`,
    channelId,
  );
  return row?.n ?? 0;
}
