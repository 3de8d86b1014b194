import { noticesSeenRequest } from '../../../protocol/notice.ts';
import { hrefOf } from '../../../screens/route.ts';
import { drawNotices } from '../draw/told.tsx';
import { tryOut } from './try-out.ts';
import type { Outcome, Write } from './write.ts';

/** What the person is told of others' acts by office is read, up to the one that the form names. */
export async function seeNotices({ visitor, field }: Write): Promise<Outcome> {
  const upTo = /^\d{1,15}$/.test(field('upTo')) ? Number(field('upTo')) : 0;
  const trouble = await tryOut(visitor, noticesSeenRequest(upTo));
  if (trouble === null) return { goTo: hrefOf({ screen: 'notices' }) };
  return { show: await drawNotices(visitor, visitor.t.troubles[trouble]) };
}
