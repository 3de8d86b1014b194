import type { Withheld } from '../../protocol/withheld.ts';
import { QUEUE_PAGE, type Queue } from '../../protocol/withheld-queue.ts';
import { countQueueOf, queueOf, type WithheldRow, withheldOf } from '../storage/withheld.ts';
import type { Actor, ServiceContext } from './context.ts';
import { queuePage } from './paging.ts';

/** What is held back of the asker's own, for nobody else; the newest `most` of it. */
export async function ownWithheld(
  ctx: ServiceContext,
  actor: Actor,
  most: number,
): Promise<readonly Withheld[]> {
  const rows = await ctx.database.read((reader) => withheldOf(reader, actor.jid, most));
  return rows.map(withheldIn);
}

/** What waits for a moderator in the channels that the asker moderates, oldest first. */
export async function readQueue(ctx: ServiceContext, actor: Actor, after: number): Promise<Queue> {
  return ctx.database.read(async (reader) => {
    const read = (max: number) => queueOf(reader, actor.jid, after, max);
    const { rows, next } = await queuePage(QUEUE_PAGE, read, ({ rowId }) => `${rowId}`);
    return { posts: rows.map(withheldIn), count: await countQueueOf(reader, actor.jid), next };
  });
}

function withheldIn({ draft, ...row }: WithheldRow): Withheld {
  const { parent, title, text, target } = draft;
  const { channel, channelTitle, id, author, why, since, grounds } = row;
  return { channel, channelTitle, id, author, why, since, grounds, parent, title, text, target };
}
