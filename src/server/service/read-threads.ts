import type { Item } from '../../protocol/channel.ts';
import { MAX_PAGE } from '../../protocol/limits.ts';
import { NS } from '../../protocol/namespaces.ts';
import type { PageRequest } from '../../protocol/rsm.ts';
import { newestChange } from '../storage/changes.ts';
import { firstReplies, pageByActivity, pageOfReplies } from '../storage/item-pages.ts';
import { findItem } from '../storage/items.ts';
import type { Actor, ServiceContext } from './context.ts';
import { authorize } from './gate.ts';
import { itemCount } from './item-count.ts';
import { boundedMax, cursor, type ItemsPage, type Page, paged } from './paging.ts';
import { Refusal } from './refusal.ts';
import { Run } from './run.ts';

/** Threads on a page where the asker names no number (Buddycloud's default). */
const DEFAULT_THREADS = 15;

/** A page of a topic and its comments, oldest first, the topic before them. */
export async function readThread(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  topicId: string,
  page: PageRequest,
): Promise<Page<Item>> {
  return ctx.database.read(async (reader) => {
    const { node } = await authorize(reader, actor, 'read', nodeName);
    const topic = await findItem(reader, node.id, topicId);
    if (!topic) {
      const app = { ns: NS.BUDDYCLOUD_ERRORS, name: 'parent-item-not-found' };
      throw new Refusal('cancel', 'item-not-found', app);
    }
    const max = boundedMax(page);
    const seqOf = async (id: string) => (await cursor(reader, node.id, id)).seq;
    const after = page.after ? await seqOf(page.after) : 0;
    const before = page.before ? await seqOf(page.before) : Number.MAX_SAFE_INTEGER;
    const isHeadIn = after < topic.seq && topic.seq < before;
    if (page.before === undefined) {
      const head = isHeadIn ? [topic].slice(0, max) : [];
      const range = { after, before, max: max - head.length };
      const replies = await firstReplies(reader, node.id, topicId, range);
      return paged([...head, ...replies], topic.replies + 1);
    }
    const replies = await pageOfReplies(reader, node.id, topicId, { after, before, max });
    const head = isHeadIn && replies.length < max ? [topic] : [];
    return paged([...head, ...replies], topic.replies + 1);
  });
}

export interface Thread {
  readonly topic: Item;
  /** The newest comments, oldest first. */
  readonly replies: readonly Item[];
}

/** A node's threads, latest activity first; of each the topic and its newest comments. */
export async function readThreads(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  page: ItemsPage,
): Promise<Page<Thread>> {
  return ctx.database.read(async (reader) => {
    const { node } = await authorize(reader, actor, 'read', nodeName);
    const run = new Run(ctx, actor, 'threads', page);
    const turn = await run.turn(
      boundedMax(page, DEFAULT_THREADS),
      (id) => cursor(reader, node.id, id),
      () => newestChange(reader, node.channel.id),
    );
    const topics = await pageByActivity(reader, node.id, { ...turn, topicsOnly: true });
    run.told(topics, turn);
    // Together no more than one page of items, however long the threads are.
    const each = Math.max(1, Math.floor(MAX_PAGE / Math.max(1, topics.length)));
    const rows: Thread[] = [];
    for (const topic of topics) {
      const all = { after: 0, before: Number.MAX_SAFE_INTEGER, max: each };
      rows.push({ topic, replies: await pageOfReplies(reader, node.id, topic.id, all) });
    }
    const { info } = paged(topics, await itemCount(ctx, reader, node, true));
    return { rows, info };
  });
}
