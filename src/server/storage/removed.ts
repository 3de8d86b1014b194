/** Posts that were removed by office, as they were: for those who decide appeals, for a time. */
import type { Item } from '../../protocol/channel.ts';
import type { Reader, Writer } from './database.ts';

export interface RemovedRow {
  /** The act's number in the audit. */
  readonly act: number;
  readonly channel: string;
  readonly node: string;
  readonly id: string;
  readonly parent: string | null;
  readonly author: string;
  readonly title: string;
  readonly text: string;
  readonly published: string;
  readonly target: string | null;
  /** Empty where its author spoke. */
  readonly onBehalf: string;
  readonly removedAt: string;
}

/** Keeps a post that an act removes. */
export async function keepRemoved(
  writer: Writer,
  act: number,
  removedAt: string,
  item: Item,
): Promise<void> {
  const { channel, node = 'posts', id, parent, author, title, text, published } = item;
  await writer.run(
    `INSERT INTO removed (act, channel, node, id, parent, author, title, text, published_at, target,
       on_behalf, removed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[act, channel, node, id, parent, author, title, text, published],
    ...[item.target ?? null, item.onBehalf ?? '', removedAt],
  );
}

const SELECT = `SELECT act, channel, node, id, parent, author, title, text, published_at AS published, target,
  on_behalf AS "onBehalf", removed_at AS "removedAt" FROM removed`;

/** What an act removed: a topic before its comments, those in their order. */
export function removedBy(reader: Reader, act: number): Promise<RemovedRow[]> {
  return reader.all(
    `${SELECT} WHERE act = ?
     ORDER BY CASE WHEN parent IS NULL THEN 0 ELSE 1 END, published_at, id`,
    act,
  );
}

/** What somebody wrote, in the order of its removal. */
export function removedOf(reader: Reader, author: string): Promise<RemovedRow[]> {
  return reader.all(`${SELECT} WHERE author = ? ORDER BY act, id`, author);
}

/** It is there again. */
export async function dropRemoved(writer: Writer, act: number): Promise<void> {
  await writer.run('DELETE FROM removed WHERE act = ?', act);
}

/** What a person wrote is kept no more. */
export async function dropRemovedOf(writer: Writer, author: string): Promise<void> {
  await writer.run('DELETE FROM removed WHERE author = ?', author);
}

/** What a person wrote is kept under another name. */
export async function disownRemoved(writer: Writer, author: string, as: string): Promise<void> {
  await writer.run('UPDATE removed SET author = ? WHERE author = ?', as, author);
}

/** Forgets what was removed before a time, but for what an open appeal is about. */
export async function forgetOldRemoved(writer: Writer, before: string): Promise<void> {
  await writer.run(
    `DELETE FROM removed WHERE removed_at < ?
       AND act NOT IN (SELECT act FROM appeals WHERE state = 'open')`,
    before,
  );
}
