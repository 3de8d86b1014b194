import { subscribeRequest, unsubscribeRequest } from '../../../protocol/pubsub.ts';
import { hrefOf } from '../../../screens/route.ts';
import { drawChannel } from '../draw/channel.tsx';
import { tryOut } from './try-out.ts';
import type { Outcome, Write } from './write.ts';

/** Follows the channel of the address, or stops. */
export async function changeFollowing(
  { visitor }: Write,
  channel: string,
  verb: 'follow' | 'unfollow',
): Promise<Outcome> {
  const request = verb === 'follow' ? subscribeRequest : unsubscribeRequest;
  const trouble = await tryOut(visitor, request(channel, visitor.me ?? ''));
  if (trouble === null) return { goTo: hrefOf({ screen: 'channel', channel }) };
  const problem = visitor.t.troubles[trouble];
  return { show: await drawChannel(visitor, channel, undefined, problem) };
}
