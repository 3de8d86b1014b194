import { type Membership, NO_MEMBERSHIP, type Subscription } from '../../protocol/channel.ts';
import { canGrant } from '../../protocol/permissions.ts';
import { findChannel } from '../storage/channels.ts';
import type { Writer } from '../storage/database.ts';
import { countInvitedBy, findMembership, saveMembership } from '../storage/memberships.ts';
import type { NodeRow } from '../storage/nodes.ts';
import { raiseFloor } from '../storage/readings.ts';
import { audit } from './audit.ts';
import type { Actor, ServiceContext } from './context.ts';
import { type Access, allows, lookUp } from './gate.ts';
import { record } from './record.ts';
import {
  cannotModifyOwn,
  conflict,
  forbidden,
  notFound,
  quotaReached,
  unexpectedRequest,
} from './refusal.ts';

/** Invitations of one person in one channel that wait for an answer: of who approves there, and of others. */
const MOST_INVITED = { approver: 500, member: 20 };

export interface SubscriptionRow {
  readonly jid: string;
  readonly subscription: 'subscribed' | 'none' | 'invited';
  /** What they were when it was decided. */
  readonly was?: Subscription | undefined;
}

/** Approves, denies or evicts followers, or invites people, all rows or none. */
export async function setSubscriptions(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  rows: readonly SubscriptionRow[],
): Promise<void> {
  await ctx.database.write(async (writer) => {
    const access = await lookUp(writer, actor, nodeName);
    for (const row of rows) {
      const isInvitation = row.subscription === 'invited';
      if (!allows(access, actor, isInvitation ? 'invite' : 'approve')) throw forbidden();
      if (row.jid === actor.jid) throw cannotModifyOwn('subscription');
      if (isInvitation) await invite(ctx, writer, access, actor, row.jid);
      else await setSubscription(ctx, writer, access, actor, row);
    }
  });
}

async function setSubscription(
  ctx: ServiceContext,
  writer: Writer,
  { node, role }: Access,
  actor: Actor,
  { jid, subscription, was }: SubscriptionRow,
): Promise<void> {
  const isApproval = subscription === 'subscribed';
  const current = await findMembership(writer, node.channel.id, jid);
  if (current.subscription === 'none') throw unexpectedRequest();
  if (current.affiliation === 'outcast') throw forbidden();
  // Taking a subscription away takes the role with it, so it needs the right to change that role. Of who
  // waits, or was invited, none is in force.
  const held = current.subscription === 'subscribed' ? current.affiliation : 'none';
  if (!isApproval && !canGrant(role, held, 'none')) throw forbidden();
  // Who is invited has not said yes.
  if (isApproval && current.subscription === 'invited') throw unexpectedRequest();
  // Another moderator was quicker: what came since then stays unread.
  if (isApproval && current.subscription === 'subscribed') return;
  // Who was let in meanwhile is not put out by a no to their asking.
  if (was !== undefined && was !== current.subscription) throw conflict();
  const followed = current.subscription === 'subscribed';
  const next = isApproval ? { ...current, subscription: 'subscribed' as const } : NO_MEMBERSHIP;
  await save(ctx, writer, node, jid, next, followed);
  const act = isApproval ? 'approve' : 'deny';
  await audit(ctx, writer, actor, { act, channel: node.channel.jid, office: role, subject: jid });
}

/**
 * Invites a person of this site. Who follows, waits or was invited already stays what they are. That
 * somebody is banned is told to those alone who may know it.
 */
async function invite(
  ctx: ServiceContext,
  writer: Writer,
  access: Access,
  actor: Actor,
  jid: string,
): Promise<void> {
  const { node } = access;
  const own = await findChannel(writer, jid);
  if (own?.config.type !== 'personal') throw notFound();
  const current = await findMembership(writer, node.channel.id, jid);
  if (current.affiliation === 'outcast' && allows(access, actor, 'list-outcasts'))
    throw forbidden();
  if (current.affiliation === 'outcast' || current.subscription !== 'none') return;
  const most = MOST_INVITED[allows(access, actor, 'approve') ? 'approver' : 'member'];
  if ((await countInvitedBy(writer, node.channel.id, actor.jid)) >= most) {
    throw quotaReached(`${most} people whom you invited here have not answered yet.`);
  }
  const invitation = { subscription: 'invited' as const, invitedBy: actor.jid };
  await save(ctx, writer, node, jid, { ...current, ...invitation });
}

async function save(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  jid: string,
  membership: Membership,
  followed = false,
): Promise<void> {
  await saveMembership(writer, node.channel.id, jid, membership);
  const { subscription, invitedBy = null } = membership;
  const change = { kind: 'subscription' as const, subject: jid, at: ctx.now() };
  const told = { kind: 'subscription' as const, jid, subscription, invitedBy, followed };
  const seq = await record(ctx, writer, node, change, () => told);
  // What was there before they were let in is not new to them.
  if (subscription === 'subscribed') {
    await raiseFloor(writer, { channelId: node.channel.id, jid }, seq);
  }
}
