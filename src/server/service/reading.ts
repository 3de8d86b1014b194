import { parseNode } from '../../protocol/channel.ts';
import type { Reading } from '../../protocol/reading.ts';
import { lastChange } from '../storage/changes.ts';
import type { Reader, Writer } from '../storage/database.ts';
import { findItem } from '../storage/items.ts';
import {
  countUnread,
  floorOf,
  placeOf,
  raiseAllFloors,
  raiseFloor,
  raisePlace,
  topicReadings,
  type Whose,
} from '../storage/readings.ts';
import type { Actor, ReadingNews, ServiceContext } from './context.ts';
import { type Access, authorize } from './gate.ts';
import type { OwnNode } from './lists.ts';
import { notFound, notImplemented, notSubscribed } from './refusal.ts';

/** How far the actor has read a channel that they follow, with all topics that matter. */
export async function readingOf(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
): Promise<Reading> {
  return ctx.database.read(async (reader) => {
    const { node } = await authorizeFollower(reader, actor, nodeName);
    const whose = { channelId: node.channel.id, jid: actor.jid };
    const floor = await floorOf(reader, whose);
    const known = await topicReadings(reader, whose, floor);
    return { channel: node.channel.jid, floor, upTo: await lastChange(reader), ...known };
  });
}

/**
 * A topic, or the whole channel, was read up to `seq`: never back, and never beyond what there is.
 * The person's other connections are told. Answers with what is left, the topic's part with it, and
 * up to where it was read before.
 */
export async function markRead(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  topic: string | undefined,
  seq: number,
): Promise<Reading> {
  return toldOf(ctx, actor, async (writer, tell) => {
    const { node } = await authorizeFollower(writer, actor, nodeName);
    const whose = { channelId: node.channel.id, jid: actor.jid };
    const upTo = Math.min(seq, await lastChange(writer));
    const floor = await floorOf(writer, whose);
    const was = topic === undefined ? floor : Math.max(floor, await placeOf(writer, whose, topic));
    if (topic === undefined) await raiseFloor(writer, whose, upTo);
    else {
      const item = await findItem(writer, node.id, topic);
      if (!item || item.parent !== null) throw notFound();
      await raisePlace(writer, whose, topic, upTo);
    }
    const reading = await afterMark(writer, node.channel.jid, whose, topic);
    tell({ reading });
    return { ...reading, was };
  });
}

/** All channels that the actor follows were read up to `seq`. */
export async function markAllRead(ctx: ServiceContext, actor: Actor, seq: number): Promise<void> {
  await toldOf(ctx, actor, async (writer, tell) => {
    const upTo = Math.min(seq, await lastChange(writer));
    await raiseAllFloors(writer, actor.jid, upTo);
    tell({ allUpTo: upTo });
  });
}

/**
 * Marks, and answers once the other connections are told: what they marked before is on its way to this one by
 * then. Its counts, heard after the answer, would be taken for newer ones.
 */
async function toldOf<T>(
  ctx: ServiceContext,
  actor: Actor,
  mark: (writer: Writer, tell: (news: ReadingNews) => void) => Promise<T>,
): Promise<T> {
  let told: Promise<void> | undefined;
  const marked = await ctx.database.write((writer) =>
    mark(writer, (news) =>
      writer.onCommit(() => {
        told = ctx.tellReading(actor, news);
      }),
    ),
  );
  await told;
  return marked;
}

/** How far the actor has read those of their own nodes of which it is counted, by the nodes' names. */
export async function readingsOf(
  ctx: ServiceContext,
  actor: Actor,
  nodes: readonly OwnNode[],
): Promise<ReadonlyMap<string, Reading>> {
  return ctx.database.read(async (reader) => {
    const readings = new Map<string, Reading>();
    for (const { node, name, channel, subscription, mayRead } of nodes) {
      if (name !== 'posts' || subscription !== 'subscribed' || !mayRead) continue;
      const whose = { channelId: channel.id, jid: actor.jid };
      readings.set(node, await count(reader, channel.jid, whose));
    }
    return readings;
  });
}

/** How far a person has read a channel, without its topics: for lists of channels. */
async function count(reader: Reader, channel: string, whose: Whose): Promise<Reading> {
  const floor = await floorOf(reader, whose);
  const unread = await countUnread(reader, whose, floor);
  return { channel, floor, unread, upTo: await lastChange(reader), topics: [] };
}

async function afterMark(
  writer: Writer,
  channel: string,
  whose: Whose,
  topic: string | undefined,
): Promise<Reading> {
  const reading = await count(writer, channel, whose);
  // Nothing is left: one place says it all, and those of topics need not be kept.
  if (reading.unread === 0) {
    await raiseFloor(writer, whose, reading.upTo);
    return { ...reading, floor: reading.upTo };
  }
  if (topic === undefined) return reading;
  const { topics: known } = await topicReadings(writer, whose, reading.floor);
  const seq = await placeOf(writer, whose, topic);
  const own = known.find(({ id }) => id === topic) ?? { id: topic, seq, unread: 0 };
  return { ...reading, topics: [own] };
}

/** Reading is counted of what one follows, and in `posts` alone. */
async function authorizeFollower(
  reader: Reader,
  actor: Actor,
  nodeName: string | undefined,
): Promise<Access> {
  const access = await authorize(reader, actor, 'read', nodeName);
  if (parseNode(nodeName ?? '')?.name !== 'posts') throw notImplemented();
  if (access.membership.subscription !== 'subscribed') throw notSubscribed();
  return access;
}
