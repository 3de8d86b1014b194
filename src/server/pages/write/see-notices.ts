import { noticesSeenRequest } from '../../../protocol/notice.ts';
import { hrefOf } from '../../../screens/route.ts';
import { drawNotices } from '../draw/told.tsx';
import { tryOut } from './try-out.ts';
import { numberIn, type Outcome, type Write } from './write.ts';

/** What the person is told of others' acts by office is read, up to the one that the form names. */
export async function seeNotices(write: Write): Promise<Outcome> {
  const { visitor } = write;
  const trouble = await tryOut(visitor, noticesSeenRequest(numberIn(write, 'upTo')));
  if (trouble === null) return { goTo: hrefOf({ screen: 'notices' }) };
  return { show: await drawNotices(visitor, visitor.t.troubles[trouble]) };
}
