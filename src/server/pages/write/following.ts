import { unsubscribeRequest } from '../../../protocol/pubsub.ts';
import { hrefOf } from '../../../screens/route.ts';
import { drawChannel } from '../draw/channel.tsx';
import { troubleOf } from '../visitor.ts';
import { follow } from './post.ts';
import type { Outcome, Write } from './write.ts';

/** Follows the channel of the address, or stops. */
export async function changeFollowing(
  { visitor }: Write,
  channel: string,
  verb: 'follow' | 'unfollow',
): Promise<Outcome> {
  try {
    if (verb === 'follow') await follow(visitor, channel);
    else await visitor.ask('set', unsubscribeRequest(channel, visitor.me ?? ''));
    return { goTo: hrefOf({ screen: 'channel', channel }) };
  } catch (error) {
    const problem = visitor.t.troubles[troubleOf(error)];
    return { show: await drawChannel(visitor, channel, undefined, problem) };
  }
}
