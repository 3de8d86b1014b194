import { isNothingBut, newestChange } from '../storage/changes.ts';
import type { Reader } from '../storage/database.ts';
import type { ServiceContext } from './context.ts';
import { keptCount } from './kept-count.ts';

/** What brings nobody into a channel, and puts nobody out. */
const OF_NO_PERSON = ['published', 'retracted', 'configured'] as const;

/**
 * How many people a channel has of those that `name` says. Counting them takes long where all of a town
 * follow, and strangers ask for it: they are counted when somebody came, left or was given another role.
 */
export async function peopleCount(
  ctx: ServiceContext,
  reader: Reader,
  channelId: number,
  name: string,
  count: () => Promise<number>,
): Promise<number> {
  const seq = await newestChange(reader, channelId);
  return keptCount(ctx, `${name} ${channelId}`, seq, {
    all: count,
    since: async (after) =>
      (await isNothingBut(reader, OF_NO_PERSON, { after, channelId })) ? 0 : undefined,
  });
}
