import { nodeOf } from '../../protocol/channel.ts';
import { STATUS } from '../../protocol/pubsub.ts';
import { itemIds } from '../storage/items.ts';
import { findNode } from '../storage/nodes.ts';
import type { Actor, ServiceContext } from './context.ts';
import { publish } from './publish.ts';
import { retract } from './retract.ts';

/**
 * Says how the actor is: a status takes the place of those before, so that none means none.
 *
 * @throws Refusal
 */
export async function setStatus(ctx: ServiceContext, actor: Actor, text: string): Promise<void> {
  const nodeName = nodeOf(actor.jid, STATUS);
  const old = await ctx.database.read(async (reader) => {
    const node = await findNode(reader, actor.jid, STATUS);
    return node ? itemIds(reader, node.id) : [];
  });
  if (text !== '') {
    const draft = { id: undefined, title: '', text, parent: null };
    await publish(ctx, actor, nodeName, () => draft);
  }
  await retract(ctx, actor, nodeName, old, { reason: '' });
}
