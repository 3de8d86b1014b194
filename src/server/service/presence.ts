import { parseNode } from '../../protocol/channel.ts';
import {
  allSessions,
  deleteSession,
  deleteSessionsBefore,
  isSession,
  saveSession,
} from '../storage/sessions.ts';
import type { Actor, ServiceContext } from './context.ts';
import { daysBefore } from './days.ts';
import { authorize, lookUp } from './gate.ts';
import { forgetRuns } from './run.ts';

/** A connection that said nothing for so many days has ended without telling. */
const FORGOTTEN_AFTER = 7;

/** The connection is there to be pushed to. Throws where the person comes faster than anybody may. */
export async function arrive(ctx: ServiceContext, actor: Actor): Promise<void> {
  ctx.rates?.take('presence', actor);
  const session = { fullJid: actor.fullJid, bareJid: actor.jid, seenAt: ctx.now() };
  await ctx.database.write((writer) => saveSession(writer, session));
}

/** The connection has ended: neither pushes nor watching go on. */
export async function leave(ctx: ServiceContext, fullJid: string): Promise<void> {
  ctx.watchers.removeConnection(fullJid);
  forgetRuns(ctx, fullJid);
  // Who goes again and again costs no write: only those who came are written down.
  if (!(await ctx.database.read((reader) => isSession(reader, fullJid)))) return;
  await ctx.database.write((writer) => deleteSession(writer, fullJid));
}

/**
 * Connections that may still be there after the service was away. Those that said nothing for too long are
 * told once more: who is there answers, and is held anew. Read in its turn among the writes: whoever is written
 * down before it is one of them, who comes later asks what happened when all have been told.
 */
export async function heldConnections(ctx: ServiceContext): Promise<readonly string[]> {
  const oldest = daysBefore(ctx.now(), FORGOTTEN_AFTER);
  return ctx.database.write(async (writer) => {
    const held = await allSessions(writer);
    await deleteSessionsBefore(writer, oldest);
    return held;
  });
}

/**
 * Pushes a channel's changes to this connection for as long as it is there and may read. It begins
 * with the call: on PostgreSQL what the connection asks next may be read before the right to watch was
 * looked up, and no change may fall between the two.
 */
export async function watch(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
): Promise<void> {
  const channel = parseNode(nodeName ?? '')?.channel ?? '';
  ctx.watchers.add(channel, actor);
  try {
    await ctx.database.read((reader) => authorize(reader, actor, 'read', nodeName));
  } catch (error) {
    ctx.watchers.remove(channel, actor.fullJid);
    throw error;
  }
  ctx.watchers.keepWithinBounds(actor.fullJid);
}

export async function unwatch(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
): Promise<void> {
  ctx.watchers.remove(parseNode(nodeName ?? '')?.channel ?? '', actor.fullJid);
  await ctx.database.read((reader) => lookUp(reader, actor, nodeName));
}
