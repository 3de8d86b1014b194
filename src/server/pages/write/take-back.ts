import { takeBackRequest } from '../../../protocol/withheld.ts';
import { hrefOf } from '../../../screens/route.ts';
import { type ChannelRoute, drawTrouble } from '../draw/draw.ts';
import { troubleOf } from '../visitor.ts';
import type { Outcome, Write } from './write.ts';

/** Its author does not want a post any more that is held back. */
export async function takeBack({ visitor, field }: Write, route: ChannelRoute): Promise<Outcome> {
  try {
    await visitor.ask('set', takeBackRequest(route.channel, field('item')));
  } catch (error) {
    // A moderator was faster: the page says what became of it.
    if (troubleOf(error) !== 'not-found') return { show: await drawTrouble(visitor, route, error) };
  }
  return { goTo: hrefOf(route) };
}
