import { type Item, parseNode } from '../../protocol/channel.ts';
import { can, roleOf } from '../../protocol/permissions.ts';
import type { PageRequest } from '../../protocol/rsm.ts';
import { lastChange, newestChange } from '../storage/changes.ts';
import { channelsOf } from '../storage/channels.ts';
import type { Reader } from '../storage/database.ts';
import {
  channelsBanning,
  countFirehose,
  hasOnlyGrown,
  isWithin,
  pageOfFirehose,
} from '../storage/firehose.ts';
import {
  countRecent,
  firstReplies,
  firstSince,
  type Position,
  pageByActivity,
  pageOfRecent,
  pageOfReplies,
} from '../storage/item-pages.ts';
import { findItem } from '../storage/items.ts';
import { findNode, type NodeRow, nodeNames } from '../storage/nodes.ts';
import type { Actor, ServiceContext } from './context.ts';
import { authorize } from './gate.ts';
import { itemCount } from './item-count.ts';
import { keptCount } from './kept-count.ts';
import {
  boundedMax,
  cursor,
  type ItemsPage,
  type ManyPage,
  type NamedItem,
  type Page,
  paged,
} from './paging.ts';
import { badRequest, notFound } from './refusal.ts';
import { Run } from './run.ts';

/** Items by their ids, those that are there. Throws where none is. */
export async function readItemsById(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  ids: readonly string[],
): Promise<readonly Item[]> {
  return ctx.database.read(async (reader) => {
    const { node } = await authorize(reader, actor, 'read', nodeName);
    const found: Item[] = [];
    for (const id of ids) {
      const item = await findItem(reader, node.id, id);
      if (item) found.push(item);
    }
    if (found.length === 0) throw notFound();
    return found;
  });
}

/**
 * A page of a node's items (or topics only), newest activity first: `after` turns to older ones,
 * `before` back to newer ones, an empty `before` to the oldest of all (XEP-0059).
 */
export async function readItems(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  page: ItemsPage,
  topicsOnly: boolean,
): Promise<Page<Item>> {
  return ctx.database.read(async (reader) => {
    const { node } = await authorize(reader, actor, 'read', nodeName);
    const run = new Run(ctx, actor, topicsOnly ? 'topics' : 'items', page);
    const turn = await run.turn(
      boundedMax(page),
      (id) => cursor(reader, node.id, id),
      () => newestChange(reader, node.channel.id),
    );
    const rows = await pageByActivity(reader, node.id, { ...turn, topicsOnly });
    run.told(rows, turn);
    return paged(rows, await itemCount(ctx, reader, node, topicsOnly));
  });
}

/**
 * A page of a topic's comments, oldest first. Buddycloud's first page is the newest `max`, and `after` gives
 * the newest of those that came later; `inOrder` they are those of XEP-0059. `before` turns to older ones.
 */
export async function readReplies(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  topicId: string,
  page: PageRequest,
  inOrder = false,
): Promise<Page<Item>> {
  return ctx.database.read(async (reader) => {
    const { node } = await authorize(reader, actor, 'read', nodeName);
    const topic = await findItem(reader, node.id, topicId);
    if (!topic) throw badRequest('parent-item-not-found');
    const before = page.before ? await cursor(reader, node.id, page.before) : undefined;
    const after = page.after ? await cursor(reader, node.id, page.after) : undefined;
    const max = boundedMax(page);
    const read = inOrder && page.before === undefined ? firstReplies : pageOfReplies;
    const rows =
      max === 0
        ? []
        : await read(reader, node.id, topicId, {
            after: after?.seq ?? 0,
            before: before?.seq ?? Number.MAX_SAFE_INTEGER,
            max,
          });
    return paged(rows, topic.replies);
  });
}

/** What is asked of the channels that one follows. */
export interface Recent {
  /** ISO 8601: published, or commented on, after it. */
  readonly since: string;
  /** The newest so many of each node; all where nothing is said. */
  readonly perNode?: number | undefined;
  readonly topicsOnly: boolean;
  readonly nodes: 'posts' | 'all';
}

/**
 * A page of the items of channels that the actor follows, newest activity first. Each node gives no
 * more than could stand on the page.
 */
export async function readRecentItems(
  ctx: ServiceContext,
  actor: Actor,
  { nodes, ...wanted }: Recent,
  page: ManyPage,
): Promise<Page<Item>> {
  return ctx.database.read(async (reader) => {
    const followed: NodeRow[] = [];
    for (const { channel, membership } of await channelsOf(reader, actor.jid)) {
      const follows = membership.subscription === 'subscribed';
      const role = roleOf(membership, actor.isLocal);
      if (!follows || !can(role, 'read', channel.config, actor.isLocal)) continue;
      for (const name of nodes === 'all' ? await nodeNames(reader, channel.id) : ['posts']) {
        const node = await findNode(reader, channel.jid, name);
        if (node) followed.push(node);
      }
    }
    const isFollowed = ({ id }: NodeRow) => followed.some((node) => node.id === id);
    const run = new Run(ctx, actor, `recent ${nodes}`, page);
    const turn = await run.turn(
      boundedMax(page),
      (item) => placeOf(reader, item, isFollowed),
      () => lastChange(reader),
    );
    const found: Item[] = [];
    let count = 0;
    for (const { id } of followed) {
      const recent = { nodeId: id, ...wanted, first: await firstSince(reader, id, wanted.since) };
      if (recent.first === null) continue;
      found.push(...(await pageOfRecent(reader, { ...recent, first: recent.first }, turn)));
      count += await countRecent(reader, { ...recent, first: recent.first });
    }
    found.sort((a, b) => b.activity - a.activity || b.seq - a.seq);
    const fromEnd = turn.fromOldest || turn.newerThan !== undefined;
    const start = fromEnd ? Math.max(0, found.length - turn.max) : 0;
    const rows = found.slice(start, start + turn.max);
    run.told(rows, turn);
    return paged(rows, count);
  });
}

/**
 * A page of the items of all channels that the actor's kind may read, newest first. Channels that ask
 * for membership are in it for nobody but admins, and none for whom it banned.
 */
export async function readFirehose(
  ctx: ServiceContext,
  actor: Actor,
  page: ManyPage,
): Promise<Page<Item>> {
  return ctx.database.read(async (reader) => {
    const reach = ctx.admins.has(actor.jid) ? 'all' : actor.isLocal ? 'local' : 'open';
    const banning = await channelsBanning(reader, actor.jid);
    // Of a channel beyond that nobody learns which ids there are.
    const isListed = ({ name, channel }: NodeRow) =>
      name === 'posts' &&
      isWithin(reach, channel.config.accessModel) &&
      !banning.includes(channel.id);
    const rows = await pageOfFirehose(reader, {
      ...{ reach, jid: actor.jid, max: boundedMax(page), fromOldest: page.before === '' },
      olderThan: page.after && (await placeOf(reader, page.after, isListed)).seq,
      newerThan: page.before ? (await placeOf(reader, page.before, isListed)).seq : undefined,
    });
    // Nearly nobody is banned anywhere: all others share one count.
    const name = `firehose ${reach} ${banning}`;
    const count = await keptCount(ctx, name, await lastChange(reader), {
      all: () => countFirehose(reader, reach, actor.jid),
      since: async (after) =>
        (await hasOnlyGrown(reader, after))
          ? countFirehose(reader, reach, actor.jid, after)
          : undefined,
    });
    return paged(rows, count);
  });
}

/** Where a page of many nodes turns; only on items of those nodes that are in the list. */
async function placeOf(
  reader: Reader,
  item: NamedItem,
  isListed: (node: NodeRow) => boolean,
): Promise<Position> {
  const named = parseNode(item.node);
  const node = named && (await findNode(reader, named.channel, named.name));
  if (!node || !isListed(node)) throw notFound();
  return cursor(reader, node.id, item.id);
}
