import {
  type AccessModel,
  type Affiliation,
  type ChannelConfig,
  type ChannelType,
  type Membership,
  NO_MEMBERSHIP,
  type NodeName,
} from '../../protocol/channel.ts';
import { NOTICE_UNTIL, PLACE } from '../../protocol/config-vars.ts';
import type { Reader, Writer } from './database.ts';

export interface ChannelRow {
  readonly id: number;
  readonly jid: string;
  readonly config: ChannelConfig;
}

export interface NodeRow {
  readonly id: number;
  readonly name: string;
  readonly channel: ChannelRow;
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

type Nullable<T> = { readonly [K in keyof T]-?: T[K] | null };

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

export async function findNode(
  reader: Reader,
  channelJid: string,
  name: string,
): Promise<NodeRow | undefined> {
  const row = await reader.get<StoredChannel & { node_id: number }>(
    `SELECT ${CHANNEL_COLUMNS}, n.id AS node_id FROM nodes n JOIN channels c ON c.id = n.channel_id
     WHERE c.jid = ? AND n.name = ? AND c.deleted_at IS NULL`,
    channelJid,
    name,
  );
  return row && { id: row.node_id, name, channel: channelOf(row) };
}

/** The node by which a channel's own news is told: its posts, or where those were deleted the oldest that is left. */
export async function mainNode(reader: Reader, channelJid: string): Promise<NodeRow | undefined> {
  const row = await reader.get<{ name: string }>(
    `SELECT n.name FROM nodes n JOIN channels c ON c.id = n.channel_id
     WHERE c.jid = ? AND c.deleted_at IS NULL
     ORDER BY CASE n.name WHEN 'posts' THEN 0 ELSE 1 END, n.id LIMIT 1`,
    channelJid,
  );
  return row && findNode(reader, channelJid, row.name);
}

/** A node with how a person stands to its channel: asked for before every read and write. */
export async function findNodeFor(
  reader: Reader,
  channelJid: string,
  name: string,
  person: string,
): Promise<{ readonly node: NodeRow; readonly membership: Membership } | undefined> {
  const row = await reader.get<StoredChannel & { node_id: number } & Nullable<Membership>>(
    `SELECT ${CHANNEL_COLUMNS}, n.id AS node_id, m.affiliation, m.subscription,
       m.invited_by AS "invitedBy", m.banned_until AS "bannedUntil"
     FROM nodes n JOIN channels c ON c.id = n.channel_id
     LEFT JOIN memberships m ON m.channel_id = c.id AND m.jid = ?
     WHERE c.jid = ? AND n.name = ? AND c.deleted_at IS NULL`,
    person,
    channelJid,
    name,
  );
  if (!row) return undefined;
  const { affiliation, subscription, invitedBy, bannedUntil } = row;
  const isKnown = affiliation !== null && subscription !== null;
  return {
    node: { id: row.node_id, name, channel: channelOf(row) },
    membership: isKnown ? { affiliation, subscription, invitedBy, bannedUntil } : NO_MEMBERSHIP,
  };
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
  return (await findChannel(writer, jid)) as ChannelRow;
}

export async function insertNode(writer: Writer, channelId: number, name: string): Promise<void> {
  await writer.run('INSERT INTO nodes (channel_id, name) VALUES (?, ?)', channelId, name);
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
 * Deletes a node with its items; the channel too where it was the last one. Of that its address stays,
 * to tell those who were away, and nothing of what it or its person said of themselves.
 */
export async function deleteNode(writer: Writer, node: NodeRow, at: string): Promise<void> {
  await writer.run('DELETE FROM nodes WHERE id = ?', node.id);
  await writer.run(
    `UPDATE channels SET deleted_at = ?, title = '', description = '', vars = '{}', place = '',
       notice_until = '' WHERE id = ?
     AND NOT EXISTS (SELECT 1 FROM nodes WHERE channel_id = channels.id)`,
    at,
    node.channel.id,
  );
}

/** Addresses of the group channels. */
export async function groupChannelJids(reader: Reader): Promise<string[]> {
  const rows = await reader.all<{ jid: string }>(
    "SELECT jid FROM channels WHERE type = 'topic' AND deleted_at IS NULL",
  );
  return rows.map((row) => row.jid);
}

/** Names of a channel's nodes. */
export async function nodeNames(reader: Reader, channelId: number): Promise<string[]> {
  const rows = await reader.all<{ name: string }>(
    'SELECT name FROM nodes WHERE channel_id = ? ORDER BY id',
    channelId,
  );
  return rows.map((row) => row.name);
}

/** Nodes of all channels that may be listed, by their names: the first of a range, or the last. */
export async function listNodes(
  reader: Reader,
  page: {
    after?: NodeName | undefined;
    before?: NodeName | undefined;
    fromEnd: boolean;
    offset?: number | undefined;
    max: number;
  },
): Promise<{ jid: string; name: string; title: string }[]> {
  const { after, before } = page;
  const order = page.fromEnd ? 'DESC' : 'ASC';
  const rows = await reader.all<{ jid: string; name: string; title: string }>(
    `SELECT c.jid, n.name, c.title FROM nodes n JOIN channels c ON c.id = n.channel_id
     WHERE c.advertised = 1 ${after ? 'AND (c.jid, n.name) > (?, ?)' : ''}
       ${before ? 'AND (c.jid, n.name) < (?, ?)' : ''}
     ORDER BY c.jid ${order}, n.name ${order} LIMIT ? OFFSET ?`,
    ...(after ? [after.channel, after.name] : []),
    ...(before ? [before.channel, before.name] : []),
    page.max,
    page.offset ?? 0,
  );
  return page.fromEnd ? rows.reverse() : rows;
}

/** How many nodes may be listed, or how many of them come before one. */
export async function countNodes(reader: Reader, before?: NodeName): Promise<number> {
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n FROM nodes n JOIN channels c ON c.id = n.channel_id
     WHERE c.advertised = 1 ${before ? 'AND (c.jid, n.name) < (?, ?)' : ''}`,
    ...(before ? [before.channel, before.name] : []),
  );
  return row?.n ?? 0;
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
