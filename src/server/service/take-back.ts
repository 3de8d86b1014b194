import { insertTombstone } from '../storage/transfer.ts';
import { deleteWithheld, findWithheld } from '../storage/withheld.ts';
import type { Actor, ServiceContext } from './context.ts';
import { lookUp } from './gate.ts';
import { notFound } from './refusal.ts';

/**
 * Its author does not want a post any more that was never published: it waits, or was refused. Its id
 * is never taken again, so that no late resend brings it back.
 */
export async function takeBack(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  id: string,
): Promise<void> {
  await ctx.database.write(async (writer) => {
    const { node } = await lookUp(writer, actor, nodeName);
    const post = await findWithheld(writer, node.id, id);
    if (post?.author !== actor.jid || post.why === 'reported') throw notFound();
    await deleteWithheld(writer, node.id, id);
    const nowhere = { seq: 0, activity: 0, removed: 0, removedAt: '' };
    const { parent } = post.draft;
    await insertTombstone(writer, node.id, { id, parent, author: actor.jid, ...nowhere });
    writer.onCommit(() => {
      if (post.why === 'first')
        ctx.tellOffice({ moderatorsOf: node.channel.id, but: actor.fullJid });
      ctx.tellOffice({ jid: actor.jid, but: actor.fullJid });
    });
  });
}
