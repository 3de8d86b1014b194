import type { Withheld } from '../../protocol/withheld.ts';
import { QUEUE_PAGE, type Queue } from '../../protocol/withheld-queue.ts';
import { countQueueOf, queueOf, type WithheldRow, withheldOf } from '../storage/withheld.ts';
import type { Actor, ServiceContext } from './context.ts';

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
    const rows = await queueOf(reader, actor.jid, after, QUEUE_PAGE + 1);
    const shown = rows.slice(0, QUEUE_PAGE);
    return {
      posts: shown.map(withheldIn),
      count: await countQueueOf(reader, actor.jid),
      next: rows.length > shown.length ? (shown.at(-1)?.rowId ?? null) : null,
    };
  });
}

function withheldIn({ draft, ...row }: WithheldRow): Withheld {
  const { parent, title, text, target } = draft;
  const { channel, channelTitle, id, author, why, since, grounds } = row;
  return { channel, channelTitle, id, author, why, since, grounds, parent, title, text, target };
}
