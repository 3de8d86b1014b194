import { findChannel } from '../storage/channels.ts';
import type { Writer } from '../storage/database.ts';
import { findMembership } from '../storage/memberships.ts';
import { findNode, insertNode, type NodeRow } from '../storage/nodes.ts';
import type { Actor, ServiceContext } from './context.ts';
import { insertWithOwner } from './create-channel.ts';
import { follow } from './follow.ts';
import { notAllowed } from './refusal.ts';

/**
 * Makes sure that a person has their own channel, with all its nodes; a new person follows the operator's default
 * channels at once. Sent at every sign-in, so the second time it changes nothing.
 */
export async function register(ctx: ServiceContext, actor: Actor): Promise<void> {
  if (!actor.isLocal) throw notAllowed();
  const complete = await ctx.database.read((reader) => findNodes(ctx, reader, actor.jid));
  if (complete) return;
  await ctx.database.write(async (writer) => {
    const channel = await findChannel(writer, actor.jid);
    if (channel) {
      for (const name of ctx.personalNodes) {
        const node = await findNode(writer, actor.jid, name);
        if (!node) await insertNode(writer, channel.id, name);
      }
      return;
    }
    await insertWithOwner(ctx, writer, actor.jid, 'personal', {}, actor.jid, ctx.personalNodes);
    for (const jid of ctx.defaultChannels) await followDefault(ctx, writer, actor, jid);
  });
}

async function findNodes(
  ctx: ServiceContext,
  reader: Parameters<typeof findNode>[0],
  jid: string,
): Promise<NodeRow | undefined> {
  let node: NodeRow | undefined;
  for (const name of ctx.personalNodes) {
    node = await findNode(reader, jid, name);
    if (!node) return undefined;
  }
  return node;
}

async function followDefault(
  ctx: ServiceContext,
  writer: Writer,
  actor: Actor,
  jid: string,
): Promise<void> {
  const node = await findNode(writer, jid, 'posts');
  if (!node) return;
  const membership = await findMembership(writer, node.channel.id, actor.jid);
  if (membership.subscription === 'none' && membership.affiliation === 'none') {
    await follow(ctx, writer, actor, node);
  }
}
