/** Which pictures stand in which items. */
import type { Reader, Writer } from './database.ts';
import { deleteMedia, type MediaRow } from './media.ts';

export async function linkMedia(
  writer: Writer,
  itemSeq: number,
  media: readonly MediaRow[],
): Promise<void> {
  for (const { rowId } of media) {
    await writer.run(
      'INSERT INTO item_media (media_row_id, item_seq) VALUES (?, ?)',
      rowId,
      itemSeq,
    );
  }
}

/** Pictures that stand in that item and in no other. */
export async function mediaOfItemAlone(
  reader: Reader,
  nodeId: number,
  id: string,
): Promise<readonly number[]> {
  const rows = await reader.all<{ row: number }>(
    `SELECT l.media_row_id AS row FROM item_media l JOIN items i ON i.seq = l.item_seq
     WHERE i.node_id = ? AND i.id = ? AND NOT EXISTS
       (SELECT 1 FROM item_media o
        WHERE o.media_row_id = l.media_row_id AND o.item_seq <> l.item_seq)`,
    nodeId,
    id,
  );
  return rows.map(({ row }) => row);
}

/** Photos that somebody put up and that stand in no item. */
export async function unusedPhotosOf(reader: Reader, author: string): Promise<readonly number[]> {
  const rows = await reader.all<{ row: number }>(
    `SELECT m.row_id AS row FROM media m WHERE m.author = ? AND m.kind <> 'avatar'
     AND NOT EXISTS (SELECT 1 FROM item_media l WHERE l.media_row_id = m.row_id)`,
    author,
  );
  return rows.map(({ row }) => row);
}

/** Some of the photos that were put up before a time and stand in no item, nor in what is held back, nor in a report. */
export async function unpostedPhotos(
  reader: Reader,
  before: string,
  max: number,
): Promise<readonly number[]> {
  const rows = await reader.all<{ row: number }>(
    `SELECT m.row_id AS row FROM media m WHERE m.kind <> 'avatar' AND m.created_at < ?
     AND NOT EXISTS (SELECT 1 FROM item_media l WHERE l.media_row_id = m.row_id)
     AND NOT EXISTS (SELECT 1 FROM withheld w JOIN nodes n ON n.id = w.node_id
       WHERE n.channel_id = m.channel_id AND w.draft LIKE '%"' || m.id || '"%')
     AND NOT EXISTS (SELECT 1 FROM incidents r
       WHERE r.author = m.author AND r.photo LIKE '%"' || m.id || '"%') LIMIT ?`,
    ...[before, max],
  );
  return rows.map(({ row }) => row);
}

/** Whether a picture stands in a post that is hidden. */
export async function isHidden(reader: Reader, rowId: number): Promise<boolean> {
  const row = await reader.get(
    `SELECT 1 AS found FROM item_media l JOIN items i ON i.seq = l.item_seq
     WHERE l.media_row_id = ? AND i.hidden = 1 LIMIT 1`,
    rowId,
  );
  return row !== undefined;
}

/** Forgets pictures; answers with the names of the contents that they were made of. */
export async function forgetMedia(
  writer: Writer,
  rowIds: readonly number[],
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const rowId of rowIds) {
    const files = await writer.all<{ sha256: string }>(
      'SELECT sha256 FROM media_files WHERE media_row_id = ?',
      rowId,
    );
    names.push(...files.map(({ sha256 }) => sha256));
    await deleteMedia(writer, rowId);
  }
  return names;
}
