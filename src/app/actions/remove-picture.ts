import { removePictureElement } from '../../protocol/upload-slot.ts';
import { mediaOf } from '../sync/site.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Shows no picture of the person any more. */
export async function removePicture({ context, me }: Account): Promise<Trouble | null> {
  if (me === null) return 'forbidden';
  const trouble = await context
    .ask('set', removePictureElement(me, 'avatar'), mediaOf(context.service))
    .then(() => null, troubleOf);
  return trouble === 'not-found' ? null : trouble;
}
