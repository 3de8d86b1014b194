import { roleOf } from '../../protocol/permissions.ts';
import { findNode } from '../storage/channels.ts';
import type { Reader } from '../storage/database.ts';
import { findMembership } from '../storage/memberships.ts';
import type { Actor, ServiceContext } from './context.ts';

/** Where reports of something broken go. */
export interface IncidentDesk {
  /** Bare JID of the channel whose owners and moderators deal with them; empty for none. */
  readonly channel: string;
  /** Ways on which each is sent on, and to whom. */
  readonly recipients: readonly { readonly way: string; readonly recipient: string }[];
  /** Something is to be sent on; called after the commit. */
  wake(): void;
}

/**
 * Whether somebody deals with reports: administrators, and who owns or moderates the desk's channel.
 * Moderators of other channels do not: reports hold account numbers.
 */
export async function isAtDesk(
  { admins, desk }: ServiceContext,
  reader: Reader,
  actor: Actor,
): Promise<boolean> {
  if (admins.has(actor.jid)) return true;
  const node = desk?.channel ? await findNode(reader, desk.channel, 'posts') : undefined;
  if (!node) return false;
  const role = roleOf(await findMembership(reader, node.channel.id, actor.jid), actor.isLocal);
  return role === 'owner' || role === 'moderator';
}
