/** All that a person has here, for that person alone. */
import type { Item } from '../../protocol/channel.ts';
import { appealsBy } from '../storage/appeals.ts';
import { channelsOf, findChannel } from '../storage/channels.ts';
import { itemsOfAuthor, type OwnPicture, picturesOf } from '../storage/own-data.ts';
import { placesOf } from '../storage/place-moderators.ts';
import { removedOf } from '../storage/removed.ts';
import type { Actor, ServiceContext } from './context.ts';
import { ownIncidents } from './incidents.ts';
import { ownNotices } from './notices.ts';
import { registrationRequired } from './refusal.ts';
import { ownReports } from './report.ts';
import { ownAcceptances } from './rules.ts';
import { ownWithheld } from './withheld.ts';

/** Posts read in one transaction: others' writes come in between. */
const PAGE = 100;

/** For lists that are short for every person. */
const ALL = Number.MAX_SAFE_INTEGER;

/** Throws unless the actor is somebody who has anything here. */
export async function checkHasData(ctx: ServiceContext, actor: Actor): Promise<void> {
  const known = actor.isLocal && (await ctx.database.read((r) => findChannel(r, actor.jid)));
  if (!known) throw registrationRequired();
}

/** The short parts of it, as values of JSON: profile and settings, channels and roles, notices, what is held back, incidents, reports, appeals, what was removed of them, and for which places they were appointed. */
export async function ownFacts(ctx: ServiceContext, actor: Actor) {
  const [own, memberships] = await ctx.database.read(async (reader) => [
    await findChannel(reader, actor.jid),
    await channelsOf(reader, actor.jid),
  ]);
  const { title, description, created, ...settings } = own?.config ?? {};
  return {
    profile: {
      address: actor.jid,
      name: title,
      about: description,
      memberSince: created,
      settings,
    },
    channels: memberships.map(({ channel, membership }) => ({
      address: channel.jid,
      title: channel.config.title,
      ...membership,
    })),
    notices: await ownNotices(ctx, actor, ALL),
    withheld: await ownWithheld(ctx, actor, ALL),
    incidents: await ownIncidents(ctx, actor),
    rulesAccepted: await ownAcceptances(ctx, actor),
    reports: await ownReports(ctx, actor, ALL),
    appeals: await ctx.database.read((reader) => appealsBy(reader, actor.jid)),
    removed: await ctx.database.read((reader) => removedOf(reader, actor.jid)),
    appointedFor: await ctx.database.read((reader) => placesOf(reader, actor.jid)),
  };
}

/** What they wrote, their statuses too, oldest first. */
export async function* ownPosts(ctx: ServiceContext, actor: Actor): AsyncGenerator<Item> {
  for (let after = 0; ; ) {
    const page = await ctx.database.read((r) => itemsOfAuthor(r, actor.jid, after, PAGE));
    yield* page;
    after = page.at(-1)?.seq ?? after;
    if (page.length < PAGE) return;
  }
}

export function ownPictures(ctx: ServiceContext, actor: Actor): Promise<OwnPicture[]> {
  return ctx.database.read((reader) => picturesOf(reader, actor.jid));
}
