/**
 * Channels that somebody may like, by who follows what. Of others only those count who let everybody see
 * which open channels they follow: no answer tells what a person keeps to themselves.
 */
import { nodeOf } from '../../protocol/channel.ts';
import { showsFollowed } from '../../protocol/config-vars.ts';
import type { PageRequest } from '../../protocol/rsm.ts';
import type { Reader } from '../storage/database.ts';
import { findOpenChannel, openChannelsNumbered } from '../storage/directory.ts';
import { type Following, shownFollowings, standingOf } from '../storage/followings.ts';
import type { Actor, ServiceContext } from './context.ts';
import type { FoundChannels } from './find-channels.ts';
import { authorize } from './gate.ts';
import { likeness } from './likeness.ts';
import { ordinalPage } from './ordinal-pages.ts';
import { forbidden, notFound } from './refusal.ts';

/** People whose channels are recommended: those who are most like the one who is asked for (Buddycloud directory). */
const NEIGHBOURS = 10;

/** Open group channels that have followers in common with one of them, the most alike first. */
export async function similarChannels(
  ctx: ServiceContext,
  jid: string,
  page: PageRequest,
): Promise<FoundChannels> {
  return ctx.database.read(async (reader) => {
    const channel = await findOpenChannel(reader, jid);
    if (!channel) throw notFound();
    const shown = await shownFollowings(reader);
    return pageOfNumbers(reader, alike(shown, channel.id), page, shown.length);
  });
}

/**
 * Open group channels that people follow who follow much the same as one person, and that this person does not
 * follow. Of another person it is told where they let others see what they follow.
 */
export async function recommendedChannels(
  ctx: ServiceContext,
  actor: Actor,
  person: string,
  page: PageRequest,
): Promise<FoundChannels> {
  return ctx.database.read(async (reader) => {
    const isOwn = person === actor.jid;
    if (!isOwn) {
      const { node } = await authorize(reader, actor, 'read', nodeOf(person));
      if (!showsFollowed(node.channel.config.vars)) throw forbidden();
    }
    const standing = await standingOf(reader, person);
    const followed = standing.filter(({ follows }) => follows).map(({ channel }) => channel);
    // From where one is banned is told to oneself alone.
    const known = isOwn ? standing.map(({ channel }) => channel) : followed;
    const shown = await shownFollowings(reader);
    const others = shown.filter((following) => following.person !== person);
    const numbers = liked(others, new Set(followed), new Set(known));
    return pageOfNumbers(reader, numbers, page, shown.length + standing.length);
  });
}

/** Numbers of the channels that have followers in common with one, the most alike first. */
function alike(followings: readonly Following[], channel: number): number[] {
  const followers = grouped(followings, 'channel', 'person');
  const people = new Set(followings.map(({ person }) => person)).size;
  const own = followers.get(channel) ?? new Set();
  followers.delete(channel);
  const found = [...followers].map(([id, theirs]) => {
    const both = inCommon(own, theirs);
    return { id, both, score: likeness(both, own.size, theirs.size, people) };
  });
  return ranked(found.filter(({ both }) => both > 0));
}

/** Numbers of the channels that those follow who are most like a person, without those that they know. */
function liked(
  followings: readonly Following[],
  followed: ReadonlySet<number>,
  known: ReadonlySet<number>,
): number[] {
  const channels = new Set([...followings.map(({ channel }) => channel), ...followed]).size;
  const neighbours = [...grouped(followings, 'person', 'channel')]
    .map(([person, theirs]) => {
      const both = inCommon(followed, theirs);
      const score = likeness(both, followed.size, theirs.size, channels);
      return { person, theirs, both, score };
    })
    .filter(({ both }) => both > 0)
    .sort((a, b) => b.score - a.score || b.both - a.both || (a.person < b.person ? -1 : 1))
    .slice(0, NEIGHBOURS);
  const found = new Map<number, { id: number; both: number; score: number }>();
  for (const { theirs, score } of neighbours) {
    for (const id of theirs) {
      if (known.has(id)) continue;
      const so = found.get(id) ?? { id, both: 0, score: 0 };
      // Between 0 and 1: how sure it is that they are alike.
      const weight = 1 - 1 / (1 + Math.max(0, score));
      found.set(id, { id, both: so.both + 1, score: so.score + weight });
    }
  }
  return ranked([...found.values()]);
}

/** The best score first; where that is equal the one with more people, then the older channel. */
function ranked(found: readonly { id: number; both: number; score: number }[]): number[] {
  const sorted = found.toSorted((a, b) => b.score - a.score || b.both - a.both || a.id - b.id);
  return sorted.map(({ id }) => id);
}

function grouped<Key extends keyof Following, Value extends keyof Following>(
  followings: readonly Following[],
  by: Key,
  of: Value,
): Map<Following[Key], Set<Following[Value]>> {
  const groups = new Map<Following[Key], Set<Following[Value]>>();
  for (const following of followings) {
    const group = groups.get(following[by]) ?? new Set();
    groups.set(following[by], group.add(following[of]));
  }
  return groups;
}

function inCommon<Value>(a: ReadonlySet<Value>, b: ReadonlySet<Value>): number {
  let count = 0;
  for (const value of a) if (b.has(value)) count += 1;
  return count;
}

async function pageOfNumbers(
  reader: Reader,
  numbers: readonly number[],
  page: PageRequest,
  read: number,
): Promise<FoundChannels> {
  const { rows, info } = ordinalPage(numbers, page);
  const channels = await openChannelsNumbered(reader, rows);
  const place = (id: number) => rows.indexOf(id);
  return { rows: channels.sort((a, b) => place(a.id) - place(b.id)), info, read };
}
