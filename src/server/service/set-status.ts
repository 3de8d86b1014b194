import { nodeOf } from '../../protocol/channel.ts';
import { STATUS } from '../../protocol/pubsub.ts';
import { itemIds } from '../storage/items.ts';
import { findNode } from '../storage/nodes.ts';
import type { Actor, ServiceContext } from './context.ts';
import { publishIn } from './publish.ts';
import { retractIn } from './retract.ts';

/**
 * Says how the actor is: a status takes the place of those before, so that none means none.
 *
 * @throws Refusal
 */
export async function setStatus(ctx: ServiceContext, actor: Actor, text: string): Promise<void> {
  const nodeName = nodeOf(actor.jid, STATUS);
  await ctx.database.write(async (writer) => {
    const node = await findNode(writer, actor.jid, STATUS);
    const old = node ? await itemIds(writer, node.id) : [];
    const draft = { id: undefined, title: '', text, parent: null };
    if (text !== '') await publishIn(ctx, writer, actor, nodeName, () => draft);
    await retractIn(ctx, writer, actor, { nodeName, ids: old, grounds: { reason: '' } });
  });
}
