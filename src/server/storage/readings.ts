/** How far each follower has read each channel (`readings`). Own items are never unread. */
import { MAX_UNREAD } from '../../protocol/limits.ts';
import type { TopicReading } from '../../protocol/reading.ts';
import type { Reader, Writer } from './database.ts';

/** Whose reading of which channel. */
export interface Whose {
  readonly channelId: number;
  readonly jid: string;
}

/** Topics that are told of at most; the newest are. */
const MOST_TOPICS = 100;

/** The place of the whole channel, of which a topic may be ahead. */
const WHOLE = '';

/** Up to where everything in the channel is read. */
export async function floorOf(reader: Reader, whose: Whose): Promise<number> {
  return placeOf(reader, whose, WHOLE);
}

/** Up to where a topic was read by itself, 0 where it never was. */
export async function placeOf(reader: Reader, whose: Whose, topic: string): Promise<number> {
  const row = await reader.get<{ seq: number }>(
    'SELECT seq FROM readings WHERE channel_id = ? AND jid = ? AND topic = ?',
    whose.channelId,
    whose.jid,
    topic,
  );
  return row?.seq ?? 0;
}

/** A topic is read up to `seq`. Places never move back. */
export async function raisePlace(
  writer: Writer,
  { channelId, jid }: Whose,
  topic: string,
  seq: number,
): Promise<void> {
  await writer.run(
    `INSERT INTO readings (channel_id, jid, topic, seq) VALUES (?, ?, ?, ?)
     ON CONFLICT (channel_id, jid, topic) DO UPDATE SET seq = excluded.seq
     WHERE readings.seq < excluded.seq`,
    channelId,
    jid,
    topic,
    seq,
  );
}

/** The whole channel is read up to `seq`: places of topics up to there say nothing any more. */
export async function raiseFloor(writer: Writer, whose: Whose, seq: number): Promise<void> {
  await raisePlace(writer, whose, WHOLE, seq);
  await writer.run(
    `DELETE FROM readings WHERE channel_id = ? AND jid = ? AND topic <> '' AND seq <= ?`,
    whose.channelId,
    whose.jid,
    seq,
  );
}

/** Every channel that the person follows is read up to `seq`. */
export async function raiseAllFloors(writer: Writer, jid: string, seq: number): Promise<void> {
  await writer.run(
    `INSERT INTO readings (channel_id, jid, topic, seq)
     SELECT channel_id, jid, '', ? FROM memberships WHERE jid = ? AND subscription = 'subscribed'
     ON CONFLICT (channel_id, jid, topic) DO UPDATE SET seq = excluded.seq
     WHERE readings.seq < excluded.seq`,
    seq,
    jid,
  );
  await writer.run(`DELETE FROM readings WHERE jid = ? AND topic <> '' AND seq <= ?`, jid, seq);
}

/** Unread items of the channel's posts, newest first, as many as are counted. */
const UNREAD = `SELECT COALESCE(i.parent, i.id) AS topic, i.seq FROM items i
  JOIN nodes n ON n.id = i.node_id
  LEFT JOIN readings r ON r.channel_id = n.channel_id AND r.jid = ?
    AND r.topic = COALESCE(i.parent, i.id)
  WHERE n.channel_id = ? AND n.name = 'posts' AND i.seq > ? AND i.author <> ?
    AND i.seq > COALESCE(r.seq, 0)
  ORDER BY i.seq DESC LIMIT ${MAX_UNREAD}`;

/** How many items are unread, up to {@link MAX_UNREAD}. */
export async function countUnread(
  reader: Reader,
  { channelId, jid }: Whose,
  floor: number,
): Promise<number> {
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n FROM (${UNREAD}) AS unread`,
    jid,
    channelId,
    floor,
    jid,
  );
  return row?.n ?? 0;
}

/**
 * How many items are unread, up to {@link MAX_UNREAD}, with the topics in which something is, or
 * which are read further than the channel.
 */
export async function topicReadings(
  reader: Reader,
  { channelId, jid }: Whose,
  floor: number,
): Promise<{ readonly unread: number; readonly topics: readonly TopicReading[] }> {
  const rows = await reader.all<TopicReading & { total: number }>(
    `SELECT topic AS id, max(place) AS seq, sum(unread) AS unread,
       sum(sum(unread)) OVER () AS total FROM (
       SELECT topic, 0 AS place, 1 AS unread, seq AS newest FROM (${UNREAD}) AS unread
       UNION ALL
       SELECT topic, seq AS place, 0 AS unread, seq AS newest FROM readings
       WHERE channel_id = ? AND jid = ? AND topic <> ''
     ) AS known GROUP BY topic ORDER BY max(newest) DESC LIMIT ${MOST_TOPICS}`,
    jid,
    channelId,
    floor,
    jid,
    channelId,
    jid,
  );
  // PostgreSQL's sums are text.
  const topics = rows.map(({ id, seq, unread }) => ({
    id,
    seq: Number(seq),
    unread: Number(unread),
  }));
  return { unread: Number(rows[0]?.total ?? 0), topics };
}
