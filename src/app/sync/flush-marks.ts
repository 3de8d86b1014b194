import { readReading, readRequest } from '../../protocol/reading.ts';
import { childrenOf } from '../../protocol/xml.ts';
import type { MarkRow } from '../store/schema.ts';
import type { Trouble } from '../store/trouble.ts';
import { dropMark, putReading } from '../store/write/readings.ts';
import type { SyncContext } from './context.ts';
import { isPassing, troubleOf } from './trouble.ts';

/**
 * Tells the service what was read on this phone, side by side. Gives the trouble that stopped it,
 * where that may pass by itself; what the service does not take (a topic that was removed) is dropped.
 */
export async function flushMarks(ctx: SyncContext): Promise<Trouble | null> {
  const marks = await ctx.store.read(['marks'], (tx) => tx.objectStore('marks').getAll());
  const troubles = await Promise.all(marks.map((mark) => flushMark(ctx, mark)));
  return troubles.find((trouble) => trouble !== null) ?? null;
}

async function flushMark(ctx: SyncContext, mark: MarkRow): Promise<Trouble | null> {
  const { channel, topic, seq } = mark;
  try {
    const request = readRequest({ channel: channel || undefined, topic: topic || undefined, seq });
    const element = childrenOf(await ctx.ask('set', request))[0];
    const reading = element ? readReading(element) : null;
    await ctx.store.write(['marks', 'channels', 'readings'], async (tx) => {
      await dropMark(tx, mark);
      if (reading) await putReading(tx, reading);
    });
    return null;
  } catch (error) {
    const trouble = troubleOf(error);
    if (isPassing(trouble)) return trouble;
    await ctx.store.write(['marks'], (tx) => dropMark(tx, mark));
    return null;
  }
}
