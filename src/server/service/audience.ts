import type { Reader } from '../storage/database.ts';
import { channelsOfAuthor } from '../storage/items.ts';
import { changedSince, followerSessions, sessionsOf } from '../storage/sessions.ts';
import type { Actor, Change, Concerned, ServiceContext } from './context.ts';
import { allowedAmong } from './gate.ts';
import type { Watchers } from './watchers.ts';

/** Connections, and the change as those may know it. */
export interface Audience {
  readonly change: Change;
  readonly connections: ReadonlySet<string>;
}

/**
 * Who is told of a change. Content goes to all followers, and to whoever watches and may still
 * read. Who waits to be let in, and who is banned, is the moderators' business and the person's
 * own: of a ban the other followers hear that somebody is one of them no more.
 */
export async function audiencesOf(
  reader: Reader,
  change: Change,
  watchers: Watchers,
): Promise<readonly Audience[]> {
  const { channelId } = change;
  switch (change.kind) {
    case 'published':
    case 'retracted':
    case 'configured': {
      const connections = new Set(await followerSessions(reader, channelId, false));
      // Who has left or was banned since heard of it before, and may come back: they let go of it, too.
      const left = isGone(change) ? await changedSince(reader, channelId, change.seq) : [];
      for (const fullJid of left) connections.add(fullJid);
      const watching = watchers.of(change.channel);
      const node = { channel: change.channel, name: change.node };
      const reading = await allowedAmong(reader, watching, 'read', node);
      for (const { fullJid } of reading) connections.add(fullJid);
      // Pages that the site keeps have to go when a channel is closed.
      for (const { fullJid } of change.kind === 'configured' ? watching : []) {
        if (watchers.isSiteReader(fullJid)) connections.add(fullJid);
      }
      const isSeenElsewhere = change.kind === 'configured' && change.avatar;
      for (const { id, jid } of isSeenElsewhere
        ? await channelsOfAuthor(reader, change.channel)
        : []) {
        for (const fullJid of await followerSessions(reader, id, false)) connections.add(fullJid);
        for (const { fullJid } of watchers.of(jid)) connections.add(fullJid);
      }
      return [{ change, connections }];
    }
    // Whoever could read it before may know that it is no more.
    case 'deleted': {
      const watching = watchers.of(change.channel).map((watcher) => watcher.fullJid);
      const following = await followerSessions(reader, channelId, false);
      return [{ change, connections: new Set([...following, ...watching]) }];
    }
    case 'affiliation': {
      const isBan = change.affiliation === 'outcast';
      // Who was banned, or waits, is known to moderators alone: so is that it ended.
      const knowing = await withSubject(reader, change, isBan || !change.followed);
      if (!isBan || !change.followed) return [knowing];
      const others = new Set(await followerSessions(reader, channelId, false));
      for (const fullJid of knowing.connections) others.delete(fullJid);
      return [knowing, { change: { ...change, affiliation: 'none' }, connections: others }];
    }
    case 'subscription':
      return [await withSubject(reader, change, change.subscription !== 'subscribed')];
  }
}

/** Whether it says nothing but that something may not be shown any more. */
function isGone(change: Change): boolean {
  return change.kind === 'retracted' || (change.kind === 'published' && !!change.item.hidden);
}

async function withSubject(
  reader: Reader,
  change: Change & { jid: string },
  moderatorsOnly: boolean,
): Promise<Audience> {
  const followers = await followerSessions(reader, change.channelId, moderatorsOnly);
  return {
    change,
    connections: new Set([...followers, ...(await sessionsOf(reader, change.jid))]),
  };
}

/** Connections of whom something concerns by office. */
export async function connectionsOf(
  ctx: ServiceContext,
  concerned: Concerned,
): Promise<readonly string[]> {
  const all = await ctx.database.read((reader) =>
    'moderatorsOf' in concerned
      ? followerSessions(reader, concerned.moderatorsOf, true)
      : sessionsOf(reader, concerned.jid),
  );
  return all.filter((fullJid) => fullJid !== concerned.but);
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
