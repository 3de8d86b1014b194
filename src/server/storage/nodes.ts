/** A channel's nodes: its posts, its status, and what else stands in it by a name of its own. */
import { type Membership, NO_MEMBERSHIP, type NodeName } from '../../protocol/channel.ts';
import {
  CHANNEL_COLUMNS,
  type ChannelRow,
  channelOf,
  deleteWithoutNodes,
  type StoredChannel,
} from './channels.ts';
import type { Reader, Writer } from './database.ts';

export interface NodeRow {
  readonly id: number;
  readonly name: string;
  readonly channel: ChannelRow;
}

type Nullable<T> = { readonly [K in keyof T]-?: T[K] | null };

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

export async function insertNode(writer: Writer, channelId: number, name: string): Promise<void> {
  await writer.run('INSERT INTO nodes (channel_id, name) VALUES (?, ?)', channelId, name);
}

/** Deletes a node with its items; the channel too where it was the last one. */
export async function deleteNode(writer: Writer, node: NodeRow, at: string): Promise<void> {
  await writer.run('DELETE FROM nodes WHERE id = ?', node.id);
  await deleteWithoutNodes(writer, node.channel.id, at);
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
