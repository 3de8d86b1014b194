import type {
  AccessModel,
  Affiliation,
  ChannelConfig,
  ChannelType,
  Membership,
} from '../../protocol/channel.ts';
import { NOTICE_UNTIL, PLACE } from '../../protocol/config-vars.ts';
import { expectRow, type Reader, type Writer } from './database.ts';

export interface ChannelRow {
  readonly id: number;
  readonly jid: string;
  readonly config: ChannelConfig;
}

/** Its row; `channelOf` reads it. */
export interface StoredChannel {
  id: number;
  jid: string;
  type: ChannelType;
  title: string;
  description: string;
  access_model: AccessModel;
  default_affiliation: Affiliation;
  created_at: string;
  updated_at: string;
  creator: string;
  advertised: number;
  ephemeral: number;
  vars: string;
}

/** Everything that it is made of, of channels `c`. */
export const CHANNEL_COLUMNS = `c.id, c.jid, c.type, c.title, c.description, c.access_model,
  c.default_affiliation, c.created_at, c.updated_at, c.creator, c.advertised, c.ephemeral, c.vars`;

export const channelOf = (row: StoredChannel): ChannelRow => ({
  id: row.id,
  jid: row.jid,
  config: {
    title: row.title,
    description: row.description,
    accessModel: row.access_model,
    defaultAffiliation: row.default_affiliation,
    type: row.type,
    created: row.created_at,
    updated: row.updated_at,
    creator: row.creator,
    advertised: row.advertised === 1,
    ephemeral: row.ephemeral === 1,
    vars: JSON.parse(row.vars),
  },
});

export async function findChannel(reader: Reader, jid: string): Promise<ChannelRow | undefined> {
  const row = await reader.get<StoredChannel>(
    `SELECT ${CHANNEL_COLUMNS} FROM channels c WHERE c.jid = ? AND c.deleted_at IS NULL`,
    jid,
  );
  return row && channelOf(row);
}

/** A name may be used again: what was kept to tell of the end of its channel goes. Answers whether there was any. */
export async function forgetDeleted(writer: Writer, jid: string): Promise<boolean> {
  const sql = 'DELETE FROM channels WHERE jid = ? AND deleted_at IS NOT NULL';
  return (await writer.run(sql, jid)) > 0;
}

export async function insertChannel(
  writer: Writer,
  jid: string,
  config: ChannelConfig,
): Promise<ChannelRow> {
  await writer.run(
    `INSERT INTO channels (jid, type, title, description, access_model, default_affiliation,
       created_at, updated_at, creator, advertised, ephemeral, vars, place, notice_until)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    jid,
    config.type,
    config.title,
    config.description,
    config.accessModel,
    config.defaultAffiliation,
    config.created,
    config.updated,
    config.creator ?? '',
    Number(config.advertised ?? true),
    Number(config.ephemeral ?? false),
    JSON.stringify(config.vars ?? {}),
    config.vars?.[PLACE] ?? '',
    config.vars?.[NOTICE_UNTIL] ?? '',
  );
  return expectRow(await findChannel(writer, jid));
}

export async function updateConfig(
  writer: Writer,
  channelId: number,
  config: ChannelConfig,
): Promise<void> {
  await writer.run(
    `UPDATE channels SET title = ?, description = ?, access_model = ?, default_affiliation = ?,
       updated_at = ?, advertised = ?, vars = ?, place = ?, notice_until = ? WHERE id = ?`,
    config.title,
    config.description,
    config.accessModel,
    config.defaultAffiliation,
    config.updated,
    Number(config.advertised ?? true),
    JSON.stringify(config.vars ?? {}),
    config.vars?.[PLACE] ?? '',
    config.vars?.[NOTICE_UNTIL] ?? '',
    channelId,
  );
}

/** Who made channels is here no more. */
export async function forgetCreator(writer: Writer, jid: string): Promise<void> {
  await writer.run("UPDATE channels SET creator = '' WHERE creator = ?", jid);
}

/** Notes that something was posted: `seq` orders lists, `at` is what people read. */
export async function touchChannel(
  writer: Writer,
  channelId: number,
  seq: number,
  at: string,
): Promise<void> {
  await writer.run(
    'UPDATE channels SET activity = ?, updated_at = ? WHERE id = ?',
    seq,
    at,
    channelId,
  );
}

/**
 * Deletes a channel that has no node any more. Its address stays, to tell those who were away, and nothing of
 * what it or its person said of themselves.
 */
export async function deleteWithoutNodes(
  writer: Writer,
  channelId: number,
  at: string,
): Promise<void> {
  await writer.run(
    `UPDATE channels SET deleted_at = ?, title = '', description = '', vars = '{}', place = '',
       notice_until = '' WHERE id = ?
     AND NOT EXISTS (SELECT 1 FROM nodes WHERE channel_id = channels.id)`,
    at,
    channelId,
  );
}

/** Addresses of the group channels. */
export async function groupChannelJids(reader: Reader): Promise<string[]> {
  const rows = await reader.all<{ jid: string }>(
    "SELECT jid FROM channels WHERE type = 'topic' AND deleted_at IS NULL",
  );
  return rows.map((row) => row.jid);
}

/** The places that a channel belongs to, each once. */
export async function placesWithChannels(reader: Reader): Promise<string[]> {
  const rows = await reader.all<{ place: string }>(
    "SELECT DISTINCT place FROM channels WHERE place <> '' AND deleted_at IS NULL",
  );
  return rows.map(({ place }) => place);
}

/** All channels that belong to a place. */
export async function listPlacedChannels(reader: Reader): Promise<ChannelRow[]> {
  const rows = await reader.all<StoredChannel>(
    `SELECT ${CHANNEL_COLUMNS} FROM channels c WHERE c.place <> '' AND c.deleted_at IS NULL`,
  );
  return rows.map(channelOf);
}

/** Addresses of the channels whose notice ended at that time, ISO 8601, or before. */
export async function listEndedNotices(reader: Reader, now: string): Promise<string[]> {
  const rows = await reader.all<{ jid: string }>(
    "SELECT jid FROM channels WHERE notice_until <> '' AND notice_until <= ? AND deleted_at IS NULL",
    now,
  );
  return rows.map(({ jid }) => jid);
}

/** Channels in which a person has a membership of any kind, with it. */
export async function channelsOf(
  reader: Reader,
  jid: string,
): Promise<{ channel: ChannelRow; membership: Membership }[]> {
  const rows = await reader.all<StoredChannel & Membership>(
    `SELECT ${CHANNEL_COLUMNS}, m.affiliation, m.subscription, m.invited_by AS "invitedBy",
       m.banned_until AS "bannedUntil" FROM memberships m
     JOIN channels c ON c.id = m.channel_id WHERE m.jid = ? AND c.deleted_at IS NULL ORDER BY c.jid`,
    jid,
  );
  return rows.map((row) => ({
    channel: channelOf(row),
    membership: {
      affiliation: row.affiliation,
      subscription: row.subscription,
      invitedBy: row.invitedBy ?? null,
      bannedUntil: row.bannedUntil ?? null,
    },
  }));
}
