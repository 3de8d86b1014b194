import { endBanAppeals } from '../storage/appeals.ts';
import { type ChannelRow, findChannel } from '../storage/channels.ts';
import type { Writer } from '../storage/database.ts';
import { hasOpenMatters } from '../storage/judges.ts';
import { countFollowers } from '../storage/memberships.ts';
import { deleteNode, findNode, type NodeRow, nodeNames } from '../storage/nodes.ts';
import type { ServiceContext } from './context.ts';
import { record } from './record.ts';
import { tellJudges } from './who-decides.ts';

/** Deletes a node with all that stands in it, and tells of it. */
export async function endNode(ctx: ServiceContext, writer: Writer, node: NodeRow): Promise<void> {
  const change = { kind: 'deleted' as const, subject: '', at: ctx.now() };
  await record(ctx, writer, node, change, () => ({ kind: 'deleted' }));
  await deleteNode(writer, node, change.at);
  const { jid: channel } = node.channel;
  if ((await findChannel(writer, channel)) || !(await hasOpenMatters(writer, channel))) return;
  await endBanAppeals(writer, channel);
  // From now on who runs the site decides the rest.
  await tellJudges(ctx, writer, { channel, person: '' });
}

/** Deletes all nodes of a channel, and the channel with the last one. */
export async function endChannel(
  ctx: ServiceContext,
  writer: Writer,
  { id, jid }: ChannelRow,
): Promise<void> {
  for (const name of await nodeNames(writer, id)) {
    const node = await findNode(writer, jid, name);
    if (node) await endNode(ctx, writer, node);
  }
}

/** Ends an ephemeral channel with its last follower; who waits for it, or shows it just now, is told. */
export async function endWhereEmpty(
  ctx: ServiceContext,
  writer: Writer,
  channel: ChannelRow,
): Promise<void> {
  if ((await countFollowers(writer, channel.id)) === 0) await endChannel(ctx, writer, channel);
}
