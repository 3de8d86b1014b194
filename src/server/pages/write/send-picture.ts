import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { NS } from '../../../protocol/namespaces.ts';
import type { DraftPhoto } from '../../../protocol/post-media.ts';
import type { ServiceTrouble } from '../../../protocol/trouble.ts';
import { type PictureKind, readSlot, slotRequestElement } from '../../../protocol/upload-slot.ts';
import { child } from '../../../protocol/xml.ts';
import type { PhotoSaid } from '../draw/nothing.ts';
import { troubleOf } from '../visitor.ts';
import { typedIn, type Write } from './write.ts';

/** What a form says of its photo. Browsers do not put that in again: it has to be chosen, unless another one has to. */
export function photoIn({ field, visitor }: Write, trouble?: string | null): PhotoSaid {
  const alt = field('alt');
  const isMissed = (field('photo') !== '' || alt !== '') && trouble !== 'bad-picture';
  return { alt, problem: isMissed ? visitor.t.choosePictureAgain : null };
}

/** Where a picture is put up, and as what. */
export interface PicturePlace {
  readonly channel: string;
  readonly kind: PictureKind;
  readonly id?: string;
}

/** Puts the picture of a form up as the person who sent it; gives what was wrong. */
export async function sendPicture(
  { visitor, picture, desk }: Write,
  place: PicturePlace,
): Promise<ServiceTrouble | null> {
  if (!picture || !visitor.askMedia) return 'bad-picture';
  const { fileName, size } = picture;
  try {
    const request = { fileName, size, contentType: 'image/jpeg', ...place };
    const answer = await visitor.askMedia('get', slotRequestElement(request));
    const slot = child(answer, 'slot', NS.HTTP_UPLOAD);
    const token = slot && readSlot(slot)?.put.split('/').pop();
    return token ? await desk.fill(token, picture) : 'refused';
  } catch (error) {
    const trouble = troubleOf(error);
    return trouble === 'too-long' ? 'bad-picture' : trouble;
  }
}

/**
 * Puts up the photo of a form, where one was chosen, for the item `of` that the form sends. Its id comes
 * of that item's and of what is in it: a form that is sent twice makes one photo, and one that was refused
 * and comes with another photo shows that one.
 */
export async function sendPhoto(
  write: Write,
  { of, ...place }: { channel: string; kind: 'photo' | 'incident'; of: string },
): Promise<DraftPhoto | { readonly trouble: ServiceTrouble } | undefined> {
  if (!write.picture) return undefined;
  const id = `${of.slice(0, 47)}.${await contentOf(write.picture.path)}`;
  const trouble = await sendPicture(write, { ...place, id });
  if (trouble !== null && trouble !== 'conflict') return { trouble };
  return { id, alt: typedIn(write, 'alt') };
}

/** A name of what is in a file. */
async function contentOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex').slice(0, 16);
}
