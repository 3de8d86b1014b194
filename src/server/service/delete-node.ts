import { deleteNode } from '../storage/channels.ts';
import type { Actor, ServiceContext } from './context.ts';
import { allows, lookUp } from './gate.ts';
import { record } from './record.ts';
import { cannotDeleteEphemeral, forbidden, notAuthorized } from './refusal.ts';

/** Deletes a node with all that stands in it; its followers are told, those away when they return. */
export async function deleteChannelNode(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
): Promise<void> {
  await ctx.database.write(async (writer) => {
    const access = await lookUp(writer, actor, nodeName);
    if (!allows(access, actor, 'delete')) throw actor.isLocal ? notAuthorized() : forbidden();
    if (access.node.channel.config.ephemeral) throw cannotDeleteEphemeral();
    const change = { kind: 'deleted' as const, subject: '', at: ctx.now() };
    await record(ctx, writer, access.node, change, () => ({ kind: 'deleted' }));
    await deleteNode(writer, access.node, change.at);
  });
}
