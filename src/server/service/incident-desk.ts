import { roleOf } from '../../protocol/permissions.ts';
import { findChannel, placesWithChannels } from '../storage/channels.ts';
import type { Reader, Writer } from '../storage/database.ts';
import type { Scope } from '../storage/incidents.ts';
import { findMembership } from '../storage/memberships.ts';
import { findNode } from '../storage/nodes.ts';
import { listPlaceModerators, placesOf } from '../storage/place-moderators.ts';
import type { Actor, ServiceContext } from './context.ts';
import { placeOf } from './place-rights.ts';

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
 * Which reports somebody deals with, `null` where none ever: administrators, and who owns or moderates the
 * desk's channel, with all; who was appointed for a place with those from it and what lies in it.
 * Moderators of other channels do not: reports hold account numbers.
 */
export async function scopeOf(
  ctx: ServiceContext,
  reader: Reader,
  actor: Actor,
): Promise<Scope | null> {
  const { admins, desk, places } = ctx;
  if (admins.has(actor.jid)) return 'all';
  const node = desk?.channel ? await findNode(reader, desk.channel, 'posts') : undefined;
  const member = node && (await findMembership(reader, node.channel.id, actor.jid));
  const role = member && roleOf(member, actor.isLocal);
  if (role === 'owner' || role === 'moderator') return 'all';
  const own = await placesOf(reader, actor.jid);
  if (own.length === 0) return null;
  const isOwn = (place: string) => places.chain(place).some(({ id }) => own.includes(id));
  return (await placesWithChannels(reader)).filter(isOwn);
}

/** Whether a report from that channel, empty for none, is among them. */
export async function isInScope(
  reader: Reader,
  scope: Scope | null,
  channel: string,
): Promise<boolean> {
  if (scope === 'all' || scope === null) return scope === 'all';
  const found = channel === '' ? undefined : await findChannel(reader, channel);
  return found !== undefined && scope.includes(placeOf(found.config));
}

/** Those who deal with a report from that channel hear that one is new, or not as it was. */
export async function tellDesk(
  ctx: ServiceContext,
  writer: Writer,
  channel: string,
  but?: string,
): Promise<void> {
  const { admins, desk, places } = ctx;
  const found = channel === '' ? undefined : await findChannel(writer, channel);
  const people = new Set(admins);
  for (const { id } of found ? places.chain(placeOf(found.config)) : []) {
    for (const { jid } of await listPlaceModerators(writer, id)) people.add(jid);
  }
  const own = desk?.channel ? await findChannel(writer, desk.channel) : undefined;
  const quiet = but === undefined ? {} : { but };
  writer.onCommit(() => {
    for (const jid of people) ctx.tellOffice({ jid, ...quiet });
    if (own) ctx.tellOffice({ moderatorsOf: own.id, ...quiet });
  });
}
