/** Pictures that people put up: what is known of them, and which files they were made into. */
import type { PictureKind } from '../../protocol/upload-slot.ts';
import { expectRow, type Reader, type Writer } from './database.ts';

export interface MediaFile {
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** Name of its content in the store of files, in hexadecimal. */
  readonly sha256: string;
}

export interface MediaRow {
  readonly rowId: number;
  readonly id: string;
  readonly kind: PictureKind;
  /** Bare JID of who put it up. */
  readonly author: string;
  readonly fileName: string;
  readonly title: string;
  readonly description: string;
  /** ISO 8601 in UTC. */
  readonly created: string;
  readonly updated: string;
  /** Widest first. */
  readonly files: readonly MediaFile[];
}

interface Stored extends Omit<MediaRow, 'files'> {}

const COLUMNS = `m.row_id AS "rowId", m.id, m.kind, m.author, m.file_name AS "fileName", m.title,
  m.description, m.created_at AS created, m.updated_at AS updated`;

/** The picture of that id; under the id `avatar` the channel's avatar. */
export async function findMedia(
  reader: Reader,
  channelId: number,
  id: string,
): Promise<MediaRow | undefined> {
  const [where, ...params] =
    id === 'avatar' ? (["m.kind = 'avatar'"] as const) : (['m.id = ?', id] as const);
  const row = await reader.get<Stored>(
    `SELECT ${COLUMNS} FROM media m WHERE m.channel_id = ? AND ${where}`,
    channelId,
    ...params,
  );
  return row && { ...row, files: await filesOf(reader, row.rowId) };
}

/** SQL: the picture is in no hidden post. */
const SEEN = `NOT EXISTS (SELECT 1 FROM item_media l JOIN items i ON i.seq = l.item_seq
  WHERE l.media_row_id = m.row_id AND i.hidden = 1)`;

/** Pictures of a channel, newest change first; with `after` those that changed after that one alone. */
export async function listMedia(
  reader: Reader,
  channelId: number,
  max: number,
  after?: MediaRow,
): Promise<MediaRow[]> {
  const since = after ? 'AND (m.updated_at, m.row_id) > (?, ?)' : '';
  const rows = await reader.all<Stored>(
    `SELECT ${COLUMNS} FROM media m WHERE m.channel_id = ? AND m.kind <> 'incident' AND ${SEEN} ${since}
     ORDER BY m.updated_at DESC, m.row_id DESC LIMIT ?`,
    channelId,
    ...(after ? [after.updated, after.rowId] : []),
    max,
  );
  return withFiles(reader, rows);
}

/** All that a channel shows of pictures, in the order in which they were put up. */
export async function allMedia(reader: Reader, channelId: number): Promise<MediaRow[]> {
  const rows = await reader.all<Stored>(
    `SELECT ${COLUMNS} FROM media m WHERE m.channel_id = ? AND m.kind <> 'incident' ORDER BY m.row_id`,
    channelId,
  );
  return withFiles(reader, rows);
}

export async function insertMedia(
  writer: Writer,
  channelId: number,
  media: Omit<MediaRow, 'rowId'>,
): Promise<void> {
  await writer.run(
    `INSERT INTO media (channel_id, id, kind, author, file_name, title, description, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    channelId,
    media.id,
    media.kind,
    media.author,
    media.fileName,
    media.title,
    media.description,
    media.created,
    media.updated,
  );
  const row = await writer.get<{ row_id: number }>(
    'SELECT row_id FROM media WHERE channel_id = ? AND id = ?',
    channelId,
    media.id,
  );
  for (const { type, width, height, bytes, sha256 } of media.files) {
    await writer.run(
      `INSERT INTO media_files (media_row_id, type, width, height, bytes, sha256)
       VALUES (?, ?, ?, ?, ?, ?)`,
      expectRow(row).row_id,
      type,
      width,
      height,
      bytes,
      sha256,
    );
  }
}

export async function updateMedia(
  writer: Writer,
  media: Pick<MediaRow, 'rowId' | 'fileName' | 'title' | 'description' | 'updated'>,
): Promise<void> {
  await writer.run(
    'UPDATE media SET file_name = ?, title = ?, description = ?, updated_at = ? WHERE row_id = ?',
    media.fileName,
    media.title,
    media.description,
    media.updated,
    media.rowId,
  );
}

export async function deleteMedia(writer: Writer, rowId: number): Promise<void> {
  await writer.run('DELETE FROM media WHERE row_id = ?', rowId);
}

/** Puts another name in the place of a person's, on all their pictures. */
export async function disownMedia(writer: Writer, author: string, as: string): Promise<void> {
  await writer.run('UPDATE media SET author = ? WHERE author = ?', as, author);
}

/** Forgets pictures of channels that are no more. */
export async function deleteMediaOfDeletedChannels(writer: Writer): Promise<void> {
  await writer.run(
    'DELETE FROM media WHERE channel_id IN (SELECT id FROM channels WHERE deleted_at IS NOT NULL)',
  );
}

/** How many bytes that person's pictures take, and those of everybody. */
export async function mediaBytes(
  reader: Reader,
  author: string,
): Promise<{ own: number; all: number }> {
  const own = await reader.get<{ n: number | null }>(
    `SELECT sum(f.bytes) AS n FROM media_files f JOIN media m ON m.row_id = f.media_row_id
     WHERE m.author = ?`,
    author,
  );
  const all = await reader.get<{ n: number | null }>('SELECT sum(bytes) AS n FROM media_files');
  return { own: Number(own?.n ?? 0), all: Number(all?.n ?? 0) };
}

/** Whether any picture is made of that content. */
export async function isContentUsed(reader: Reader, sha256: string): Promise<boolean> {
  const row = await reader.get('SELECT 1 AS n FROM media_files WHERE sha256 = ? LIMIT 1', sha256);
  return row !== undefined;
}

async function withFiles(reader: Reader, rows: readonly Stored[]): Promise<MediaRow[]> {
  const media: MediaRow[] = [];
  for (const row of rows) media.push({ ...row, files: await filesOf(reader, row.rowId) });
  return media;
}

function filesOf(reader: Reader, rowId: number): Promise<MediaFile[]> {
  return reader.all<MediaFile>(
    `SELECT type, width, height, bytes, sha256 FROM media_files WHERE media_row_id = ?
     ORDER BY width DESC, type`,
    rowId,
  );
}
