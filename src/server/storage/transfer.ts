import type { Item } from '../../protocol/channel.ts';
import type { ChangeKind } from './changes.ts';
import type { Reader, Writer } from './database.ts';
import { selectItems } from './item-rows.ts';
import type { NodeRow } from './nodes.ts';

/** A removed item: what is kept of it, and the change that removed it. */
export interface Removal {
  readonly id: string;
  readonly parent: string | null;
  readonly author: string;
  readonly seq: number;
  readonly activity: number;
  /** Place of the removal in the order, and its time. */
  readonly removed: number;
  readonly removedAt: string;
}

/** Addresses of channels after one, in an order of their own. */
export async function channelJidsAfter(
  reader: Reader,
  after: string,
  max: number,
): Promise<string[]> {
  const rows = await reader.all<{ jid: string }>(
    'SELECT jid FROM channels WHERE jid > ? AND deleted_at IS NULL ORDER BY jid LIMIT ?',
    after,
    max,
  );
  return rows.map((row) => row.jid);
}

/** Items of a node in the order in which they came, by way of the channel's changes: they are indexed so. */
export async function itemsInOrder(
  reader: Reader,
  node: NodeRow,
  after: number,
  max: number,
): Promise<Item[]> {
  return selectItems(
    reader,
    `JOIN changes h ON h.seq = i.seq
     WHERE h.channel_id = ? AND h.seq > ? AND i.node_id = ? ORDER BY h.seq LIMIT ?`,
    node.channel.id,
    after,
    node.id,
    max,
  );
}

/** Removals from a node, in the order in which they came. */
export async function removalsInOrder(
  reader: Reader,
  node: NodeRow,
  after: number,
  max: number,
): Promise<Removal[]> {
  return reader.all<Removal>(
    `SELECT t.id, t.parent, t.author, t.seq, t.activity, h.seq AS removed, h.at AS "removedAt"
     FROM changes h JOIN tombstones t ON t.node_id = ? AND t.id = h.subject
     WHERE h.channel_id = ? AND h.node = ? AND h.kind = 'retracted' AND h.seq > ?
     ORDER BY h.seq LIMIT ?`,
    node.id,
    node.channel.id,
    node.name,
    after,
    max,
  );
}

/** Notes a change under the number that it had elsewhere. */
export async function recordChangeAs(
  writer: Writer,
  seq: number,
  node: NodeRow,
  change: { kind: ChangeKind; subject: string; at: string },
): Promise<void> {
  await writer.run(
    'INSERT INTO changes (seq, channel_id, node, kind, subject, at) VALUES (?, ?, ?, ?, ?, ?)',
    seq,
    node.channel.id,
    node.name,
    change.kind,
    change.subject,
    change.at,
  );
}

/** The highest number that was ever given or passed over; 0 where none was. */
export async function lastNumber(reader: Reader): Promise<number> {
  const row = await reader.get<{ seq: number | null }>(
    reader.dialect === 'postgres'
      ? `SELECT pg_sequence_last_value(pg_get_serial_sequence('changes', 'seq')::regclass) AS seq`
      : "SELECT seq FROM sqlite_sequence WHERE name = 'changes'",
  );
  return row?.seq ?? 0;
}

/** Sees to it that the next number is above all that were given, here and, up to `newest`, elsewhere. */
export async function skipUsedNumbers(writer: Writer, newest: number): Promise<void> {
  if (writer.dialect === 'postgres') {
    await writer.get(
      `SELECT setval(numbers, given) FROM (SELECT numbers, greatest(CAST(? AS BIGINT),
         (SELECT max(seq) FROM changes), pg_sequence_last_value(numbers)) AS given
         FROM CAST(pg_get_serial_sequence('changes', 'seq') AS regclass) AS numbers) s WHERE given > 0`,
      newest,
    );
    return;
  }
  // At the numbers that are there SQLite looks by itself.
  const raised = await writer.run(
    "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'changes'",
    newest,
  );
  if (raised > 0) return;
  await writer.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('changes', ?)", newest);
}

/** Keeps an id from ever being taken, for an item that was removed elsewhere. */
export async function insertTombstone(
  writer: Writer,
  nodeId: number,
  removal: Removal,
): Promise<void> {
  await writer.run(
    'INSERT INTO tombstones (node_id, id, parent, author, seq, activity) VALUES (?, ?, ?, ?, ?, ?)',
    nodeId,
    removal.id,
    removal.parent,
    removal.author,
    removal.seq,
    removal.activity,
  );
}

/** Moves an item up to where it stood elsewhere; never down. */
export async function raiseItem(writer: Writer, seq: number, activity: number): Promise<void> {
  await writer.run(
    'UPDATE items SET activity = ? WHERE seq = ? AND activity < ?',
    activity,
    seq,
    activity,
  );
}

/** Moves a channel up to its newest change; its dates stay. */
export async function raiseChannel(
  writer: Writer,
  channelId: number,
  activity: number,
): Promise<void> {
  await writer.run(
    'UPDATE channels SET activity = ? WHERE id = ? AND activity < ?',
    activity,
    channelId,
    activity,
  );
}
