import { readRequest } from '../../../protocol/reading.ts';
import { hrefOf } from '../../../screens/route.ts';
import { readOwn } from '../read/channels.ts';
import { readReadingOf } from '../read/reading.ts';
import type { Outcome, Write } from './write.ts';

/** Counts a channel as read, or without one all that the person follows. */
export async function markRead({ visitor }: Write, channel?: string): Promise<Outcome> {
  const own = await readOwn(visitor, 'counts');
  const counted = own.flatMap(({ reading }) => (reading ? [reading.upTo] : []));
  const one = channel === undefined ? null : await readReadingOf(visitor, channel);
  const seq = one?.upTo ?? Math.max(0, ...counted);
  if (seq > 0) await visitor.ask('set', readRequest({ channel, seq }));
  return {
    goTo: hrefOf(channel === undefined ? { screen: 'channels' } : { screen: 'channel', channel }),
  };
}
