import { NO_MEMBERSHIP } from '../../protocol/channel.ts';
import type { Writer } from '../storage/database.ts';
import { findMembership, saveMembership } from '../storage/memberships.ts';
import { mainNode, type NodeRow } from '../storage/nodes.ts';
import { type EndedBan, listEndedBans } from '../storage/people.ts';
import type { ServiceContext } from './context.ts';
import { endAppeal } from './end-appeal.ts';
import { record } from './record.ts';

/** Lets those in again whose ban is over; they follow anew if they like. */
export async function endBans(ctx: ServiceContext): Promise<void> {
  const now = ctx.now();
  for (const ban of await ctx.database.read((reader) => listEndedBans(reader, now))) {
    await endBan(ctx, ban, now);
  }
}

async function endBan(ctx: ServiceContext, { channel, jid }: EndedBan, now: string): Promise<void> {
  await ctx.database.write(async (writer) => {
    const node = await mainNode(writer, channel);
    if (!node) return;
    const { bannedUntil } = await findMembership(writer, node.channel.id, jid);
    // It may have been made longer meanwhile.
    if (!bannedUntil || bannedUntil > now) return;
    await endAppeal(ctx, writer, channel, jid);
    await liftBan(ctx, writer, node, jid);
  });
}

/** Lets somebody in again, in the transaction that decides it. */
export async function liftBan(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  jid: string,
): Promise<void> {
  await saveMembership(writer, node.channel.id, jid, NO_MEMBERSHIP);
  const change = { kind: 'affiliation' as const, subject: jid, at: ctx.now() };
  await record(ctx, writer, node, change, () => ({
    ...{ kind: 'affiliation' as const, jid, affiliation: 'none' as const, followed: false },
  }));
}
