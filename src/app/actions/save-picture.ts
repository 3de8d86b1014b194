import { troubleOf } from '../sync/trouble.ts';
import { type Progress, uploadPicture } from '../sync/upload-picture.ts';
import type { Account, Trouble } from './device.ts';

/** Shows a picture as that of the person from now on. */
export async function savePicture(
  { context, me }: Account,
  content: Blob,
  progress: Progress,
): Promise<Trouble | null> {
  if (me === null) return 'forbidden';
  return uploadPicture(context, { channel: me, kind: 'avatar', content }, progress).then(
    () => null,
    troubleOf,
  );
}
