import { troubleOf } from '../sync/trouble.ts';
import { type Progress, uploadPicture } from '../sync/upload-picture.ts';
import type { Account, Trouble } from './device.ts';

/** Shows a picture as that of a channel from now on: a person's is that of their own. */
export async function savePicture(
  { context }: Account,
  channel: string,
  content: Blob,
  progress: Progress,
): Promise<Trouble | null> {
  return uploadPicture(context, { channel, kind: 'avatar', content }, progress).then(
    () => null,
    troubleOf,
  );
}
