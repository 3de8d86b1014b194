/** Items of many channels at once. */
import type { AccessModel, Item } from '../../protocol/channel.ts';
import type { Reader } from './database.ts';
import { selectItems } from './item-rows.ts';

/** Whose channels the firehose carries: those that anybody, or anybody here, may read; or all. */
export type Reach = 'open' | 'local' | 'all';

/** Whether a channel that is read so is within reach. */
export function isWithin(reach: Reach, accessModel: AccessModel): boolean {
  return reach === 'all' || accessModel === 'open' || accessModel === reach;
}

const WITHIN: Readonly<Record<Reach, string>> = {
  open: `c.access_model = 'open'`,
  local: `c.access_model IN ('open', 'local')`,
  all: '1 = 1',
};

/** Nor any from which that person is banned. */
export const NOT_BANNED = `c.id NOT IN
  (SELECT channel_id FROM memberships WHERE jid = ? AND affiliation = 'outcast')`;

/**
 * Items of all channels within reach of `jid`, newest first: those with lower numbers, those next
 * higher ones, the newest, or from the oldest on.
 */
export async function pageOfFirehose(
  reader: Reader,
  page: {
    reach: Reach;
    jid: string;
    olderThan?: number | undefined;
    newerThan?: number | undefined;
    fromOldest: boolean;
    max: number;
  },
): Promise<Item[]> {
  const { olderThan = Number.MAX_SAFE_INTEGER, newerThan = 0 } = page;
  const fromOldest = page.fromOldest || newerThan > 0;
  const rows = await selectItems(
    reader,
    `WHERE i.seq < ? AND i.seq > ? AND ${WITHIN[page.reach]} AND c.deleted_at IS NULL
       AND n.name = 'posts' AND ${NOT_BANNED} ORDER BY i.seq ${fromOldest ? 'ASC' : 'DESC'} LIMIT ?`,
    ...[olderThan, newerThan, page.jid, page.max],
  );
  return fromOldest ? rows.reverse() : rows;
}

/** How many those are; where asked, of those after a number. */
export async function countFirehose(
  reader: Reader,
  reach: Reach,
  jid: string,
  after = 0,
): Promise<number> {
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n FROM items i JOIN nodes n ON n.id = i.node_id
     JOIN channels c ON c.id = n.channel_id
     WHERE i.seq > ? AND ${WITHIN[reach]} AND c.deleted_at IS NULL AND n.name = 'posts' AND ${NOT_BANNED}`,
    ...[after, jid],
  );
  return row?.n ?? 0;
}

/** Numbers of the channels from which a person is banned, in order. */
export async function channelsBanning(reader: Reader, jid: string): Promise<readonly number[]> {
  const rows = await reader.all<{ id: number }>(
    `SELECT channel_id AS id FROM memberships WHERE jid = ? AND affiliation = 'outcast' ORDER BY 1`,
    jid,
  );
  return rows.map(({ id }) => id);
}

/** Whether nothing that was within reach has gone since a number, and nothing older came into it. */
export async function hasOnlyGrown(reader: Reader, after: number): Promise<boolean> {
  const row = await reader.get(
    `SELECT 1 AS found FROM changes
     WHERE seq > ? AND kind NOT IN ('published', 'affiliation', 'subscription') LIMIT 1`,
    after,
  );
  return row === undefined;
}
