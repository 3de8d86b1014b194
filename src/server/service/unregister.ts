import type { Fate } from '../../protocol/account.ts';
import { goneAt } from '../../protocol/jid.ts';
import { roleOf } from '../../protocol/permissions.ts';
import { dropAppealsOf } from '../storage/appeals.ts';
import { type ChannelRow, channelsOf, forgetCreator } from '../storage/channels.ts';
import type { Reader, Writer } from '../storage/database.ts';
import { disownIncidents } from '../storage/incidents.ts';
import { forgetMedia, unusedPhotosOf } from '../storage/item-media.ts';
import { changeAuthor, findItem, writtenBy } from '../storage/items.ts';
import { disownMedia } from '../storage/media.ts';
import { countFollowers, countOwners, forgetInviter } from '../storage/memberships.ts';
import { findNode, nodeNames } from '../storage/nodes.ts';
import { deleteNotices } from '../storage/notices.ts';
import { dismissEverywhere } from '../storage/place-moderators.ts';
import { disownRemoved, dropRemovedOf } from '../storage/removed.ts';
import { disownCases, forgetReporter } from '../storage/reports.ts';
import { deleteAccepted } from '../storage/rules-accepted.ts';
import type { Actor, ServiceContext } from './context.ts';
import { dropUnpublished } from './drop-unpublished.ts';
import { endChannel } from './end-channel.ts';
import { leave } from './follow.ts';
import { record } from './record.ts';
import { nodeMustHaveOwner, notAllowed, registrationRequired } from './refusal.ts';
import { removeItem } from './retract.ts';
import { tellJudges } from './who-decides.ts';

/** Items taken back in one transaction: others' writes come in between. */
const BATCH = 50;

/**
 * Takes back all that a person has here: their own channel, what they wrote elsewhere (`keep` leaves
 * it without their name), where they follow. Bans stay. Channels that they alone own go too where nobody else follows them; where
 * somebody does the whole is refused before anything is taken, since a group is not one person's.
 *
 * Broken off half-way, asking again goes on with it.
 */
export async function unregister(ctx: ServiceContext, actor: Actor, fate: Fate): Promise<void> {
  if (!actor.isLocal) throw notAllowed();
  await ctx.database.read(async (reader) => {
    const isKnown = (await channelsOf(reader, actor.jid)).length > 0;
    if (!isKnown) throw registrationRequired();
    await ownChannels(reader, actor);
  });
  const takeBackSome = fate === 'keep' ? disownSome : removeSome;
  do {
    while (await takeBackSome(ctx, actor));
  } while (!(await endAll(ctx, actor, fate)));
}

/** All but what they wrote elsewhere; `false` where another of their devices wrote something meanwhile. */
async function endAll(ctx: ServiceContext, actor: Actor, fate: Fate): Promise<boolean> {
  return ctx.database.write(async (writer) => {
    if ((await writtenBy(writer, actor.jid, 1)).length > 0) return false;
    for (const channel of await ownChannels(writer, actor)) await endChannel(ctx, writer, channel);
    await leavePictures(ctx, writer, actor);
    await deleteNotices(writer, actor.jid);
    await dropUnpublished(ctx, writer, actor.jid);
    // An appeal of somebody else must not publish it again.
    if (fate === 'keep') await disownRemoved(writer, actor.jid, nobodyOf(ctx));
    else await dropRemovedOf(writer, actor.jid);
    await dismissEverywhere(writer, actor.jid);
    await disownIncidents(writer, actor.jid);
    await deleteAccepted(writer, actor.jid);
    await dropAppeals(ctx, writer, actor);
    await forgetReporter(writer, actor.jid);
    await forgetCreator(writer, actor.jid);
    await forgetInviter(writer, actor.jid);
    for (const { channel, membership } of await channelsOf(writer, actor.jid)) {
      if (membership.subscription === 'none') continue;
      const [name] = await nodeNames(writer, channel.id);
      const node = name === undefined ? undefined : await findNode(writer, channel.jid, name);
      if (node) await leave(ctx, writer, actor, node, membership);
    }
    return true;
  });
}

/** Nobody waits for their answers any more: those who have them on their lists hear of that. */
async function dropAppeals(ctx: ServiceContext, writer: Writer, { jid }: Actor): Promise<void> {
  for (const { state, against: doer, ...matter } of await dropAppealsOf(writer, jid)) {
    if (state === 'open') await tellJudges(ctx, writer, { ...matter, person: jid, doer });
  }
}

/** Channels that end with the person. Throws where one has other followers and no other owner. */
async function ownChannels(reader: Reader, actor: Actor): Promise<readonly ChannelRow[]> {
  const own: ChannelRow[] = [];
  const needed: string[] = [];
  for (const { channel, membership } of await channelsOf(reader, actor.jid)) {
    // A role that was given to who waits to be let in is not in force yet.
    if (roleOf(membership, true) !== 'owner') continue;
    const isTheirs = channel.jid === actor.jid;
    if (!isTheirs && (channel.config.ephemeral || (await countOwners(reader, channel.id)) > 1)) {
      continue;
    }
    own.push(channel);
    const isAlone = isTheirs || (await countFollowers(reader, channel.id)) === 1;
    if (!isAlone) needed.push(channel.jid);
  }
  if (needed.length > 0) {
    throw nodeMustHaveOwner(`Make somebody else an owner first: ${needed.join(', ')}`);
  }
  return own;
}

/** Removes a batch of what the person wrote in others' channels; whether there was any. */
async function removeSome(ctx: ServiceContext, actor: Actor): Promise<boolean> {
  return ctx.database.write(async (writer) => {
    const batch = await writtenBy(writer, actor.jid, BATCH);
    for (const { channel, node: name, id } of batch) {
      const node = await findNode(writer, channel, name);
      // A comment may have gone with its topic, earlier in this batch.
      const item = node && (await findItem(writer, node.id, id));
      if (node && item) await removeItem(ctx, writer, node, item);
    }
    return batch.length > 0;
  });
}

/** Takes the name off a batch of it, which followers are told as if it were published again. */
async function disownSome(ctx: ServiceContext, actor: Actor): Promise<boolean> {
  return ctx.database.write(async (writer) => {
    const batch = await writtenBy(writer, actor.jid, BATCH);
    for (const { channel, node: name, id } of batch) {
      const node = await findNode(writer, channel, name);
      if (!node) continue;
      await changeAuthor(writer, node.id, id, nobodyOf(ctx));
      await disownCases(writer, { channel, item: id, person: actor.jid }, nobodyOf(ctx));
      const item = await findItem(writer, node.id, id);
      const change = { kind: 'published' as const, subject: id, at: ctx.now() };
      if (item) await record(ctx, writer, node, change, () => ({ kind: 'published', item }));
    }
    return batch.length > 0;
  });
}

/** Photos that were never posted go; those that stay with a post, or as a channel's face, lose the name. */
async function leavePictures(ctx: ServiceContext, writer: Writer, actor: Actor): Promise<void> {
  const names = await forgetMedia(writer, await unusedPhotosOf(writer, actor.jid));
  if (names.length > 0) writer.onCommit(() => ctx.filesUnused?.(names));
  await disownMedia(writer, actor.jid, nobodyOf(ctx));
}

/** Under whose name stays what people leave. */
const nobodyOf = ({ domain }: ServiceContext) => goneAt(`channels.${domain}`);
