import { type Membership, NO_MEMBERSHIP } from '../../protocol/channel.ts';
import type { Reader, Writer } from './database.ts';

export interface Member extends Membership {
  readonly jid: string;
}

/**
 * Whether membership `m` of channel `c` brings its content to the person: what the table of rights
 * says of reading, for those who follow, as SQL. Who follows without any role reads where all may.
 */
export const FOLLOWS = `m.subscription = 'subscribed' AND m.affiliation <> 'outcast'
  AND (m.affiliation <> 'none' OR c.access_model IN ('open', 'local'))`;

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

export async function listMembers(reader: Reader, channelId: number): Promise<Member[]> {
  return reader.all<Member>(
    `SELECT jid, affiliation, subscription, invited_by AS "invitedBy" FROM memberships
     WHERE channel_id = ? ORDER BY jid`,
    channelId,
  );
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
