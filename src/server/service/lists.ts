import {
  type ChannelConfig,
  type Membership,
  type NodeName,
  nodeOf,
  parseNode,
} from '../../protocol/channel.ts';
import { toBare } from '../../protocol/jid.ts';
import { can, roleOf } from '../../protocol/permissions.ts';
import type { PageRequest } from '../../protocol/rsm.ts';
import { type ChannelRow, channelsOf } from '../storage/channels.ts';
import type { Reader } from '../storage/database.ts';
import { countOpenChannels, listOpenChannels } from '../storage/directory.ts';
import {
  countMembers,
  type Member,
  type MemberList,
  pageOfMembers,
} from '../storage/memberships.ts';
import { countNodes, listNodes } from '../storage/nodes.ts';
import { countOwn, type OwnList, pageOfOwn } from '../storage/own-nodes.ts';
import { configShownTo } from './configure.ts';
import type { Actor, ServiceContext } from './context.ts';
import { daysBefore } from './days.ts';
import { allows, authorize } from './gate.ts';
import { ordinalInfo, ordinalStretch } from './ordinal-pages.ts';
import { MOST_ROWS, type Page } from './paging.ts';
import { peopleCount } from './people-count.ts';
import { notFound } from './refusal.ts';

/** Nodes in one answer to disco#items: it stays below 1 MB. */
const MOST_NODES = 2_000;

export interface OwnNode extends Membership {
  readonly node: string;
  /** Its last part. */
  readonly name: string;
  readonly channel: ChannelRow;
  /** Not so of who follows a closed channel without any role. */
  readonly mayRead: boolean;
}

/** Which of the own nodes are asked for. */
export interface OwnFilter extends Pick<OwnList, 'ephemeral' | 'subscriptionsOnly' | 'where'> {
  /** What their channels have to say of themselves; all are read for it. */
  readonly says?: ((config: ChannelConfig) => boolean) | undefined;
}

/**
 * A page of the nodes in which the actor has a subscription or an affiliation: of channels that stay, or
 * where asked of ephemeral ones, which no list mixes. It turns on any name, as if that stood there. `read`
 * is how many rows were read for it.
 */
export async function ownNodes(
  ctx: ServiceContext,
  actor: Actor,
  { says, ...filter }: OwnFilter,
  page: PageRequest,
): Promise<Page<OwnNode> & { readonly read: number }> {
  return ctx.database.read(async (reader) => {
    const all = says && (await channelsOf(reader, actor.jid));
    const channels = all
      ?.filter(({ channel, membership }) => says?.(shownTo(actor, channel, membership).config))
      .map(({ channel }) => channel.id);
    const list = { ...filter, person: actor.jid, channels };
    const found = await pageOfOwn(reader, list, {
      ...{ after: nodeIn(page.after), before: nodeIn(page.before) },
      ...{ fromEnd: page.before !== undefined, offset: page.index },
      max: Math.min(page.max ?? MOST_ROWS, MOST_ROWS),
    });
    const rows = found.map(({ channel, name, row, membership }) => ({
      ...membership,
      ...{ node: nodeOf(channel, name), name, channel: shownTo(actor, row, membership) },
      mayRead: can(roleOf(membership, actor.isLocal), 'read', row.config, actor.isLocal),
    }));
    const count = await countOwn(reader, list);
    const read = Math.max(all?.length ?? 0, rows.length);
    const [top] = found;
    if (!top) return { rows, read, info: { count } };
    const ends = { first: rows[0]?.node, last: rows.at(-1)?.node };
    return { rows, read, info: { count, ...ends, index: await countOwn(reader, list, top) } };
  });
}

/** A channel as the actor may know it. */
function shownTo(actor: Actor, channel: ChannelRow, membership: Membership): ChannelRow {
  const role = roleOf(membership, actor.isLocal);
  return { ...channel, config: configShownTo(actor, role, channel.config) };
}

/**
 * The people of a channel that the actor may know of: followers for whoever may read it; who waits,
 * was invited or is banned for its moderators, and each person's own row for themselves. A page of
 * them, by their addresses. It turns on any address, as if that stood there: who left since the last page
 * is no harm, and nobody learns who is in the list.
 */
export async function members(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  page: PageRequest,
  subscriptionsOnly: boolean,
): Promise<Page<Member>> {
  return ctx.database.read(async (reader) => {
    const access = await authorize(reader, actor, 'list-members', nodeName);
    const list = {
      ...{ channelId: access.node.channel.id, viewer: actor.jid, subscriptionsOnly },
      pending: allows(access, actor, 'list-pending'),
      outcasts: allows(access, actor, 'list-outcasts'),
    };
    const [after, before, offset] = [personIn(page.after), personIn(page.before), page.index];
    const max = Math.min(page.max ?? MOST_ROWS, MOST_ROWS);
    const fromEnd = page.before !== undefined;
    const rows = await pageOfMembers(reader, list, { after, before, fromEnd, offset, max });
    const count = await countListed(ctx, reader, list, access.membership);
    const [first, last] = [rows[0]?.jid, rows.at(-1)?.jid];
    if (first === undefined) return { rows, info: { count } };
    return { rows, info: { count, first, last, index: await countMembers(reader, list, first) } };
  });
}

function personIn(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const jid = toBare(text);
  if (!jid?.includes('@')) throw notFound();
  return jid;
}

/** How many people a list holds: who sees no more of it than others do shares their count. */
function countListed(
  ctx: ServiceContext,
  reader: Reader,
  list: MemberList,
  { affiliation, subscription }: Membership,
): Promise<number> {
  const { channelId, viewer, pending, outcasts, subscriptionsOnly } = list;
  const isStranger = affiliation === 'none' && subscription === 'none';
  const follows = affiliation !== 'outcast' && subscription === 'subscribed';
  const seen = [pending, outcasts, subscriptionsOnly, isStranger || follows ? '' : viewer];
  return peopleCount(ctx, reader, channelId, `members ${seen}`, () => countMembers(reader, list));
}

/**
 * Open group channels, newest activity first; pages turn on positions, which count from 1. Where asked,
 * only those of a domain, and those in which something happened in so many days.
 */
export async function directory(
  ctx: ServiceContext,
  page: PageRequest,
  { domain, days }: { domain?: string | undefined; days?: number | undefined } = {},
): Promise<Page<ChannelRow>> {
  const since = days === undefined ? undefined : daysBefore(ctx.now(), days);
  return ctx.database.read(async (reader) => {
    const count = await countOpenChannels(reader, { domain, since });
    const { start, end } = ordinalStretch(count, page);
    const rows = await listOpenChannels(reader, start, end - start, { domain, since });
    return { rows, info: ordinalInfo(count, start, rows.length) };
  });
}

export interface NodeTitle {
  readonly node: string;
  readonly title: string;
}

/** Nodes of the service by their names, for disco#items: pages turn on any name, as if that stood there. */
export async function listedNodes(
  ctx: ServiceContext,
  page: PageRequest,
): Promise<Page<NodeTitle>> {
  const [after, before] = [nodeIn(page.after), nodeIn(page.before)];
  const max = Math.min(page.max ?? MOST_NODES, MOST_NODES);
  return ctx.database.read(async (reader) => {
    const found = await listNodes(reader, {
      ...{ after, before, max, offset: page.index },
      fromEnd: page.before !== undefined,
    });
    const count = await countNodes(reader);
    const [first, last] = [found[0], found.at(-1)];
    if (!first || !last) return { rows: [], info: { count } };
    const rows = found.map(({ jid, name, title }) => ({ node: nodeOf(jid, name), title }));
    const ends = { first: nodeOf(first.jid, first.name), last: nodeOf(last.jid, last.name) };
    const index = await countNodes(reader, { channel: first.jid, name: first.name });
    return { rows, info: { count, ...ends, index } };
  });
}

function nodeIn(text: string | undefined): NodeName | undefined {
  if (!text) return undefined;
  const named = parseNode(text);
  if (!named) throw notFound();
  return named;
}
