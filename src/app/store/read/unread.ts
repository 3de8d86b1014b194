/** What is new: the service's count up to a change, and what this phone knows of later ones. */

import type { ChannelRow } from '../schema.ts';
import { between, rowsOf, topicOf } from '../topic-of.ts';
import { isFollowed } from './is-followed.ts';
import type { Reader, ReadTx } from './reader.ts';

export interface Unread {
  readonly total: number;
  /** By the topic's id; those without any are left out. */
  readonly topics: ReadonlyMap<string, number>;
}

const NOTHING: Unread = { total: 0, topics: new Map() };

/** The parts of the store that {@link countUnread} reads. */
export const UNREAD_PARTS = ['channels', 'items', 'readings'] as const;

/** Counts one channel, in a transaction over {@link UNREAD_PARTS}. */
export async function countUnread(tx: ReadTx, row: ChannelRow): Promise<Unread> {
  const { channel, lastRead, counted } = row;
  // Before the service has counted, nobody knows what is new.
  if (!counted || !isFollowed(row)) return NOTHING;
  const range = between(channel, lastRead);
  const [readings, items] = await Promise.all([
    tx.objectStore('readings').getAll(rowsOf(channel)),
    range ? tx.objectStore('items').index('foreign').getAll(range) : [],
  ]);
  const known = new Map(readings.map((reading) => [reading.topic, reading]));
  const topics = new Map<string, number>();
  let total = counted.unread;
  for (const item of items) {
    const topic = topicOf(item);
    const reading = known.get(topic);
    if (item.seq <= (reading?.seq ?? 0)) continue;
    if (item.seq > counted.upTo) total += 1;
    if (item.seq > (reading?.upTo ?? 0)) topics.set(topic, (topics.get(topic) ?? 0) + 1);
  }
  for (const { topic, unread } of readings) {
    if (unread > 0) topics.set(topic, (topics.get(topic) ?? 0) + unread);
  }
  return { total, topics };
}

/** What is new in a channel. */
export function readUnread(store: Reader, channel: string): Promise<Unread> {
  return store.read([...UNREAD_PARTS], async (tx) => {
    const row = await tx.objectStore('channels').get(channel);
    return row ? countUnread(tx, row) : NOTHING;
  });
}

/** What is new in all channels that are followed. */
export function readTotalUnread(store: Reader): Promise<number> {
  return store.read([...UNREAD_PARTS], async (tx) => {
    const rows = (await tx.objectStore('channels').getAll()).filter(isFollowed);
    const counts = await Promise.all(rows.map((row) => countUnread(tx, row)));
    return counts.reduce((sum, { total }) => sum + total, 0);
  });
}

/** Where reading stopped in a topic. */
export interface Stop {
  readonly seq: number;
  readonly unread: number;
}

/** Where reading stopped in a topic; `null` where that is not kept. */
export function readStop(store: Reader, channel: string, topic: string): Promise<Stop | null> {
  return store.read([...UNREAD_PARTS], async (tx) => {
    const row = await tx.objectStore('channels').get(channel);
    if (!row?.counted || !isFollowed(row)) return null;
    const reading = await tx.objectStore('readings').get([channel, topic]);
    const { topics } = await countUnread(tx, row);
    return { seq: Math.max(row.lastRead, reading?.seq ?? 0), unread: topics.get(topic) ?? 0 };
  });
}
