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

export interface OwnRow extends NodeName {
  readonly row: ChannelRow;
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

/**
 * A page of own nodes by their names: after one, before another (there or not), or from a position; the first
 * `max` of them, or the last.
 */
export async function pageOfOwn(
  reader: Reader,
  list: OwnList,
  page: {
    after?: NodeName | undefined;
    before?: NodeName | undefined;
    fromEnd: boolean;
    offset?: number | undefined;
    max: number;
  },
): Promise<OwnRow[]> {
  const { from, params } = listed(reader.dialect, list);
  const { after, before, max, offset = 0 } = page;
  const order = page.fromEnd ? 'DESC' : 'ASC';
  const rows = await reader.all<StoredChannel & Membership & { name: string }>(
    `SELECT ${CHANNEL_COLUMNS}, n.name, m.affiliation, m.subscription,
       m.invited_by AS "invitedBy", m.banned_until AS "bannedUntil" ${from}
     ${after ? 'AND (c.jid, n.name) > (?, ?)' : ''} ${before ? 'AND (c.jid, n.name) < (?, ?)' : ''}
     ORDER BY c.jid ${order}, n.name ${order} LIMIT ? OFFSET ?`,
    ...params,
    ...(after ? [after.channel, after.name] : []),
    ...(before ? [before.channel, before.name] : []),
    ...[max, offset],
  );
  const found = rows.map((row) => {
    const { name, affiliation, subscription, invitedBy = null, bannedUntil = null } = row;
    const membership = { affiliation, subscription, invitedBy, bannedUntil };
    return { channel: row.jid, name, row: channelOf(row), membership };
  });
  return page.fromEnd ? found.reverse() : found;
}

/** How many such a list holds, or how many of them come before a name. */
export async function countOwn(reader: Reader, list: OwnList, before?: NodeName): Promise<number> {
  const { from, params } = listed(reader.dialect, list);
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n ${from} ${before ? 'AND (c.jid, n.name) < (?, ?)' : ''}`,
    ...params,
    ...(before ? [before.channel, before.name] : []),
  );
  return row?.n ?? 0;
}
