/** Open group channels, as lists for everybody tell them. */
import { CHANNEL_COLUMNS, type ChannelRow, channelOf, type StoredChannel } from './channels.ts';
import type { Reader } from './database.ts';
import { NUMBERS_IN } from './numbers-in.ts';

/** Whether lists for everybody tell of channel `c`. */
export const LISTED = `c.type = 'topic' AND c.access_model = 'open' AND c.advertised = 1
  AND c.ephemeral = 0 AND c.deleted_at IS NULL`;

/** Which of the open channels are meant; all where nothing is said. */
export interface DirectoryFilter {
  /** Their domain, or one above it. */
  readonly domain?: string | undefined;
  /** ISO 8601: something was posted or configured then or later. */
  readonly since?: string | undefined;
}

/** Open group channels, newest activity first, from position `offset` (0-based). */
export async function listOpenChannels(
  reader: Reader,
  offset: number,
  max: number,
  filter: DirectoryFilter,
): Promise<ChannelRow[]> {
  const { where, params } = listed(filter);
  const rows = await reader.all<StoredChannel>(
    `SELECT ${CHANNEL_COLUMNS} FROM channels c ${where} ORDER BY c.activity DESC, c.id DESC
     LIMIT ? OFFSET ?`,
    ...[...params, max, offset],
  );
  return rows.map(channelOf);
}

export async function countOpenChannels(reader: Reader, filter: DirectoryFilter): Promise<number> {
  const { where, params } = listed(filter);
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n FROM channels c ${where}`,
    ...params,
  );
  return row?.n ?? 0;
}

function listed({ domain, since }: DirectoryFilter): { where: string; params: string[] } {
  const literal = domain?.replace(/[\\%_]/g, '\\$&');
  const like = String.raw`c.jid LIKE ? ESCAPE '\'`;
  const where = `WHERE ${LISTED}${literal ? ` AND (${like} OR ${like})` : ''}
     ${since ? 'AND c.updated_at >= ?' : ''}`;
  const params = [...(literal ? [`%@${literal}`, `%.${literal}`] : []), ...(since ? [since] : [])];
  return { where, params };
}

/** Of open group channels those with these numbers. */
export async function openChannelsNumbered(
  reader: Reader,
  ids: readonly number[],
): Promise<ChannelRow[]> {
  const rows = await reader.all<StoredChannel>(
    `SELECT ${CHANNEL_COLUMNS} FROM channels c
     WHERE ${LISTED} AND c.id IN (${NUMBERS_IN[reader.dialect]})`,
    JSON.stringify(ids),
  );
  return rows.map(channelOf);
}

/** An open group channel by its address. */
export async function findOpenChannel(
  reader: Reader,
  jid: string,
): Promise<ChannelRow | undefined> {
  const row = await reader.get<StoredChannel>(
    `SELECT ${CHANNEL_COLUMNS} FROM channels c WHERE ${LISTED} AND c.jid = ?`,
    jid,
  );
  return row && channelOf(row);
}

/** Open group channels of those places, newest activity first. */
export async function listChannelsOf(
  reader: Reader,
  places: readonly string[],
  max: number,
): Promise<ChannelRow[]> {
  if (places.length === 0) return [];
  const rows = await reader.all<StoredChannel>(
    `SELECT ${CHANNEL_COLUMNS} FROM channels c WHERE ${LISTED} AND c.place IN (${places.map(() => '?').join(', ')})
     ORDER BY c.activity DESC, c.id DESC LIMIT ?`,
    ...places,
    max,
  );
  return rows.map(channelOf);
}

/** How many open group channels each place has that has any. */
export async function countChannelsOfPlaces(reader: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await reader.all<{ place: string; n: number }>(
    `SELECT c.place, count(*) AS n FROM channels c WHERE ${LISTED} AND c.place <> '' GROUP BY c.place`,
  );
  return new Map(rows.map(({ place, n }) => [place, Number(n)]));
}
