import type { Writer } from '../storage/database.ts';
import { deleteUnpublishedOf } from '../storage/withheld.ts';
import type { ServiceContext } from './context.ts';

/** Forgets what somebody never saw published, in one channel or everywhere; who would have judged it hears of that. */
export async function dropUnpublished(
  ctx: ServiceContext,
  writer: Writer,
  author: string,
  channelId?: number,
): Promise<void> {
  const waitedIn = await deleteUnpublishedOf(writer, author, channelId);
  writer.onCommit(() => {
    for (const moderatorsOf of waitedIn) ctx.tellOffice({ moderatorsOf });
  });
}
