import type { Membership } from '../../protocol/channel.ts';
import { nodeOf, parseNode } from '../../protocol/channel.ts';
import type { PageInfo, PageRequest } from '../../protocol/rsm.ts';
import {
  type ChannelRow,
  channelsOf,
  countNodes,
  listNodes,
  listOpenChannels,
  nodeNames,
} from '../storage/channels.ts';
import { listMembers, type Member } from '../storage/memberships.ts';
import type { Actor, ServiceContext } from './context.ts';
import { allows, authorize } from './gate.ts';
import { boundedMax, type Page } from './paging.ts';
import { notFound } from './refusal.ts';

const DAY = 24 * 3_600_000;

/** Nodes in one answer to disco#items: it stays below 1 MB. */
const MOST_NODES = 2_000;

export interface OwnNode extends Membership {
  readonly node: string;
  readonly channel: ChannelRow;
}

/**
 * Every node in which the actor has a subscription or an affiliation: of channels that stay, or
 * where asked of ephemeral ones, which no list mixes.
 */
export async function ownNodes(
  ctx: ServiceContext,
  actor: Actor,
  ephemeral = false,
): Promise<readonly OwnNode[]> {
  return ctx.database.read(async (reader) => {
    const found: OwnNode[] = [];
    for (const { channel, membership } of await channelsOf(reader, actor.jid)) {
      if (channel.config.ephemeral !== ephemeral) continue;
      for (const name of await nodeNames(reader, channel.id)) {
        found.push({ ...membership, node: nodeOf(channel.jid, name), channel });
      }
    }
    return found;
  });
}

/**
 * The people of a channel that the actor may know of: followers for whoever may read it; who waits,
 * was invited or is banned for its moderators, and each person's own row for themselves.
 */
export async function members(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
): Promise<readonly Member[]> {
  return ctx.database.read(async (reader) => {
    const access = await authorize(reader, actor, 'list-members', nodeName);
    const seesPending = allows(access, actor, 'list-pending');
    const seesOutcasts = allows(access, actor, 'list-outcasts');
    const all = await listMembers(reader, access.node.channel.id);
    return all.filter((member) => {
      if (member.jid === actor.jid) return true;
      if (member.affiliation === 'outcast') return seesOutcasts;
      return member.subscription === 'subscribed' || seesPending;
    });
  });
}

/**
 * Open group channels, newest activity first, from an index, or after a position: positions count
 * from 1. Where asked, only those of a domain, and those in which something happened in so many days.
 */
export async function directory(
  ctx: ServiceContext,
  page: PageRequest,
  filter: { domain?: string | undefined; days?: number | undefined } = {},
): Promise<Page<ChannelRow>> {
  const offset = page.index ?? Number(page.after ?? 0);
  if (!Number.isSafeInteger(offset) || offset < 0) throw notFound();
  const { domain, days } = filter;
  const since =
    days === undefined ? undefined : new Date(Date.parse(ctx.now()) - days * DAY).toISOString();
  const { rows, count } = await ctx.database.read((reader) =>
    listOpenChannels(reader, offset, boundedMax(page), { domain, since }),
  );
  const info: PageInfo =
    rows.length === 0
      ? { count }
      : { count, first: `${offset + 1}`, last: `${offset + rows.length}`, index: offset };
  return { rows, info };
}

export interface NodeTitle {
  readonly node: string;
  readonly title: string;
}

/** Nodes of the service by their names, for disco#items; `after` is a node's name. */
export async function listedNodes(
  ctx: ServiceContext,
  page: PageRequest,
): Promise<Page<NodeTitle>> {
  const after = page.after ? parseNode(page.after) : { channel: '', name: '' };
  if (!after) throw notFound();
  const max = Math.min(page.max ?? MOST_NODES, MOST_NODES);
  return ctx.database.read(async (reader) => {
    const found = await listNodes(reader, after, max);
    const rows = found.map(({ jid, name, title }) => ({ node: nodeOf(jid, name), title }));
    const count = await countNodes(reader);
    return { rows, info: { count, first: rows[0]?.node, last: rows.at(-1)?.node } };
  });
}
