/** How far this person has read: what the service says, and what happened on this phone. */
import type { Reading } from '../../../protocol/reading.ts';
import { isFollowed } from '../read/is-followed.ts';
import type { ChannelRow, Counted, ItemRow, MarkRow, ReadingRow } from '../schema.ts';
import { between, rowsOf, topicOf } from '../topic-of.ts';
import type { Writer, WriteTx } from './writer.ts';

/** The parts of the store that are written here. */
export const READING_PARTS = ['channels', 'readings', 'marks'] as const;

/** An answer that was asked for; what happened meanwhile is newer than its counts. */
export interface Asked {
  /** Of all topics: those that are not named have nothing unread. */
  readonly whole: boolean;
  /** The channel as it was then; none where it was not known. */
  readonly before: ChannelRow | undefined;
}

/**
 * Takes over what the service says, by itself or because it was `asked`. What was read here meanwhile
 * stays read, and an answer that comes late changes no count. Gives `false` where it was late.
 */
export async function putReading(tx: WriteTx, reading: Reading, asked?: Asked): Promise<boolean> {
  const { channel, floor, unread, upTo } = reading;
  const row = await tx.objectStore('channels').get(channel);
  if (!row) return true;
  const isLate = asked !== undefined && asked.before?.readings !== row.readings;
  // What was marked here and the service does not know yet, it still counts.
  const marks = tx.objectStore('marks');
  const own = [await marks.get(['', '']), ...(await marks.getAll(rowsOf(channel)))];
  const isStale = isLate || own.some((mark) => mark !== undefined && mark.seq > floor);
  const isNewer = !isStale && upTo >= (row.counted?.upTo ?? 0);
  const counted = isNewer ? { unread, upTo } : row.counted;
  await raiseFloor(tx, asked ? row : heard(row), floor, counted);
  const readings = tx.objectStore('readings');
  const named = new Set(reading.topics.map(({ id }) => id));
  for (const { id, seq, unread: n } of reading.topics) {
    const old = await readings.get([channel, id]);
    const place = { channel, topic: id, seq: Math.max(seq, old?.seq ?? 0) };
    if (isNewer) await readings.put({ ...place, unread: n, upTo });
    else await readings.put({ unread: 0, upTo: 0, ...old, ...place });
  }
  if (asked?.whole && isNewer) {
    for (const old of await readings.getAll(rowsOf(channel))) {
      if (!named.has(old.topic) && old.upTo < upTo) await readings.put({ ...old, unread: 0, upTo });
    }
  }
  return !isLate;
}

/** Saves what the service says of one channel; `false` where something newer is known. */
export function saveReading(store: Writer, reading: Reading, asked?: Asked): Promise<boolean> {
  return store.write([...READING_PARTS], (tx) => putReading(tx, reading, asked));
}

/** All channels were read up to `seq` on another device of the person. */
export async function putAllRead(tx: WriteTx, seq: number): Promise<void> {
  for (const row of await tx.objectStore('channels').getAll()) {
    if (!isFollowed(row)) continue;
    const { counted } = row;
    const upTo = Math.max(seq, counted?.upTo ?? 0);
    // Of what was counted after that, as much is new as is here.
    const later = await countHere(tx, row.channel, seq, upTo);
    const unread = Math.min(counted?.unread ?? 0, later);
    await raiseFloor(tx, heard(row), seq, { unread, upTo });
  }
}

/** Answers that are on their way do not know of what is written now. */
function heard(row: ChannelRow): ChannelRow {
  return { ...row, readings: (row.readings ?? 0) + 1 };
}

async function raiseFloor(
  tx: WriteTx,
  row: ChannelRow,
  floor: number,
  counted: ChannelRow['counted'],
): Promise<void> {
  const lastRead = Math.max(floor, row.lastRead);
  await tx.objectStore('channels').put({ ...row, lastRead, ...(counted && { counted }) });
  if (lastRead === row.lastRead) return;
  const readings = tx.objectStore('readings');
  for (const { channel, topic, seq } of await readings.getAll(rowsOf(row.channel))) {
    if (seq <= lastRead) await readings.delete([channel, topic]);
  }
}

/**
 * Everything of a topic that is on this phone was read; the service will be told. Gives `false` where
 * that was known.
 */
export function markTopicRead(store: Writer, channel: string, topic: string): Promise<boolean> {
  return store.write(['channels', 'readings', 'marks', 'items'], async (tx) => {
    const row = await tx.objectStore('channels').get(channel);
    if (!row || !isFollowed(row)) return false;
    const readings = tx.objectStore('readings');
    const old = await readings.get([channel, topic]);
    const place = Math.max(old?.seq ?? 0, row.lastRead);
    const seq = await newestOf(tx, channel, topic);
    if (seq <= place) return false;
    const { counted } = row;
    if (counted) await uncount(tx, row, counted, await countedIn(tx, row, counted, topic, old));
    await readings.put({ channel, topic, seq, unread: 0, upTo: old?.upTo ?? 0 });
    await tx.objectStore('marks').put({ channel, topic, seq });
    return true;
  });
}

/** Takes `n` off the count of unread items. */
async function uncount(tx: WriteTx, row: ChannelRow, counted: Counted, n: number): Promise<void> {
  const unread = Math.max(0, counted.unread - n);
  await tx.objectStore('channels').put({ ...heard(row), counted: { ...counted, unread } });
}

/** How many of what was counted is of a topic. */
async function countedIn(
  tx: WriteTx,
  { channel, lastRead }: ChannelRow,
  counted: Counted,
  topic: string,
  old: ReadingRow | undefined,
): Promise<number> {
  const place = Math.max(old?.seq ?? 0, lastRead);
  const known = old && old.upTo > 0 ? old : { unread: 0, upTo: place };
  const later = await countHere(tx, channel, Math.max(known.upTo, place), counted.upTo, topic);
  return known.unread + later;
}

/** An item goes by the change `seq`: what was counted before that counts it no more. */
export async function uncountItem(
  tx: WriteTx,
  { channel, id, parent, foreignSeq = 0 }: ItemRow,
  seq: number,
): Promise<void> {
  const row = await tx.objectStore('channels').get(channel);
  const counted = row?.counted;
  if (!counted || seq <= counted.upTo) return;
  const readings = tx.objectStore('readings');
  const topic = parent ?? id;
  const old = await readings.get([channel, topic]);
  if (parent === null) {
    await uncount(tx, row, counted, await countedIn(tx, row, counted, topic, old));
    return readings.delete([channel, topic]);
  }
  if (foreignSeq <= Math.max(old?.seq ?? 0, row.lastRead) || foreignSeq > counted.upTo) return;
  await uncount(tx, row, counted, 1);
  if (old && foreignSeq <= old.upTo) {
    await readings.put({ ...old, unread: Math.max(0, old.unread - 1) });
  }
}

/** Everything that was counted in a channel, or without one in all of them, was read. */
export function markAllRead(store: Writer, only?: string): Promise<void> {
  return store.write(['channels', 'readings', 'marks', 'items'], async (tx) => {
    const rows = await tx.objectStore('channels').getAll();
    const followed = rows.filter((row) => isFollowed(row) && (row.channel === only || !only));
    let newest = 0;
    for (const { channel, counted } of followed) {
      const all = between(channel, 0);
      const item = await tx.objectStore('items').index('foreign').openKeyCursor(all, 'prev');
      newest = Math.max(newest, counted?.upTo ?? 0, item?.key[1] ?? 0);
    }
    for (const row of followed) {
      await raiseFloor(tx, heard(row), newest, { unread: 0, upTo: newest });
    }
    if (newest > 0)
      await tx.objectStore('marks').put({ channel: only ?? '', topic: '', seq: newest });
  });
}

/** The service knows of a mark; one that was raised meanwhile stays. */
export async function dropMark(tx: WriteTx, { channel, topic, seq }: MarkRow): Promise<void> {
  const marks = tx.objectStore('marks');
  const now = await marks.get([channel, topic]);
  if (now && now.seq <= seq) await marks.delete([channel, topic]);
}

async function newestOf(tx: WriteTx, channel: string, topic: string): Promise<number> {
  const items = tx.objectStore('items');
  const item = await items.get([channel, topic]);
  const comments = IDBKeyRange.bound([channel, topic], [channel, topic, []]);
  const newest = await items.index('comments').openKeyCursor(comments, 'prev');
  return Math.max(item?.seq ?? 0, newest?.key[2] ?? 0);
}

async function countHere(
  tx: WriteTx,
  channel: string,
  after: number,
  upTo: number,
  topic?: string,
): Promise<number> {
  const range = between(channel, after, upTo);
  const items = range ? await tx.objectStore('items').index('foreign').getAll(range) : [];
  return items.filter((item) => topic === undefined || topicOf(item) === topic).length;
}
