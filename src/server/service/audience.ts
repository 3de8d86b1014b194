import { nodeOf } from '../../protocol/channel.ts';
import type { Reader } from '../storage/database.ts';
import { followerSessions, sessionsOf } from '../storage/sessions.ts';
import type { Actor, Change, ServiceContext } from './context.ts';
import { allows, lookUp } from './gate.ts';
import type { Watchers } from './watchers.ts';

/**
 * The connections that a change is pushed to. Content goes to all followers, and to whoever watches
 * and may still read. Who waits to be let in, and who is banned, is the moderators' business and the
 * person's own.
 */
export async function audienceOf(
  reader: Reader,
  change: Change,
  watchers: Watchers,
): Promise<ReadonlySet<string>> {
  const { channelId } = change;
  switch (change.kind) {
    case 'published':
    case 'retracted':
    case 'configured': {
      const audience = new Set(await followerSessions(reader, channelId, false));
      for (const watcher of watchers.of(channelId)) {
        if (await mayRead(reader, watcher, change)) audience.add(watcher.fullJid);
      }
      return audience;
    }
    // Whoever could read it before may know that it is no more.
    case 'deleted':
      return new Set([
        ...(await followerSessions(reader, channelId, false)),
        ...watchers.of(channelId).map((watcher) => watcher.fullJid),
      ]);
    case 'affiliation':
      return withSubject(reader, change, change.affiliation === 'outcast');
    case 'subscription':
      return withSubject(reader, change, change.subscription !== 'subscribed');
  }
}

async function mayRead(reader: Reader, watcher: Actor, change: Change): Promise<boolean> {
  const access = await lookUp(reader, watcher, nodeOf(change.channel, change.node));
  return allows(access, watcher, 'read');
}

async function withSubject(
  reader: Reader,
  change: Change & { jid: string },
  moderatorsOnly: boolean,
): Promise<ReadonlySet<string>> {
  const followers = await followerSessions(reader, change.channelId, moderatorsOnly);
  return new Set([...followers, ...(await sessionsOf(reader, change.jid))]);
}

/** Connections of a channel's owners and moderators. */
export async function moderatorConnections(
  ctx: ServiceContext,
  channelId: number,
): Promise<readonly string[]> {
  return ctx.database.read((reader) => followerSessions(reader, channelId, true));
}

/** The person's connections but the one that spoke: that has its answer. */
export async function otherConnections(
  ctx: ServiceContext,
  actor: Actor,
): Promise<readonly string[]> {
  const all = await ctx.database.read((reader) => sessionsOf(reader, actor.jid));
  return all.filter((fullJid) => fullJid !== actor.fullJid);
}
