import { toBare } from '../../protocol/jid.ts';
import type { Reader } from '../storage/database.ts';
import { channelsOfAuthor } from '../storage/items.ts';
import { membershipsOf } from '../storage/memberships.ts';
import { changedSince, followerSessions, memberSessions, sessionsOf } from '../storage/sessions.ts';
import { configShownTo } from './configure.ts';
import { type Actor, type Change, type Concerned, NOBODY, type ServiceContext } from './context.ts';
import { allowedAmong } from './gate.ts';
import { withoutStatus } from './status.ts';
import type { Watchers } from './watchers.ts';

/** Connections, and the change as those may know it. */
export interface Audience {
  readonly change: Change;
  readonly connections: ReadonlySet<string>;
}

/** The connections of who follows a channel and may read it. */
export type FollowersOf = (channelId: number) => Promise<readonly string[]>;

/** Asks once for each channel: in a transaction nobody comes or goes, and posts come in groups. */
export function followersIn(reader: Reader): FollowersOf {
  const known = new Map<number, Promise<readonly string[]>>();
  return (channelId) => {
    const followers = known.get(channelId) ?? followerSessions(reader, channelId, false);
    known.set(channelId, followers);
    return followers;
  };
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
  followersOf = followersIn(reader),
): Promise<readonly Audience[]> {
  const { channelId } = change;
  switch (change.kind) {
    case 'published':
    case 'retracted':
    case 'configured': {
      const connections = new Set(await followersOf(channelId));
      // Who has left or was banned since heard of it before, and may come back: they let go of it, too.
      const left = isGone(change) ? await changedSince(reader, channelId, change.seq) : [];
      for (const fullJid of left) connections.add(fullJid);
      const watching = watchers.of(change.channel);
      const elsewhere =
        change.kind === 'configured' && change.avatar
          ? await besideWordsOf(reader, change.channel, watchers, followersOf)
          : [];
      const node = { channel: change.channel, name: change.node };
      const reading = await allowedAmong(reader, [...watching, ...elsewhere], 'read', node);
      for (const { fullJid } of reading) connections.add(fullJid);
      if (change.kind !== 'configured') return [{ change, connections }];
      // Who may not read any more, since the channel was closed, lets go of what is there, pages too.
      const others = new Set(await memberSessions(reader, channelId, false));
      for (const { fullJid } of await notBanned(reader, channelId, [...watching, ...elsewhere])) {
        others.add(fullJid);
      }
      for (const fullJid of connections) others.delete(fullJid);
      // The settings alone, not what is said where they may not read.
      const config = withoutStatus(configShownTo(NOBODY, 'remote', change.config));
      const told = { change: { ...change, config }, connections: others };
      return others.size === 0 ? [{ change, connections }] : [{ change, connections }, told];
    }
    // Whoever could read it before, or waited to, may know that it is no more.
    case 'deleted': {
      const watching = watchers.of(change.channel).map((watcher) => watcher.fullJid);
      const members = await memberSessions(reader, channelId, true);
      return [{ change, connections: new Set([...members, ...watching]) }];
    }
    case 'affiliation': {
      const isBan = change.affiliation === 'outcast';
      // Who was banned, or waits, is known to moderators alone: so is that it ended.
      const knowing = await withSubject(reader, change, isBan || !change.followed);
      if (!isBan || !change.followed) return [knowing];
      const others = new Set(await followersOf(channelId));
      for (const fullJid of knowing.connections) others.delete(fullJid);
      return [knowing, { change: { ...change, affiliation: 'none' }, connections: others }];
    }
    case 'subscription': {
      const isKnownToAll = change.followed || change.subscription === 'subscribed';
      return [await withSubject(reader, change, !isKnownToAll)];
    }
  }
}

/** Who follows or watches a channel where a person wrote: their picture stands there beside it. */
async function besideWordsOf(
  reader: Reader,
  person: string,
  watchers: Watchers,
  followersOf: FollowersOf,
): Promise<readonly Actor[]> {
  const found: Actor[] = [];
  for (const { id, jid: channel } of await channelsOfAuthor(reader, person)) {
    for (const fullJid of await followersOf(id)) {
      // Nobody follows who has no account here.
      found.push({ jid: toBare(fullJid) ?? '', fullJid, isLocal: true });
    }
    found.push(...watchers.of(channel));
  }
  return found;
}

/** Of some people, those who are not banned from a channel: a ban ends watching, too. */
async function notBanned(
  reader: Reader,
  channelId: number,
  actors: readonly Actor[],
): Promise<readonly Actor[]> {
  const known = await membershipsOf(
    reader,
    channelId,
    actors.map(({ jid }) => jid),
  );
  return actors.filter(({ jid }) => known.get(jid)?.affiliation !== 'outcast');
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

/** Connections of whom something concerns. */
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
