/** The nodes of the channels to which a person stands in any way, page by page. */
import type { Membership, NodeName } from '../../protocol/channel.ts';
import { CHANNEL_COLUMNS, type ChannelRow, channelOf, type StoredChannel } from './channels.ts';
import type { Dialect, Reader, Value } from './database.ts';
import { NUMBERS_IN } from './numbers-in.ts';

const FIELDS = { channel: 'c.jid', name: 'n.name', subscription: 'm.subscription' } as const;
type OwnField = keyof typeof FIELDS;
const NAMES = Object.keys(FIELDS) as OwnField[];

/** Which of them a list is of; what is absent is not looked at. */
export interface OwnList {
  /** Bare JID. */
  readonly person: string;
  readonly ephemeral: boolean;
  /** Whether those are left out in which the person has a role or a ban, and no subscription. */
  readonly subscriptionsOnly: boolean;
  /** What their rows have to be, all of it. Each field once: the SQL of all lists is a few statements, which are kept. */
  readonly where: Readonly<Partial<Record<OwnField, string>>>;
  /** The numbers of the channels that may be among them. */
  readonly channels?: readonly number[] | undefined;
}

/** Where a node stands in such a list: by its channel, then in the order in which the nodes were made. */
export interface OwnPlace {
  readonly jid: string;
  readonly nodeId: number;
}

export interface OwnRow extends OwnPlace {
  readonly name: string;
  readonly channel: ChannelRow;
  readonly membership: Membership;
}

function listed(dialect: Dialect, list: OwnList): { from: string; params: Value[] } {
  const { person, ephemeral, subscriptionsOnly, where, channels } = list;
  const asked = NAMES.filter((field) => where[field] !== undefined);
  const conditions = asked.map((field) => ` AND ${FIELDS[field]} = ?`).join('');
  const among = channels ? ` AND c.id IN (${NUMBERS_IN[dialect]})` : '';
  return {
    from: `FROM memberships m JOIN channels c ON c.id = m.channel_id
      JOIN nodes n ON n.channel_id = c.id
      WHERE m.jid = ? AND c.deleted_at IS NULL AND c.ephemeral = ?
        ${subscriptionsOnly ? "AND m.subscription <> 'none'" : ''}${conditions}${among}`,
    params: [
      ...[person, Number(ephemeral), ...asked.map((field) => where[field] ?? '')],
      ...(channels ? [JSON.stringify(channels)] : []),
    ],
  };
}

/** Where a node stands in such a list; nothing where it does not. */
export async function placeInOwn(
  reader: Reader,
  list: OwnList,
  { channel, name }: NodeName,
): Promise<OwnPlace | undefined> {
  const { from, params } = listed(reader.dialect, list);
  return reader.get<OwnPlace>(
    `SELECT c.jid, n.id AS "nodeId" ${from} AND c.jid = ? AND n.name = ?`,
    ...[...params, channel, name],
  );
}

/** A page of own nodes: after a place, before another, or from a position; the first `max` of them, or the last. */
export async function pageOfOwn(
  reader: Reader,
  list: OwnList,
  page: {
    after?: OwnPlace | undefined;
    before?: OwnPlace | undefined;
    fromEnd: boolean;
    offset?: number | undefined;
    max: number;
  },
): Promise<OwnRow[]> {
  const { from, params } = listed(reader.dialect, list);
  const { after, before, max, offset = 0 } = page;
  const order = page.fromEnd ? 'DESC' : 'ASC';
  const rows = await reader.all<StoredChannel & Membership & { nodeId: number; name: string }>(
    `SELECT ${CHANNEL_COLUMNS}, n.id AS "nodeId", n.name, m.affiliation, m.subscription,
       m.invited_by AS "invitedBy", m.banned_until AS "bannedUntil" ${from}
     ${after ? 'AND (c.jid, n.id) > (?, ?)' : ''} ${before ? 'AND (c.jid, n.id) < (?, ?)' : ''}
     ORDER BY c.jid ${order}, n.id ${order} LIMIT ? OFFSET ?`,
    ...params,
    ...(after ? [after.jid, after.nodeId] : []),
    ...(before ? [before.jid, before.nodeId] : []),
    ...[max, offset],
  );
  const found = rows.map((row) => {
    const { nodeId, name, affiliation, subscription, invitedBy = null, bannedUntil = null } = row;
    const membership = { affiliation, subscription, invitedBy, bannedUntil };
    return { jid: row.jid, nodeId, name, channel: channelOf(row), membership };
  });
  return page.fromEnd ? found.reverse() : found;
}

/** How many such a list holds, or how many of them come before a place. */
export async function countOwn(reader: Reader, list: OwnList, before?: OwnPlace): Promise<number> {
  const { from, params } = listed(reader.dialect, list);
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n ${from} ${before ? 'AND (c.jid, n.id) < (?, ?)' : ''}`,
    ...params,
    ...(before ? [before.jid, before.nodeId] : []),
  );
  return row?.n ?? 0;
}
