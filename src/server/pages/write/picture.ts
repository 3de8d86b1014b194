import { removePictureElement } from '../../../protocol/upload-slot.ts';
import { hrefOf } from '../../../screens/route.ts';
import { drawProfile } from '../draw/profile.tsx';
import { troubleOf } from '../visitor.ts';
import { sendPicture } from './send-picture.ts';
import type { Outcome, Write } from './write.ts';

/** Shows the picture of the form as the person's own. */
export async function savePicture(write: Write, person: string): Promise<Outcome> {
  const { t } = write.visitor;
  if (!write.picture) return refused(write, person, t.choosePicture);
  const trouble = await sendPicture(write, { channel: person, kind: 'avatar' });
  return trouble === null ? done(person) : refused(write, person, t.troubles[trouble]);
}

/** Shows no picture of the person any more. */
export async function removePicture(write: Write, person: string): Promise<Outcome> {
  const { askMedia, t } = write.visitor;
  try {
    await askMedia?.('set', removePictureElement(person, 'avatar'));
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble !== 'not-found') return refused(write, person, t.troubles[trouble]);
  }
  return done(person);
}

const done = (person: string): Outcome => ({ goTo: hrefOf({ screen: 'profile', person }) });

async function refused({ visitor }: Write, person: string, problem: string): Promise<Outcome> {
  return { show: await drawProfile(visitor, person, undefined, problem) };
}
