import type { Item } from '../../protocol/channel.ts';
import { DEFAULT_PAGE, MAX_PAGE } from '../../protocol/limits.ts';
import type { PageInfo, PageRequest } from '../../protocol/rsm.ts';
import { channelsOf, findNode } from '../storage/channels.ts';
import type { Reader } from '../storage/database.ts';
import {
  countItems,
  findItem,
  itemsSince,
  pageByActivity,
  pageOfReplies,
  positionOf,
} from '../storage/items.ts';
import type { Actor, ServiceContext } from './context.ts';
import { authorize } from './gate.ts';
import { badRequest, notFound } from './refusal.ts';

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly info: PageInfo;
}

/** One item by its id. Throws where it is not there, or was removed. */
export async function readItem(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  id: string,
): Promise<Item> {
  return ctx.database.read(async (reader) => {
    const { node } = await authorize(reader, actor, 'read', nodeName);
    const item = await findItem(reader, node.id, id);
    if (!item) throw notFound();
    return item;
  });
}

/** A page of a node's items (or topics only), newest activity first; `after` turns to older ones. */
export async function readItems(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  page: PageRequest,
  topicsOnly: boolean,
): Promise<Page<Item>> {
  return ctx.database.read(async (reader) => {
    const { node } = await authorize(reader, actor, 'read', nodeName);
    const before = await cursor(reader, node.id, page.after);
    const max = boundedMax(page);
    const rows =
      max === 0
        ? []
        : await pageByActivity(reader, node.id, {
            topicsOnly,
            before: before?.activity ?? Number.MAX_SAFE_INTEGER,
            max,
          });
    return paged(rows, await countItems(reader, node.id, topicsOnly));
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

/** Items of the channels that the actor follows, published after `since`: the newest of each. */
export async function readRecentItems(
  ctx: ServiceContext,
  actor: Actor,
  since: string,
  maxPerNode: number,
  topicsOnly: boolean,
): Promise<readonly Item[]> {
  return ctx.database.read(async (reader) => {
    const found: Item[] = [];
    for (const { channel, membership } of await channelsOf(reader, actor.jid)) {
      if (membership.subscription !== 'subscribed' || membership.affiliation === 'outcast')
        continue;
      const node = await findNode(reader, channel.jid, 'posts');
      if (node) found.push(...(await itemsSince(reader, node.id, since, topicsOnly, maxPerNode)));
    }
    return found.sort((a, b) => b.activity - a.activity);
  });
}

/** How many rows to give: what was asked, within bounds. */
export function boundedMax(page: PageRequest): number {
  return Math.min(page.max ?? DEFAULT_PAGE, MAX_PAGE);
}

/** Where a page turns; a removed item still marks its place. Unknown ids are not found (XEP-0059). */
async function cursor(
  reader: Reader,
  nodeId: number,
  id: string | undefined,
): Promise<{ seq: number; activity: number } | undefined> {
  if (!id) return undefined;
  const position = await positionOf(reader, nodeId, id);
  if (!position) throw notFound();
  return position;
}

function paged(rows: readonly Item[], count: number): Page<Item> {
  return { rows, info: { count, first: rows[0]?.id, last: rows.at(-1)?.id } };
}
