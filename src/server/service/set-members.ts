import type { Affiliation, Membership } from '../../protocol/channel.ts';
import { canGrant } from '../../protocol/permissions.ts';
import type { NodeRow } from '../storage/channels.ts';
import type { Writer } from '../storage/database.ts';
import { findMembership, saveMembership } from '../storage/memberships.ts';
import type { Actor, ServiceContext } from './context.ts';
import { type Access, allows, lookUp } from './gate.ts';
import { record } from './record.ts';
import {
  cannotModifyOwn,
  forbidden,
  notAuthorized,
  Refusal,
  unexpectedRequest,
} from './refusal.ts';

export interface AffiliationRow {
  readonly jid: string;
  readonly affiliation: Affiliation;
}

/** Promotes, demotes or bans, all rows or none. A ban ends the subscription, and pushes with it. */
export async function setAffiliations(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  rows: readonly AffiliationRow[],
): Promise<void> {
  await ctx.database.write(async (writer) => {
    const access = await lookUp(writer, actor, nodeName);
    if (!allows(access, actor, 'set-affiliation')) throw notAuthorized();
    for (const row of rows) await setAffiliation(ctx, writer, access, actor, row);
  });
}

async function setAffiliation(
  ctx: ServiceContext,
  writer: Writer,
  { node, role }: Access,
  actor: Actor,
  { jid, affiliation }: AffiliationRow,
): Promise<void> {
  const isAbove = affiliation === 'owner' || affiliation === 'moderator';
  if (role === 'moderator' && isAbove) throw forbidden();
  const current = await findMembership(writer, node.channel.id, jid);
  if (isStranger(current)) throw unexpectedRequest();
  if (jid === actor.jid) throw cannotModifyOwn('affiliation');
  if (current.affiliation === 'owner') throw new Refusal('modify', 'not-acceptable');
  if (!canGrant(role, current.affiliation, affiliation)) throw forbidden();
  const subscription = affiliation === 'outcast' ? 'none' : current.subscription;
  await saveMembership(writer, node.channel.id, jid, { affiliation, subscription });
  const change = { kind: 'affiliation' as const, subject: jid, at: ctx.now() };
  await record(ctx, writer, node, change, () => ({ kind: 'affiliation', jid, affiliation }));
}

export interface SubscriptionRow {
  readonly jid: string;
  readonly subscription: 'subscribed' | 'none';
}

/** Approves, denies or evicts followers, all rows or none. */
export async function setSubscriptions(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  rows: readonly SubscriptionRow[],
): Promise<void> {
  await ctx.database.write(async (writer) => {
    const access = await lookUp(writer, actor, nodeName);
    if (!allows(access, actor, 'approve')) throw forbidden();
    for (const row of rows) await setSubscription(ctx, writer, access, actor, row);
  });
}

async function setSubscription(
  ctx: ServiceContext,
  writer: Writer,
  { node, role }: Access,
  actor: Actor,
  { jid, subscription }: SubscriptionRow,
): Promise<void> {
  if (jid === actor.jid) throw cannotModifyOwn('subscription');
  const current = await findMembership(writer, node.channel.id, jid);
  if (current.subscription === 'none') throw unexpectedRequest();
  if (current.affiliation === 'outcast') throw forbidden();
  // Taking a subscription away takes the role with it, so it needs the right to change that role.
  if (!canGrant(role, current.affiliation, 'none')) throw forbidden();
  const membership: Membership =
    subscription === 'none'
      ? { affiliation: 'none', subscription: 'none' }
      : { affiliation: current.affiliation, subscription };
  await save(ctx, writer, node, jid, membership);
}

async function save(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  jid: string,
  membership: Membership,
): Promise<void> {
  await saveMembership(writer, node.channel.id, jid, membership);
  const { subscription } = membership;
  const change = { kind: 'subscription' as const, subject: jid, at: ctx.now() };
  await record(ctx, writer, node, change, () => ({ kind: 'subscription', jid, subscription }));
}

function isStranger(membership: Membership): boolean {
  return membership.subscription === 'none' && membership.affiliation === 'none';
}
