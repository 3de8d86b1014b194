import { readRequest } from '../../../protocol/reading.ts';
import { hrefOf } from '../../../screens/route.ts';
import { numberIn, type Outcome, type Write } from './write.ts';

/**
 * Counts a channel as read, or without one all that the person follows, as far as the page told of it:
 * what came since they have not seen.
 */
export async function markRead(write: Write, channel?: string): Promise<Outcome> {
  const seq = numberIn(write, 'upTo');
  if (seq > 0) await write.visitor.ask('set', readRequest({ channel, seq }));
  return {
    goTo: hrefOf(channel === undefined ? { screen: 'channels' } : { screen: 'channel', channel }),
  };
}
