import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { PictureKind } from '../../protocol/upload-slot.ts';
import type { Actor, ServiceContext } from '../service/context.ts';
import { addMedia, type MediaQuota, removeMedia } from '../service/media.ts';
import { isContentUsed, type MediaFile, type MediaRow } from '../storage/media.ts';
import type { Files } from './files.ts';
import type { Painted } from './pictures/paint.ts';
import type { Pictures } from './pictures/pictures.ts';
import type { Upload } from './receive-upload.ts';

export interface Studio {
  readonly ctx: ServiceContext;
  readonly files: Files;
  readonly pictures: Pictures;
  readonly quota: MediaQuota;
}

export interface Destination {
  readonly actor: Actor;
  readonly channel: string;
  readonly id?: string;
  readonly kind: PictureKind;
}

/**
 * Makes an upload into a picture that is there for ever: files on disk first, then the row, and only
 * then the answer.
 *
 * @throws RefusedPicture, Refusal
 */
export async function keepPicture(
  studio: Studio,
  { actor, channel, id = randomUUID(), kind }: Destination,
  upload: Upload,
): Promise<MediaRow> {
  const { ctx, files, pictures, quota } = studio;
  const { fields, path } = upload;
  const painted = await pictures.make(path, kind).finally(() => rm(path, { force: true }));
  const put: MediaFile[] = [];
  try {
    for (const one of painted) put.push(await store(files, one));
    const words = {
      fileName: fields.filename ?? '',
      title: fields.title ?? '',
      description: fields.description ?? '',
    };
    return await addMedia(ctx, actor, channel, { id, kind, files: put, ...words }, quota);
  } finally {
    const names = put.map(({ sha256 }) => sha256);
    files.release(names);
    // What was refused after all leaves nothing behind.
    await dropUnused(studio, names);
  }
}

/** Takes a picture away, with the files that nothing else is made of. Throws Refusal. */
export async function removePicture(
  studio: Studio,
  actor: Actor,
  channel: string,
  id: string,
): Promise<void> {
  const files = await removeMedia(studio.ctx, actor, channel, id);
  await dropUnused(
    studio,
    files.map(({ sha256 }) => sha256),
  );
}

/** Removes contents that no picture is made of any more. */
export function dropUnused({ ctx, files }: Studio, names: readonly string[]): Promise<void> {
  return files.drop(names, (name) => ctx.database.read((reader) => isContentUsed(reader, name)));
}

async function store(files: Files, { content, ...file }: Painted): Promise<MediaFile> {
  return { ...file, bytes: content.length, sha256: await files.put(content) };
}
