/**
 * Pages that were fetched. Each list keeps from where on it is complete, so that no screen shows
 * two pages as neighbours with a hole between them.
 */
import type { Item } from '../../../protocol/channel.ts';
import { mergeChannel } from './channels.ts';
import { deleteItems, putItems } from './items.ts';
import type { Writer } from './writer.ts';

interface Page {
  readonly items: readonly Item[];
  /** Whether nothing older exists. */
  readonly last: boolean;
  /** Whether it was asked for as what follows the oldest one here. */
  readonly older: boolean;
}

/** Saves a page of topics, newest activity first. */
export function saveTopics(
  store: Writer,
  channel: string,
  page: Page,
  me: string | null,
): Promise<void> {
  return store.write(['channels', 'items', 'meta'], async (tx) => {
    const row = await tx.objectStore('channels').get(channel);
    const oldest = page.items[page.items.length - 1];
    const known = oldest && (await tx.objectStore('items').get([channel, oldest.id]));
    const from = row?.topicsFrom;
    const joins =
      page.older ||
      (from !== undefined &&
        known !== undefined &&
        known.activity === oldest?.activity &&
        known.activity >= from);
    await putItems(tx, page.items, me);
    const newest = page.items[0];
    const reached = page.last ? 0 : (oldest?.activity ?? 0);
    if (newest) {
      const range = IDBKeyRange.bound([channel, reached], [channel, newest.activity]);
      const here = await tx.objectStore('items').index('topics').getAllKeys(range);
      await deleteItems(tx, channel, missingFrom(page, here));
    }
    const topicsFrom = joins && from !== undefined ? Math.min(from, reached) : reached;
    await mergeChannel(tx, { channel, topicsFrom });
  });
}

/** Saves a page of comments, oldest first, and how many the topic has in all. */
export function saveComments(
  store: Writer,
  channel: string,
  topicId: string,
  page: Page & { readonly count: number },
  me: string | null,
): Promise<void> {
  return store.write(['items'], async (tx) => {
    const items = tx.objectStore('items');
    const oldest = page.items[0];
    const known = oldest && (await items.get([channel, oldest.id]));
    await putItems(tx, page.items, me);
    const topic = await items.get([channel, topicId]);
    if (!topic) return;
    const from = topic.commentsFrom;
    const joins = page.older || (from !== undefined && known !== undefined && known.seq >= from);
    const reached = page.last ? 0 : (oldest?.seq ?? 0);
    const newest = page.items[page.items.length - 1];
    if (newest) {
      const range = IDBKeyRange.bound([channel, topicId, reached], [channel, topicId, newest.seq]);
      const here = await items.index('comments').getAllKeys(range);
      await deleteItems(tx, channel, missingFrom(page, here));
    }
    const commentsFrom = joins && from !== undefined ? Math.min(from, reached) : reached;
    await items.put({ ...topic, commentsFrom, replies: page.count });
  });
}

/** What is stored within a page's range but not in the page was removed meanwhile. */
function missingFrom(page: Page, here: readonly [channel: string, id: string][]): string[] {
  const there = new Set(page.items.map((item) => item.id));
  return here.map(([, id]) => id).filter((id) => !there.has(id));
}

/** Changes were missed: no list may be taken for complete until its newest page is fetched again. */
export function forgetPages(store: Writer): Promise<void> {
  return store.write(['channels', 'items'], async (tx) => {
    for (const { topicsFrom: _, ...row } of await tx.objectStore('channels').getAll()) {
      await tx.objectStore('channels').put(row);
    }
    for (const { commentsFrom, ...row } of await tx.objectStore('items').getAll()) {
      if (commentsFrom !== undefined) await tx.objectStore('items').put(row);
    }
  });
}
