import type { Affiliation, Membership } from '../../protocol/channel.ts';
import type { Grounds } from '../../protocol/office.ts';
import { canGrant } from '../../protocol/permissions.ts';
import type { Writer } from '../storage/database.ts';
import { findMembership, saveMembership } from '../storage/memberships.ts';
import type { NodeRow } from '../storage/nodes.ts';
import { findOpenCase } from '../storage/reports.ts';
import { answerReports } from './answer-reports.ts';
import { audit } from './audit.ts';
import type { Actor, ServiceContext } from './context.ts';
import { dropUnpublished } from './drop-unpublished.ts';
import { endAppeal } from './end-appeal.ts';
import { type Access, allows, lookUp } from './gate.ts';
import { tell } from './notices.ts';
import { record } from './record.ts';
import {
  cannotModifyOwn,
  conflict,
  forbidden,
  notAllowed,
  notAuthorized,
  Refusal,
  unexpectedRequest,
} from './refusal.ts';

/** Ends nearer to each other are one: a button for a ban of a week was pressed twice; in milliseconds. */
const SAME_END = 60_000;

/** … or it was pressed again by who had no answer, on a form from before the ban: no form offers ends so near. */
const SAME_FORM = 60 * 60_000;

export interface AffiliationRow {
  readonly jid: string;
  readonly affiliation: Affiliation;
  /** Of a ban: when it ends by itself, ISO 8601 in UTC. */
  readonly until?: string | undefined;
  /** What they were when it was decided. */
  readonly was?: Affiliation | undefined;
}

/**
 * Promotes, demotes or bans, all rows or none. A ban ends the subscription, and pushes with it. What
 * somebody is already, sent twice or by two moderators at once, changes nothing and is told to nobody.
 */
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
  { jid, affiliation: asked, until, was }: AffiliationRow,
  { rule, reason }: Grounds,
): Promise<void> {
  const isAbove = asked === 'owner' || asked === 'moderator';
  if (role === 'moderator' && isAbove) throw forbidden();
  const { ephemeral, defaultAffiliation } = node.channel.config;
  if (ephemeral && !isAbove) throw notAllowed();
  const current = await findMembership(writer, node.channel.id, jid);
  // Who waits is let in with a role: without one they would follow what they may not read.
  const isTakenBack = asked === 'none' && current.subscription === 'pending';
  const affiliation = isTakenBack ? defaultAffiliation : asked;
  // Who posts and leaves at once can be banned all the same.
  if (isStranger(current) && affiliation !== 'outcast') throw unexpectedRequest();
  if (role === 'moderator' && !canGrant(role, current.affiliation, affiliation)) throw forbidden();
  if (jid === actor.jid) throw cannotModifyOwn('affiliation');
  // Who waits, or was invited, owns nothing yet.
  const isOwner = current.affiliation === 'owner' && current.subscription === 'subscribed';
  if (isOwner && asked !== 'owner') throw new Refusal('modify', 'not-acceptable');
  const { jid: channel } = node.channel;
  const isBan = affiliation === 'outcast';
  const open = isBan ? await findOpenCase(writer, { channel, item: '', person: jid }) : undefined;
  const bannedUntil = until ?? null;
  const isSame = affiliation === current.affiliation;
  // Somebody else was faster: it was decided about what they are no more.
  if (!isSame && was !== undefined && was !== current.affiliation) throw conflict();
  const near = was === undefined || was === current.affiliation ? SAME_END : SAME_FORM;
  const isHeld = isSame && isSameEnd(bannedUntil, current.bannedUntil ?? null, near);
  const done = { channel, office: role, subject: jid, rule: rule ?? '', reason };
  if (!isHeld) {
    if (current.affiliation === 'outcast' && !isBan) await endAppeal(ctx, writer, channel, jid);
    await give(ctx, writer, node, jid, current, { affiliation, bannedUntil });
    const detail = until ? `${affiliation} until ${until}` : affiliation;
    const about = await audit(ctx, writer, actor, { ...done, act: 'set-role', detail });
    // One's own channel is nobody's office: anybody could tell everybody anything, under any title.
    if (isBan && node.channel.config.type !== 'personal') {
      const channelTitle = node.channel.config.title;
      const news = { act: 'banned' as const, channel, channelTitle, about, outcome: until ?? '' };
      await tell(ctx, writer, jid, { ...news, grounds: { rule, reason } });
    }
  } else if (open !== undefined) {
    await audit(ctx, writer, actor, { ...done, act: 'answer-reports', detail: 'acted' });
  }
  if (open === undefined) return;
  const matter = { channel, channelTitle: node.channel.config.title, person: jid };
  await answerReports(ctx, writer, open, matter, { state: 'acted', answer: '' });
}

/** Stores the role and tells of it. */
async function give(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  jid: string,
  current: Membership,
  { affiliation, bannedUntil }: { affiliation: Affiliation; bannedUntil: string | null },
): Promise<void> {
  const isBan = affiliation === 'outcast';
  const subscription = isBan ? 'none' : current.subscription;
  const invitedBy = current.invitedBy ?? null;
  const membership = { affiliation, subscription, invitedBy, bannedUntil };
  await saveMembership(writer, node.channel.id, jid, membership);
  if (isBan) await dropUnpublished(ctx, writer, jid, node.channel.id);
  const change = { kind: 'affiliation' as const, subject: jid, at: ctx.now() };
  const followed = current.subscription === 'subscribed';
  const told = { kind: 'affiliation' as const, jid, affiliation, followed };
  await record(ctx, writer, node, change, () => told);
}

function isSameEnd(one: string | null, other: string | null, near: number): boolean {
  if (one === null || other === null) return one === other;
  return Math.abs(Date.parse(one) - Date.parse(other)) < near;
}

function isStranger(membership: Membership): boolean {
  return membership.subscription === 'none' && membership.affiliation === 'none';
}
