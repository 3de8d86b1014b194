import { type Affiliation, type Membership, NO_MEMBERSHIP } from '../../protocol/channel.ts';
import { domainOf } from '../../protocol/jid.ts';
import type { Grounds } from '../../protocol/office.ts';
import { canGrant } from '../../protocol/permissions.ts';
import type { NodeRow } from '../storage/channels.ts';
import type { Writer } from '../storage/database.ts';
import { findMembership, saveMembership } from '../storage/memberships.ts';
import { raiseFloor } from '../storage/readings.ts';
import { findOpenCase } from '../storage/reports.ts';
import { deleteUnpublishedOf } from '../storage/withheld.ts';
import { answerReports } from './answer-reports.ts';
import { audit } from './audit.ts';
import type { Actor, ServiceContext } from './context.ts';
import { type Access, allows, lookUp } from './gate.ts';
import { tell } from './notices.ts';
import { record } from './record.ts';
import {
  cannotModifyOwn,
  forbidden,
  notAllowed,
  notAuthorized,
  notFound,
  Refusal,
  unexpectedRequest,
} from './refusal.ts';

export interface AffiliationRow {
  readonly jid: string;
  readonly affiliation: Affiliation;
  /** Of a ban: when it ends by itself, ISO 8601 in UTC. */
  readonly until?: string | undefined;
}

/** Promotes, demotes or bans, all rows or none. A ban ends the subscription, and pushes with it. */
export async function setAffiliations(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  rows: readonly AffiliationRow[],
  grounds: Grounds = { reason: '' },
): Promise<void> {
  await ctx.database.write(async (writer) => {
    const access = await lookUp(writer, actor, nodeName);
    if (!allows(access, actor, 'set-affiliation')) throw notAuthorized();
    for (const row of rows) await setAffiliation(ctx, writer, access, actor, row, grounds);
  });
}

async function setAffiliation(
  ctx: ServiceContext,
  writer: Writer,
  { node, role }: Access,
  actor: Actor,
  { jid, affiliation, until }: AffiliationRow,
  { rule, reason }: Grounds,
): Promise<void> {
  const isAbove = affiliation === 'owner' || affiliation === 'moderator';
  if (role === 'moderator' && isAbove) throw forbidden();
  if (node.channel.config.ephemeral && !isAbove) throw notAllowed();
  const current = await findMembership(writer, node.channel.id, jid);
  // Who posts and leaves at once can be banned all the same.
  if (isStranger(current) && affiliation !== 'outcast') throw unexpectedRequest();
  if (jid === actor.jid) throw cannotModifyOwn('affiliation');
  if (current.affiliation === 'owner') throw new Refusal('modify', 'not-acceptable');
  if (!canGrant(role, current.affiliation, affiliation)) throw forbidden();
  const subscription = affiliation === 'outcast' ? 'none' : current.subscription;
  const invitedBy = current.invitedBy ?? null;
  const membership = { affiliation, subscription, invitedBy, bannedUntil: until ?? null };
  await saveMembership(writer, node.channel.id, jid, membership);
  if (affiliation === 'outcast') await deleteUnpublishedOf(writer, jid, node.channel.id);
  const change = { kind: 'affiliation' as const, subject: jid, at: ctx.now() };
  const followed = current.subscription === 'subscribed';
  const told = { kind: 'affiliation' as const, jid, affiliation, followed };
  await record(ctx, writer, node, change, () => told);
  const done = { act: 'set-role' as const, channel: node.channel.jid, office: role, subject: jid };
  const detail = until ? `${affiliation} until ${until}` : affiliation;
  const about = await audit(ctx, writer, actor, { ...done, detail, rule: rule ?? '', reason });
  if (affiliation !== 'outcast') return;
  const { jid: channel, config } = node.channel;
  const news = { act: 'banned' as const, channel, channelTitle: config.title, about };
  await tell(ctx, writer, jid, { ...news, grounds: { rule, reason }, outcome: until ?? '' });
  const open = await findOpenCase(writer, { channel, item: '', person: jid });
  const end = { state: 'acted' as const, answer: '' };
  if (open !== undefined) await answerReports(ctx, writer, open, { ...news, person: jid }, end);
}

export interface SubscriptionRow {
  readonly jid: string;
  readonly subscription: 'subscribed' | 'none' | 'invited';
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
      if (isInvitation) await invite(ctx, writer, access.node, actor, row.jid);
      else await setSubscription(ctx, writer, access, actor, row);
    }
  });
}

async function setSubscription(
  ctx: ServiceContext,
  writer: Writer,
  { node, role }: Access,
  actor: Actor,
  { jid, subscription }: SubscriptionRow,
): Promise<void> {
  const isApproval = subscription === 'subscribed';
  const current = await findMembership(writer, node.channel.id, jid);
  if (current.subscription === 'none') throw unexpectedRequest();
  if (current.affiliation === 'outcast') throw forbidden();
  // Taking a subscription away takes the role with it, so it needs the right to change that role.
  if (!canGrant(role, current.affiliation, 'none')) throw forbidden();
  // Who is invited has not said yes.
  if (isApproval && current.subscription === 'invited') throw unexpectedRequest();
  await save(
    ctx,
    writer,
    node,
    jid,
    isApproval ? { ...current, subscription: 'subscribed' } : NO_MEMBERSHIP,
  );
  const act = isApproval ? 'approve' : 'deny';
  await audit(ctx, writer, actor, { act, channel: node.channel.jid, office: role, subject: jid });
}

/** Invites a person of this site. Who follows, waits or was invited already stays what they are. */
async function invite(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  actor: Actor,
  jid: string,
): Promise<void> {
  if (domainOf(jid) !== ctx.domain) throw notFound();
  const current = await findMembership(writer, node.channel.id, jid);
  if (current.affiliation === 'outcast') throw forbidden();
  if (current.subscription !== 'none') return;
  const invitation = { subscription: 'invited' as const, invitedBy: actor.jid };
  await save(ctx, writer, node, jid, { ...current, ...invitation });
}

async function save(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  jid: string,
  membership: Membership,
): Promise<void> {
  await saveMembership(writer, node.channel.id, jid, membership);
  const { subscription, invitedBy = null } = membership;
  const change = { kind: 'subscription' as const, subject: jid, at: ctx.now() };
  const told = { kind: 'subscription' as const, jid, subscription, invitedBy };
  const seq = await record(ctx, writer, node, change, () => told);
  // What was there before they were let in is not new to them.
  if (subscription === 'subscribed') {
    await raiseFloor(writer, { channelId: node.channel.id, jid }, seq);
  }
}

function isStranger(membership: Membership): boolean {
  return membership.subscription === 'none' && membership.affiliation === 'none';
}
