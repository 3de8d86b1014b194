import type { Affiliation, ChannelConfig, Membership } from '../../protocol/channel.ts';
import { can, roleOf } from '../../protocol/permissions.ts';
import type { Writer } from '../storage/database.ts';
import {
  countFollowed,
  countOwners,
  findMembership,
  saveMembership,
} from '../storage/memberships.ts';
import type { NodeRow } from '../storage/nodes.ts';
import { raiseFloor } from '../storage/readings.ts';
import type { Actor, ServiceContext } from './context.ts';
import { endWhereEmpty } from './end-channel.ts';
import { lookUp } from './gate.ts';
import { record } from './record.ts';
import {
  forbidden,
  nodeMustHaveOwner,
  registrationRequired,
  tooManySubscriptions,
} from './refusal.ts';

/**
 * So many channels one person follows or waits for: what is new in all of them is asked for at once, by every
 * phone that comes back.
 */
const MOST_FOLLOWED = 5_000;

/** Whether whoever has an account here may follow a channel, with nobody asked. */
function isFree({ accessModel }: ChannelConfig): boolean {
  return accessModel === 'open' || accessModel === 'local';
}

/**
 * Follows a channel: at once where it is free, else pending until a moderator approves. Who is a member, or
 * waits already where that is needed, is told so again.
 */
export async function subscribe(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
): Promise<Membership> {
  return ctx.database.write(async (writer) => {
    const { node, membership, role } = await lookUp(writer, actor, nodeName);
    if (role === 'outcast') throw forbidden();
    const isWaiting = membership.subscription === 'pending' && !isFree(node.channel.config);
    if (membership.subscription === 'subscribed' || isWaiting) return membership;
    if (!actor.isLocal) throw registrationRequired();
    const isCounted = membership.subscription === 'pending';
    if (!isCounted && (await countFollowed(writer, actor.jid)) >= MOST_FOLLOWED) {
      throw tooManySubscriptions(MOST_FOLLOWED);
    }
    const isApproved = await isVouchedFor(writer, node, membership);
    return follow(ctx, writer, actor, node, { isApproved, given: membership.affiliation });
  });
}

/** An invitation by who could approve is an approval; anybody else's is only a pointer. */
async function isVouchedFor(
  writer: Writer,
  { channel }: NodeRow,
  { invitedBy }: Membership,
): Promise<boolean> {
  if (!invitedBy) return false;
  const inviter = roleOf(await findMembership(writer, channel.id, invitedBy), true);
  return can(inviter, 'approve', channel.config, true);
}

/**
 * Stores the new follower, with the affiliation that the channel gives, or that was given to them already
 * (whoever is invited can have one), and tells of it.
 */
export async function follow(
  ctx: ServiceContext,
  writer: Writer,
  actor: Actor,
  node: NodeRow,
  { isApproved = false, given = 'none' }: { isApproved?: boolean; given?: Affiliation } = {},
): Promise<Membership> {
  const { defaultAffiliation, ephemeral } = node.channel.config;
  const membership: Membership = {
    affiliation: given !== 'none' ? given : ephemeral ? 'moderator' : defaultAffiliation,
    subscription: isFree(node.channel.config) || isApproved ? 'subscribed' : 'pending',
  };
  await saveMembership(writer, node.channel.id, actor.jid, membership);
  const change = { kind: 'subscription' as const, subject: actor.jid, at: ctx.now() };
  const seq = await record(ctx, writer, node, change, () => ({
    kind: 'subscription',
    jid: actor.jid,
    ...membership,
  }));
  // What was there before is not new to them.
  await raiseFloor(writer, { channelId: node.channel.id, jid: actor.jid }, seq);
  return membership;
}

/** Leaves a channel. A ban survives it; the last owner stays, and everybody in their own channel. */
export async function unsubscribe(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
): Promise<void> {
  await ctx.database.write(async (writer) => {
    const { node, membership, role } = await lookUp(writer, actor, nodeName);
    if (membership.subscription === 'none') return;
    const { id, jid, config } = node.channel;
    // Another owner would have it when its person deletes their account.
    if (jid === actor.jid) throw nodeMustHaveOwner();
    if (role === 'owner' && !config.ephemeral && (await countOwners(writer, id)) === 1) {
      throw nodeMustHaveOwner();
    }
    await leave(ctx, writer, actor, node, membership);
  });
}

/** Ends a subscription, with its role; a ban stays. */
export async function leave(
  ctx: ServiceContext,
  writer: Writer,
  actor: Actor,
  node: NodeRow,
  { affiliation, subscription, bannedUntil = null }: Membership,
): Promise<void> {
  const followed = subscription === 'subscribed';
  const isBanned = affiliation === 'outcast';
  await saveMembership(writer, node.channel.id, actor.jid, {
    ...{ affiliation: isBanned ? 'outcast' : 'none', subscription: 'none', bannedUntil },
  });
  const change = { kind: 'subscription' as const, subject: actor.jid, at: ctx.now() };
  await record(ctx, writer, node, change, () => ({
    kind: 'subscription',
    jid: actor.jid,
    subscription: 'none',
    affiliation: 'none',
    followed,
  }));
  if (node.channel.config.ephemeral) await endWhereEmpty(ctx, writer, node.channel);
}
