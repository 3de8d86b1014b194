import type { ArchiveFilter } from '../../protocol/archive.ts';
import { type Membership, nodeOf } from '../../protocol/channel.ts';
import type { PagePlace, PageRequest } from '../../protocol/rsm.ts';
import {
  type ChangeRow,
  cameOrWentSince,
  changesIn,
  countChanges,
  extentOf,
  firstChange,
  newestChange,
  reachOf,
  type Scope,
} from '../storage/changes.ts';
import { findChannel } from '../storage/channels.ts';
import type { Reader } from '../storage/database.ts';
import { findItem } from '../storage/items.ts';
import { findMembership } from '../storage/memberships.ts';
import type { Actor, Change, ServiceContext } from './context.ts';
import { allows, authorize, lookUp } from './gate.ts';
import { keptCount } from './kept-count.ts';
import { boundedMax } from './paging.ts';
import { notFound } from './refusal.ts';

export interface CatchUp {
  readonly changes: readonly { change: Change; at: string }[];
  /** Counted is a whole channel alone. */
  readonly info: PagePlace;
  /** Whether the page reaches the end that was asked for. */
  readonly complete: boolean;
  /** What it took: channels that were looked at, and changes that were read at most. */
  readonly read: { readonly channels: number; readonly changes: number };
}

/** Among so many changes one question is searched for a few. */
const SEARCHED = 2_000;

/**
 * What happened since, in the one order: of one node, or of all channels that the actor follows.
 * Changes that later ones undid (a post that was removed since) are left out; their numbers count.
 * Where a filter would have more searched, the page ends where the search did, empty or not. Of what may
 * not be shown any more none is told from so far back, which is not complete, nor from before the channel was.
 */
export async function catchUp(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  page: PageRequest,
  filter: ArchiveFilter = { gone: false },
): Promise<CatchUp> {
  return ctx.database.read(async (reader) => {
    const scope = await scopeOf(reader, actor, nodeName);
    const range = {
      after: seqOf(page.after) ?? 0,
      before: seqOf(page.before) ?? Number.MAX_SAFE_INTEGER,
      fromEnd: page.before !== undefined,
    };
    if (filter.gone && (await isOfAnother(reader, scope, range.after))) return NONE_TOLD;
    const max = boundedMax(page);
    const isSearch = Object.values(filter).some(Boolean);
    // One more than asked tells whether there is more.
    const wanted = { ...range, max: isSearch ? SEARCHED : max + 1 };
    const { stretch, followed, most } = await reachOf(reader, scope, wanted);
    const searched = isSearch ? await extentOf(reader, scope, stretch) : undefined;
    const isCut = searched?.count === SEARCHED;
    // Where there are fewer than could be told, no more of any channel was read.
    const readWith = (found: number) => ({
      channels: followed,
      changes: found < wanted.max ? found : most,
    });
    if (filter.gone && isCut) return { ...NONE_TOLD, read: readWith(SEARCHED) };
    const rows = await changesIn(reader, scope, stretch, filter, max + 1);
    const isFull = rows.length > max;
    const kept = isFull ? (range.fromEnd ? rows.slice(1) : rows.slice(0, max)) : rows;
    const changes: { change: Change; at: string }[] = [];
    for (const row of kept) {
      const change = await rebuild(reader, actor, row);
      if (change) changes.push({ change, at: row.at });
    }
    // What was searched in vain is not searched again.
    const ends = isCut && !isFull ? searched : undefined;
    const info = {
      count: isSearch ? undefined : await changeCount(ctx, reader, scope),
      first: textOf(ends?.first ?? kept[0]?.seq),
      last: textOf(ends?.last ?? kept.at(-1)?.seq),
    };
    const read = readWith(searched?.count ?? rows.length);
    return { changes, info, complete: !isFull && !isCut, read };
  });
}

const NONE_TOLD: CatchUp = {
  ...{ changes: [], info: {}, complete: false },
  read: { channels: 0, changes: 0 },
};

/**
 * Whether who knows a channel up to that number knows the one that had its name before: all of that is
 * gone, and nothing is left here that could tell it.
 */
async function isOfAnother(reader: Reader, scope: Scope, after: number): Promise<boolean> {
  if (!('channelId' in scope) || after === 0) return false;
  return after < (await firstChange(reader, scope.channelId));
}

const textOf = (seq: number | undefined) => (seq === undefined ? undefined : String(seq));

/** How many changes there are in all of a channel, which anybody may ask: it is kept. */
async function changeCount(
  ctx: ServiceContext,
  reader: Reader,
  scope: Scope,
): Promise<number | undefined> {
  if (!('channelId' in scope)) return undefined;
  const { channelId } = scope;
  const seq = await newestChange(reader, channelId);
  return keptCount(ctx, `changes ${channelId}`, seq, {
    all: () => countChanges(reader, channelId),
    since: (after) => countChanges(reader, channelId, after),
  });
}

async function scopeOf(reader: Reader, actor: Actor, nodeName: string | undefined): Promise<Scope> {
  if (nodeName === undefined) return { follower: actor.jid };
  const { node } = await authorize(reader, actor, 'read', nodeName);
  return { channelId: node.channel.id };
}

function seqOf(id: string | undefined): number | undefined {
  if (id === undefined || id === '') return undefined;
  // Every number is a place in the order, whosever change it was; anything else was never one.
  if (!/^\d{1,15}$/.test(id)) throw notFound();
  return Number(id);
}

/** The change as it stands today; `null` where it was undone, or is not for this actor to know. */
async function rebuild(reader: Reader, actor: Actor, row: ChangeRow): Promise<Change | null> {
  const { seq, channelId, channel } = row;
  const place = { seq, channelId, channel, node: row.node };
  switch (row.kind) {
    case 'published': {
      const item = row.nodeId !== null && (await findItem(reader, row.nodeId, row.subject));
      return item ? { ...place, kind: 'published', item } : null;
    }
    case 'deleted':
      return { ...place, kind: 'deleted' };
    case 'retracted':
      return { ...place, kind: 'retracted', id: row.subject };
    case 'configured': {
      const found = await findChannel(reader, channel);
      return found ? { ...place, kind: 'configured', config: found.config } : null;
    }
    case 'subscription':
    case 'affiliation': {
      const membership = await membershipFor(reader, actor, row);
      if (!membership) return null;
      const { affiliation, subscription, invitedBy = null } = membership;
      const told = { ...place, jid: row.subject, affiliation };
      // Where nothing is left, a ban may have ended the following, too; and a person's phone hears the newest
      // first, after which what made them a follower comes too late.
      const isNone = subscription === 'none' && affiliation === 'none';
      const isRole = row.kind === 'affiliation' && row.subject !== actor.jid && !isNone;
      return isRole
        ? { ...told, kind: 'affiliation', followed: subscription === 'subscribed' }
        : { ...told, kind: 'subscription', subscription, invitedBy };
    }
  }
}

/**
 * How the person stands whom a change concerns, `null` where that is not for this actor to know. All is told to
 * that person and to moderators; to others who follow, the roles of who has followed ever since, as who stayed was
 * told. Not who came and went: in a town that is thousands a day, each in the place of a post.
 */
async function membershipFor(
  reader: Reader,
  actor: Actor,
  row: ChangeRow,
): Promise<Membership | null> {
  const membership = () => findMembership(reader, row.channelId, row.subject);
  if (row.subject === actor.jid) return membership();
  if (row.nodeId === null) return null;
  const access = await lookUp(reader, actor, nodeOf(row.channel, row.node));
  if (allows(access, actor, 'list-pending')) return membership();
  const isFollower =
    access.membership.subscription === 'subscribed' && allows(access, actor, 'list-members');
  if (row.kind !== 'affiliation' || !isFollower) return null;
  const current = await membership();
  const isKnown = current.subscription === 'subscribed' && !(await cameOrWentSince(reader, row));
  return isKnown ? current : null;
}
