import { removePictureElement } from '../../protocol/upload-slot.ts';
import { mediaOf } from '../sync/site.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Shows no picture of a channel any more: a person's is that of their own. */
export async function removePicture(
  { context }: Account,
  channel: string,
): Promise<Trouble | null> {
  const trouble = await context
    .ask('set', removePictureElement(channel, 'avatar'), mediaOf(context.service))
    .then(() => null, troubleOf);
  return trouble === 'not-found' ? null : trouble;
}
