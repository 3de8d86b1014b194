import { expectRow } from '../storage/database.ts';
import { findNode, nodeNames } from '../storage/nodes.ts';
import { audit } from './audit.ts';
import type { Actor, ServiceContext } from './context.ts';
import { endNode } from './end-channel.ts';
import { allows, lookUp } from './gate.ts';
import { cannotDeleteEphemeral, forbidden, notAuthorized } from './refusal.ts';

/**
 * Deletes a node with all that stands in it; its followers are told, those away when they return.
 * With its posts a group channel goes as a whole: nothing else of it could be found any more.
 */
export async function deleteChannelNode(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  reason: string,
): Promise<void> {
  await ctx.database.write(async (writer) => {
    const access = await lookUp(writer, actor, nodeName);
    const { channel, name } = access.node;
    if (!allows(access, actor, 'delete')) throw actor.isLocal ? notAuthorized() : forbidden();
    if (channel.config.ephemeral) throw cannotDeleteEphemeral();
    if (channel.config.type === 'personal') return endNode(ctx, writer, access.node);
    const done = { channel: channel.jid, office: access.role, reason };
    if (name !== 'posts') {
      await audit(ctx, writer, actor, { ...done, act: 'configure', subject: name });
      return endNode(ctx, writer, access.node);
    }
    await audit(ctx, writer, actor, { ...done, act: 'delete' });
    for (const other of await nodeNames(writer, channel.id)) {
      if (other === name) continue;
      await endNode(ctx, writer, expectRow(await findNode(writer, channel.jid, other)));
    }
    await endNode(ctx, writer, access.node);
  });
}
