import type { Affiliation, Membership } from '../../protocol/channel.ts';
import type { Grounds } from '../../protocol/office.ts';
import { canGrant } from '../../protocol/permissions.ts';
import type { Writer } from '../storage/database.ts';
import { findMembership, saveMembership } from '../storage/memberships.ts';
import { findOpenCase } from '../storage/reports.ts';
import { answerReports } from './answer-reports.ts';
import { audit } from './audit.ts';
import type { Actor, ServiceContext } from './context.ts';
import { dropUnpublished } from './drop-unpublished.ts';
import { type Access, allows, lookUp } from './gate.ts';
import { tell } from './notices.ts';
import { record } from './record.ts';
import {
  cannotModifyOwn,
  forbidden,
  notAllowed,
  notAuthorized,
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
  if (role === 'moderator' && !canGrant(role, current.affiliation, affiliation)) throw forbidden();
  if (jid === actor.jid) throw cannotModifyOwn('affiliation');
  if (current.affiliation === 'owner') throw new Refusal('modify', 'not-acceptable');
  const subscription = affiliation === 'outcast' ? 'none' : current.subscription;
  const invitedBy = current.invitedBy ?? null;
  const membership = { affiliation, subscription, invitedBy, bannedUntil: until ?? null };
  await saveMembership(writer, node.channel.id, jid, membership);
  if (affiliation === 'outcast') await dropUnpublished(ctx, writer, jid, node.channel.id);
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

function isStranger(membership: Membership): boolean {
  return membership.subscription === 'none' && membership.affiliation === 'none';
}
