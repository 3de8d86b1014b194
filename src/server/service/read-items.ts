import { type Item, parseNode } from '../../protocol/channel.ts';
import { MAX_PAGE } from '../../protocol/limits.ts';
import { can, roleOf } from '../../protocol/permissions.ts';
import type { PageRequest } from '../../protocol/rsm.ts';
import { lastChange } from '../storage/changes.ts';
import { channelsOf, findNode, nodeNames } from '../storage/channels.ts';
import { channelsBanning, countFirehose, pageOfFirehose } from '../storage/firehose.ts';
import { itemsSince, pageByActivity, pageOfReplies } from '../storage/item-pages.ts';
import { findItem } from '../storage/items.ts';
import type { Actor, ServiceContext } from './context.ts';
import { authorize } from './gate.ts';
import { itemCount } from './item-count.ts';
import { keptCount } from './kept-count.ts';
import { boundedMax, cursor, type Page, paged } from './paging.ts';
import { badRequest, notFound } from './refusal.ts';

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
    for (const id of ids.slice(0, MAX_PAGE)) {
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
  page: PageRequest,
  topicsOnly: boolean,
): Promise<Page<Item>> {
  return ctx.database.read(async (reader) => {
    const { node } = await authorize(reader, actor, 'read', nodeName);
    const max = boundedMax(page);
    const rows = await pageByActivity(reader, node.id, {
      ...{ topicsOnly, max, fromOldest: page.before === '' },
      olderThan: await cursor(reader, node.id, page.after),
      newerThan: await cursor(reader, node.id, page.before),
    });
    return paged(rows, await itemCount(ctx, reader, node, topicsOnly));
  });
}

/**
 * A page of a topic's comments, oldest first: the newest `max`; with `before` the next older ones,
 * with `after` the newest of those that came later.
 */
export async function readReplies(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  topicId: string,
  page: PageRequest,
): Promise<Page<Item>> {
  return ctx.database.read(async (reader) => {
    const { node } = await authorize(reader, actor, 'read', nodeName);
    const topic = await findItem(reader, node.id, topicId);
    if (!topic) throw badRequest('parent-item-not-found');
    const before = await cursor(reader, node.id, page.before);
    const after = await cursor(reader, node.id, page.after);
    const max = boundedMax(page);
    const rows =
      max === 0
        ? []
        : await pageOfReplies(reader, node.id, topicId, {
            after: after?.seq ?? 0,
            before: before?.seq ?? Number.MAX_SAFE_INTEGER,
            max,
          });
    return paged(rows, topic.replies);
  });
}

/**
 * Items of the channels that the actor follows, published or commented on after `since`: the newest
 * of each node, of its posts or of all its nodes.
 */
export async function readRecentItems(
  ctx: ServiceContext,
  actor: Actor,
  since: string,
  maxPerNode: number,
  topicsOnly: boolean,
  nodes: 'posts' | 'all',
): Promise<readonly Item[]> {
  return ctx.database.read(async (reader) => {
    const found: Item[] = [];
    for (const { channel, membership } of await channelsOf(reader, actor.jid)) {
      const follows = membership.subscription === 'subscribed';
      const role = roleOf(membership, actor.isLocal);
      if (!follows || !can(role, 'read', channel.config, actor.isLocal)) continue;
      for (const name of nodes === 'all' ? await nodeNames(reader, channel.id) : ['posts']) {
        const node = await findNode(reader, channel.jid, name);
        if (node) found.push(...(await itemsSince(reader, node.id, since, topicsOnly, maxPerNode)));
      }
    }
    return found.sort((a, b) => b.activity - a.activity || b.seq - a.seq);
  });
}

/**
 * Items of all channels that the actor's kind may read, newest first; `after` turns to older ones (a
 * global id's item). Channels that ask for membership are in it for nobody but admins, and none for
 * whom it banned.
 */
export async function readFirehose(
  ctx: ServiceContext,
  actor: Actor,
  page: PageRequest,
  afterNode: string | undefined,
): Promise<Page<Item>> {
  return ctx.database.read(async (reader) => {
    const named = parseNode(afterNode ?? '');
    const node = named && (await findNode(reader, named.channel, named.name));
    if (page.after && !node) throw notFound();
    const before = node ? await cursor(reader, node.id, page.after) : undefined;
    const reach = ctx.admins.has(actor.jid) ? 'all' : actor.isLocal ? 'local' : 'open';
    const rows = await pageOfFirehose(reader, {
      ...{ reach, jid: actor.jid, max: boundedMax(page) },
      before: before?.seq ?? Number.MAX_SAFE_INTEGER,
    });
    // Nearly nobody is banned anywhere: all others share one count.
    const name = `firehose ${reach} ${await channelsBanning(reader, actor.jid)}`;
    const count = () => countFirehose(reader, reach, actor.jid);
    return paged(rows, await keptCount(ctx, name, await lastChange(reader), count));
  });
}
