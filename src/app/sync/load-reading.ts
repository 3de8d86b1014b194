import { readingRequest, readReading } from '../../protocol/reading.ts';
import { childrenOf } from '../../protocol/xml.ts';
import { readChannel } from '../store/read/channels.ts';
import { isFollowed } from '../store/read/is-followed.ts';
import { saveReading } from '../store/write/readings.ts';
import type { SyncContext } from './context.ts';

/** Fetches how far a channel that is followed was read, topic by topic. */
export async function loadReading(ctx: SyncContext, channel: string): Promise<void> {
  const row = await readChannel(ctx.store, channel);
  if (!row || !isFollowed(row)) return;
  const element = childrenOf(await ctx.ask('get', readingRequest(channel)))[0];
  const reading = element ? readReading(element) : null;
  if (reading) await saveReading(ctx.store, reading, { whole: true, before: row });
}
