import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { toBare } from '../../protocol/jid.ts';
import { type AvatarFile, profileElement } from '../../protocol/vcard.ts';
import type { Handler } from '../component/call.ts';
import { readProfile } from '../service/profile.ts';
import { badRequest, notFound } from '../service/refusal.ts';
import type { MediaRow } from '../storage/media.ts';
import { ifThere } from './files-there.ts';
import type { Studio } from './studio.ts';

/** `get profile`: what the XMPP server's module `channel_profile` hands on to other clients. */
export function showProfile({ ctx, files }: Studio): Handler {
  return async ({ payload }) => {
    const person = toBare(payload.attrs.jid ?? '');
    if (!person) throw badRequest();
    const { avatar, ...told } = await readProfile(ctx, person);
    const file = await readAvatar(avatar, (sha256) => files.pathOf(sha256));
    const shown = profileElement({ person, ...told, avatar: file }, payload.attrs.as ?? '');
    if (!shown) throw notFound();
    return shown;
  };
}

/** The widest JPEG, which every client draws; `null` where there is none, or not any more. */
async function readAvatar(
  avatar: MediaRow | undefined,
  pathOf: (sha256: string) => string,
): Promise<AvatarFile | null> {
  const file = avatar?.files.find(({ type }) => type === 'image/jpeg');
  const content = file && (await ifThere(readFile(pathOf(file.sha256))));
  if (!file || !content) return null;
  const { type, width, height, bytes } = file;
  const sha1 = createHash('sha1').update(content).digest('hex');
  return { type, width, height, bytes, sha1, base64: content.toString('base64') };
}
