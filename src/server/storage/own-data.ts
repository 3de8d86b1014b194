/** What the tables hold of one person. */
import type { Item } from '../../protocol/channel.ts';
import type { Reader } from './database.ts';
import { selectItems } from './item-rows.ts';

/** What somebody wrote, in whatever channel, after the change of that number; oldest first. */
export async function itemsOfAuthor(
  reader: Reader,
  author: string,
  after: number,
  max: number,
): Promise<Item[]> {
  return selectItems(
    reader,
    'WHERE i.author = ? AND i.seq > ? ORDER BY i.seq LIMIT ?',
    author,
    after,
    max,
  );
}

/** A picture that somebody put up: where, under which id, and its widest JPEG. */
export interface OwnPicture {
  readonly channel: string;
  readonly id: string;
  readonly sha256: string;
}

export async function picturesOf(reader: Reader, author: string): Promise<OwnPicture[]> {
  return reader.all<OwnPicture>(
    `SELECT c.jid AS channel, m.id, f.sha256
     FROM media m JOIN channels c ON c.id = m.channel_id
     JOIN media_files f ON f.media_row_id = m.row_id AND f.type = 'image/jpeg'
     WHERE m.author = ? AND f.width =
       (SELECT max(w.width) FROM media_files w WHERE w.media_row_id = m.row_id AND w.type = f.type)
     ORDER BY m.row_id`,
    author,
  );
}
