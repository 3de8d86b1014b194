/**
 * Pages that were fetched. Each list keeps from where on it is complete, so that no screen shows
 * two pages as neighbours with a hole between them.
 */
import type { Item } from '../../../protocol/channel.ts';
import { completeFrom, readHole } from '../hole.ts';
import type { ItemRow, Meta } from '../schema.ts';
import { CHANNEL_PARTS, mergeChannel } from './channels.ts';
import { countComments, deleteItems, ITEM_PARTS, putItems } from './items.ts';
import type { Writer, WriteTx } from './writer.ts';

interface Page {
  readonly items: readonly Item[];
  /** Whether nothing older exists. */
  readonly last: boolean;
  /** The id of the one that it was asked for as following, further down; none of the newest page. */
  readonly older: string | undefined;
  /** Of the newest page: the number of the newest that was here when it was asked for. */
  readonly upTo: number;
}

/** Saves a page of topics, newest activity first. */
export function saveTopics(
  store: Writer,
  channel: string,
  page: Page,
  me: string | null,
): Promise<void> {
  return store.write([...CHANNEL_PARTS], async (tx) => {
    const hole = await readHole(tx);
    const row = await tx.objectStore('channels').get(channel);
    const oldest = page.items[page.items.length - 1];
    const from = completeFrom(row?.topicsFrom, row?.topicsHole, hole);
    const met = await metBy(tx, channel, page, oldest);
    const isInPlace = page.older !== undefined || met?.activity === oldest?.activity;
    const joins = isInPlace && isWithin(met?.activity, from);
    await putItems(tx, page.items, me);
    const newest = page.items[0];
    const reached = page.last ? 0 : (oldest?.activity ?? 0);
    // Further down, one that has moved up meanwhile is missing too.
    if (!page.older) {
      const top = Math.max(reached, newest?.activity ?? 0, page.upTo);
      const range = IDBKeyRange.bound([channel, reached], [channel, top]);
      const here = await tx.objectStore('items').index('topics').getAllKeys(range);
      await deleteItems(tx, channel, missingFrom(page, here));
    }
    const topicsFrom = completeNow(page, joins, from, reached);
    await mergeChannel(tx, { channel, topicsFrom, topicsHole: hole });
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
  return store.write([...ITEM_PARTS, 'meta'], async (tx) => {
    const hole = await readHole(tx);
    const items = tx.objectStore('items');
    const oldest = page.items[0];
    const met = await metBy(tx, channel, page, oldest);
    await putItems(tx, page.items, me);
    const topic = await items.get([channel, topicId]);
    if (!topic) return;
    const from = completeFrom(topic.commentsFrom, topic.commentsHole, hole);
    const reached = page.last ? 0 : (oldest?.seq ?? 0);
    const newest = page.items[page.items.length - 1];
    const top = Math.max(newest?.seq ?? 0, page.older ? 0 : page.upTo);
    if (top > 0) {
      const range = IDBKeyRange.bound([channel, topicId, reached], [channel, topicId, top]);
      const here = await items.index('comments').getAllKeys(range);
      await deleteItems(tx, channel, missingFrom(page, here));
    }
    const commentsFrom = completeNow(page, isWithin(met?.seq, from), from, reached);
    const commentsTo = Math.max(topic.commentsTo ?? 0, newest?.seq ?? 0);
    const base = page.older ? topic.base : await countOf(tx, page, topic);
    await items.put({
      ...topic,
      ...(base && { base }),
      commentsFrom,
      commentsTo,
      commentsHole: hole,
    });
    await countComments(tx, channel, topicId);
  });
}

/** What is here already of where a page meets the list: what it follows, or its own oldest. */
async function metBy(
  tx: WriteTx,
  channel: string,
  { older }: Page,
  oldest: Item | undefined,
): Promise<ItemRow | undefined> {
  const id = older ?? oldest?.id;
  return id === undefined ? undefined : tx.objectStore('items').get([channel, id]);
}

const isWithin = (place = -1, from = Number.POSITIVE_INFINITY) => place >= from;

/** From where on a list is complete with a page: one that was asked for below a gap does not fill it. */
function completeNow(
  page: Page,
  joins: boolean,
  from: number | undefined,
  reached: number,
): number {
  if (from === undefined || !(joins || page.older)) return reached;
  return joins ? Math.min(from, reached) : from;
}

/** How many there are by the newest page: those of it that were removed here meanwhile do not count. */
async function countOf(
  tx: WriteTx,
  page: Page & { readonly count: number },
  topic: ItemRow,
): Promise<NonNullable<ItemRow['base']>> {
  const here = page.items.map(({ channel, id }) => tx.objectStore('items').getKey([channel, id]));
  const buried = (await Promise.all(here)).filter((key) => key === undefined).length;
  const newest = page.items[page.items.length - 1];
  return { activity: newest?.seq ?? topic.seq, replies: Math.max(0, page.count - buried) };
}

/**
 * What is stored within a page's range but not in the page was removed meanwhile. The newest page
 * reaches up to what was here when it was asked for: what is above may have come since.
 */
function missingFrom(page: Page, here: readonly [channel: string, id: string][]): string[] {
  const there = new Set(page.items.map((item) => item.id));
  return here.map(([, id]) => id).filter((id) => !there.has(id));
}

/**
 * What is left of the gap is not asked for any more: lists that reach into it say so. Where nobody said
 * all that was removed in it (`isKnown`), nothing of before it is kept, and no list that had it is whole.
 * Where it is another one by now than was `asked` about, another tab left that, and it stays.
 */
export function giveUpGap(store: Writer, isKnown: boolean, asked: Meta['gap']): Promise<void> {
  return store.write(['meta', 'items', 'channels'], async (tx) => {
    const gap = (await tx.objectStore('meta').get('gap')) as Meta['gap'] | undefined;
    if (gap?.before !== asked.before) return;
    const hole = await readHole(tx);
    if (!isKnown) {
      const items = tx.objectStore('items');
      for (const { channel, id, seq } of await items.getAll()) {
        if (seq < hole) await items.delete([channel, id]);
      }
      const channels = tx.objectStore('channels');
      for (const { topicsFrom: _, ...row } of await channels.getAll()) await channels.put(row);
    }
    await tx.objectStore('meta').put(hole, 'hole');
    await tx.objectStore('meta').delete('gap');
  });
}
