/** Pictures on their way out of a site and into one: rows as JSON, contents as files. */
import { existsSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FatalError } from '../server/fatal-error.ts';
import type { Files } from '../server/media/files.ts';
import { ifThere } from '../server/media/files-there.ts';
import type { Writer } from '../server/storage/database.ts';
import { linkMedia } from '../server/storage/item-media.ts';
import { findMedia, insertMedia, type MediaRow } from '../server/storage/media.ts';
import { contentsFolder, type PictureFile, picturesFile, readJson } from './layout.ts';

/**
 * Writes a channel's pictures into its folder `own` of an export; one that was removed meanwhile is
 * left out. Gives how many there are.
 */
export async function writePictures(
  { folder, own, files }: { folder: string; own: string; files: Files },
  rows: readonly MediaRow[],
): Promise<number> {
  const written: PictureFile[] = [];
  for (const { rowId: _, ...picture } of rows) {
    const names = picture.files.map(({ sha256 }) => sha256);
    const copies = names.map((name) =>
      copied(files.pathOf(name), join(contentsFolder(folder), name)),
    );
    if ((await Promise.all(copies)).every(Boolean)) written.push(picture);
  }
  if (written.length > 0)
    await writeFile(picturesFile(own), `${JSON.stringify(written, null, 2)}\n`);
  return written.length;
}

async function copied(from: string, to: string): Promise<boolean> {
  return (await ifThere(copyFile(from, to).then(() => true))) ?? false;
}

/** The pictures of a channel in an export; none in one of before there were any. */
export async function readPictures(own: string): Promise<readonly PictureFile[]> {
  if (!existsSync(picturesFile(own))) return [];
  return readJson<PictureFile[]>(picturesFile(own));
}

/**
 * Stores their contents: files first, rows afterwards.
 *
 * @throws FatalError where one is not what its name says.
 */
export async function storeContents(
  folder: string,
  pictures: readonly PictureFile[],
  files: Files,
): Promise<void> {
  for (const { sha256 } of pictures.flatMap((picture) => picture.files)) {
    const path = join(contentsFolder(folder), sha256);
    const content = await ifThere(readFile(path));
    if (!content || (await files.put(content)) !== sha256) {
      throw new FatalError(`${path} is missing, or not what was exported.`);
    }
  }
}

/** What an item shows, or a draft of one. */
interface Showing {
  readonly photos?: readonly { readonly id: string }[] | undefined;
}

/** Pictures of a channel that come in with its items. */
export class IncomingPictures {
  readonly #channelId: number;
  readonly #pictures: ReadonlyMap<string, PictureFile>;
  /** Pictures of posts that this site has, or had: what is not here any more was removed, and is not brought back. */
  readonly #unwanted = new Set<string>();

  constructor(channelId: number, pictures: readonly PictureFile[]) {
    this.#channelId = channelId;
    this.#pictures = new Map(pictures.map((picture) => [picture.id, picture]));
  }

  /** Puts the photos of a new item into it. */
  async link(writer: Writer, { photos = [] }: Showing, seq: number): Promise<void> {
    const rows: MediaRow[] = [];
    for (const { id } of photos) {
      await this.#insert(writer, id);
      const row = await findMedia(writer, this.#channelId, id);
      if (row) rows.push(row);
    }
    await linkMedia(writer, seq, rows);
  }

  /** An item does not come in. */
  refuse({ photos = [] }: Showing): void {
    for (const { id } of photos) this.#unwanted.add(id);
  }

  /** The channel shows none since it was taken away here. */
  refuseAvatar(): void {
    for (const { id, kind } of this.#pictures.values()) {
      if (kind === 'avatar') this.#unwanted.add(id);
    }
  }

  /** Brings in those that stand in no item; a channel that shows an avatar keeps it. */
  async insertOthers(writer: Writer): Promise<void> {
    for (const id of this.#pictures.keys()) await this.#insert(writer, id);
  }

  async #insert(writer: Writer, id: string): Promise<void> {
    const picture = this.#pictures.get(id);
    if (!picture || this.#unwanted.has(id)) return;
    const name = picture.kind === 'avatar' ? 'avatar' : id;
    if (await findMedia(writer, this.#channelId, name)) return;
    await insertMedia(writer, this.#channelId, picture);
  }
}
