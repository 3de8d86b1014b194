/** One item: stored, found, answered, rated, removed for good. */
import type { DraftPost, Item } from '../../protocol/channel.ts';
import type { Geoloc } from '../../protocol/geoloc.ts';
import type { PostPhoto } from '../../protocol/post-media.ts';
import type { Reader, Writer } from './database.ts';
import { selectItems } from './item-rows.ts';
import { dropWords, indexIfPassed } from './search.ts';

export interface NewItem {
  readonly nodeId: number;
  readonly id: string;
  readonly parent: string | null;
  readonly author: string;
  readonly title: string;
  readonly text: string;
  readonly published: string;
  readonly seq: number;
  readonly target: string | null;
  readonly rating: number | null;
  readonly geoloc: Geoloc | null;
  readonly photos?: readonly PostPhoto[] | undefined;
  readonly onBehalf?: string | undefined;
}

export async function insertItem(writer: Writer, item: NewItem): Promise<void> {
  await writer.run(
    `INSERT INTO items (seq, node_id, id, parent, author, title, text, published_at, activity,
       target, rating, geoloc, media, on_behalf)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    item.seq,
    item.nodeId,
    item.id,
    item.parent,
    item.author,
    item.title,
    item.text,
    item.published,
    item.seq,
    item.target,
    item.rating,
    item.geoloc && JSON.stringify(item.geoloc),
    item.photos ? JSON.stringify(item.photos) : null,
    item.onBehalf ?? '',
  );
}

/** Takes away what an item says, its words in the index too; its photos are kept unseen. */
export async function hideItem(
  writer: Writer,
  nodeId: number,
  id: string,
  seq: number,
): Promise<void> {
  await dropWords(writer, nodeId, id);
  await writer.run(
    `UPDATE items SET title = '', text = '', geoloc = NULL, media = NULL, on_behalf = '', hidden = 1, changed = ?
     WHERE node_id = ? AND id = ?`,
    ...[seq, nodeId, id],
  );
}

/** Gives an item back what it said. */
export async function showItem(
  writer: Writer,
  nodeId: number,
  id: string,
  {
    title,
    text,
    geoloc,
    photos,
    onBehalf = '',
  }: Pick<DraftPost, 'title' | 'text' | 'geoloc' | 'photos' | 'onBehalf'>,
  seq: number,
): Promise<void> {
  await writer.run(
    `UPDATE items SET title = ?, text = ?, geoloc = ?, media = ?, on_behalf = ?, hidden = 0, changed = ?
     WHERE node_id = ? AND id = ?`,
    ...[title, text, geoloc ? JSON.stringify(geoloc) : null],
    ...[photos ? JSON.stringify(photos) : null, onBehalf, seq, nodeId, id],
  );
  const item = await findItem(writer, nodeId, id);
  if (!item) return;
  await dropWords(writer, nodeId, id);
  await indexIfPassed(writer, item);
}

/** Whether that person, who has an account, has given that item stars. */
export async function hasRated(
  reader: Reader,
  nodeId: number,
  target: string,
  author: string,
): Promise<boolean> {
  const row = await reader.get(
    `SELECT 1 AS found FROM items
     WHERE node_id = ? AND target = ? AND author = ? AND rating IS NOT NULL
       AND substr(author, 1, 14) <> 'gone@channels.'`,
    nodeId,
    target,
    author,
  );
  return row !== undefined;
}

export async function findItem(
  reader: Reader,
  nodeId: number,
  id: string,
): Promise<Item | undefined> {
  return (await selectItems(reader, 'WHERE i.node_id = ? AND i.id = ?', nodeId, id))[0];
}

/** Ids of a node's items, oldest first. */
export async function itemIds(reader: Reader, nodeId: number): Promise<string[]> {
  const sql = 'SELECT id FROM items WHERE node_id = ? ORDER BY seq';
  return (await reader.all<{ id: string }>(sql, nodeId)).map(({ id }) => id);
}

/** The text of a node's newest item, of one author where asked; `undefined` where it has none. */
export async function newestText(
  reader: Reader,
  nodeId: number,
  author?: string,
): Promise<string | undefined> {
  const whose = author === undefined ? '' : 'AND author = ?';
  const row = await reader.get<{ text: string }>(
    `SELECT text FROM items WHERE node_id = ? ${whose} ORDER BY seq DESC LIMIT 1`,
    ...[nodeId, ...(author === undefined ? [] : [author])],
  );
  return row?.text;
}

/** Counts a comment on its topic; `activity` is its seq, or absent where one was removed. */
export async function countReply(
  writer: Writer,
  nodeId: number,
  topic: string,
  change: 1 | -1,
  activity = 0,
): Promise<void> {
  await writer.run(
    `UPDATE items SET replies = replies + ?,
       activity = CASE WHEN activity < ? THEN ? ELSE activity END
     WHERE node_id = ? AND id = ?`,
    change,
    activity,
    activity,
    nodeId,
    topic,
  );
}

/** Some of what a person wrote in channels that are not their own. */
export async function writtenBy(
  reader: Reader,
  author: string,
  max: number,
): Promise<{ channel: string; node: string; id: string }[]> {
  return reader.all(
    `SELECT c.jid AS channel, n.name AS node, i.id
     FROM items i JOIN nodes n ON n.id = i.node_id JOIN channels c ON c.id = n.channel_id
     WHERE i.author = ? AND c.jid <> ? ORDER BY i.seq LIMIT ?`,
    author,
    author,
    max,
  );
}

/** Puts another name to an item and to its photos. */
export async function changeAuthor(
  writer: Writer,
  nodeId: number,
  id: string,
  author: string,
): Promise<void> {
  await writer.run(
    `UPDATE media SET author = ? WHERE row_id IN
       (SELECT im.media_row_id FROM item_media im JOIN items i ON i.seq = im.item_seq
        WHERE i.node_id = ? AND i.id = ?)`,
    author,
    nodeId,
    id,
  );
  for (const table of ['items', 'withheld']) {
    const sql = `UPDATE ${table} SET author = ? WHERE node_id = ? AND id = ?`;
    await writer.run(sql, author, nodeId, id);
  }
}

/** How many of a person's newest items may be on somebody's screen. */
const ON_SCREENS = 500;

/** In which channels a person wrote lately. */
export async function channelsOfAuthor(
  reader: Reader,
  author: string,
): Promise<readonly { readonly id: number; readonly jid: string }[]> {
  return reader.all(
    `SELECT DISTINCT c.id, c.jid FROM channels c JOIN nodes n ON n.channel_id = c.id JOIN
       (SELECT node_id FROM items WHERE author = ? ORDER BY seq DESC LIMIT ?) i ON i.node_id = n.id`,
    author,
    ON_SCREENS,
  );
}

/** Ids of a topic's comments. */
export async function replyIds(reader: Reader, nodeId: number, topic: string): Promise<string[]> {
  const rows = await reader.all<{ id: string }>(
    'SELECT id FROM items WHERE node_id = ? AND parent = ? ORDER BY seq',
    nodeId,
    topic,
  );
  return rows.map((row) => row.id);
}

/** Removes an item for good: its text goes, its id is never taken again. */
export async function buryItem(writer: Writer, nodeId: number, id: string): Promise<void> {
  await writer.run(
    `INSERT INTO tombstones (node_id, id, parent, author, seq, activity)
     SELECT node_id, id, parent, author, seq, activity FROM items WHERE node_id = ? AND id = ?`,
    nodeId,
    id,
  );
  await writer.run('DELETE FROM items WHERE node_id = ? AND id = ?', nodeId, id);
}

/** Where an id of a node stands already. */
export interface Traces {
  readonly isItem: boolean;
  /** Held back, of what was published too: what is hidden. */
  readonly isWithheld: boolean;
  readonly isBuried: boolean;
}

/** Looks everywhere at once: an id is nearly always new. */
export async function tracesOf(reader: Reader, nodeId: number, id: string): Promise<Traces> {
  const holds = (table: string) =>
    `EXISTS (SELECT 1 FROM ${table} WHERE node_id = ? AND id = ?) AS ${table}`;
  const row = await reader.get<Record<'items' | 'withheld' | 'tombstones', number | boolean>>(
    `SELECT ${holds('items')}, ${holds('withheld')}, ${holds('tombstones')}`,
    ...[nodeId, id, nodeId, id, nodeId, id],
  );
  return {
    isItem: Boolean(row?.items),
    isWithheld: Boolean(row?.withheld),
    isBuried: Boolean(row?.tombstones),
  };
}

export async function isBuried(reader: Reader, nodeId: number, id: string): Promise<boolean> {
  return (await tracesOf(reader, nodeId, id)).isBuried;
}
