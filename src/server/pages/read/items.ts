import type { Item } from '../../../protocol/channel.ts';
import { readItemsAnswer } from '../../../protocol/items-answer.ts';
import { itemRequest, repliesRequest, topicsRequest } from '../../../protocol/pubsub.ts';
import { COMMENTS_PAGE, type Thread, TOPICS_PAGE } from '../session/open-items.ts';
import type { Asker, Visitor } from '../visitor.ts';
import { isBanned } from './channels.ts';
import { readKnownEntry } from './known-items.ts';

/** Part of a list. */
export interface ItemsPage {
  readonly items: readonly Item[];
  readonly hasOlder: boolean;
}

/** A topic, and where it stood when its list was drawn: a comment moves it up. */
export interface PlaceInTopics {
  readonly id: string;
  readonly at: number | undefined;
}

/** Topics, newest activity first; those that come after the topic `before` where that is given. */
export async function readTopics(
  visitor: Visitor,
  channel: string,
  before?: PlaceInTopics,
): Promise<ItemsPage> {
  const isKept = before === undefined && (await isForEverybody(visitor, channel));
  const items = isKept
    ? await visitor.facts.items.topics(channel, () => askTopics(visitor.everybody, channel))
    : await askTopics(visitor, channel, before);
  return { items: items.slice(0, TOPICS_PAGE), hasOlder: items.length > TOPICS_PAGE };
}

/**
 * A topic, `null` where there is none of that id, and its newest comments, oldest first; those before
 * the comment `before` where given.
 */
export async function readThread(
  visitor: Visitor,
  channel: string,
  topic: string,
  before?: string,
): Promise<{ readonly topic: Item | null; readonly page: ItemsPage }> {
  const isKept = before === undefined && (await isForEverybody(visitor, channel));
  const thread = isKept
    ? await visitor.facts.items.thread(channel, topic, () =>
        askThread(visitor.everybody, channel, topic),
      )
    : await askThread(visitor, channel, topic, before);
  const { comments } = thread;
  const page = { items: comments.slice(-COMMENTS_PAGE), hasOlder: comments.length > COMMENTS_PAGE };
  return { topic: thread.topic, page };
}

/** A topic or a comment by its id; `null` where there is none. */
export async function readItem(asker: Asker, channel: string, id: string): Promise<Item | null> {
  return (await askItems(asker, channel, itemRequest(channel, id)))[0] ?? null;
}

/** Whether they may read there what everybody may, and no more than that. */
async function isForEverybody(visitor: Visitor, channel: string): Promise<boolean> {
  if (visitor.me === null) return true;
  return visitor.facts.isOpen(channel) && !(await isBanned(visitor, channel));
}

function askTopics(
  asker: Asker,
  channel: string,
  before?: PlaceInTopics,
): Promise<readonly Item[]> {
  const page = { max: TOPICS_PAGE + 1, after: before?.id };
  return askItems(asker, channel, topicsRequest(channel, page, { activity: before?.at }));
}

async function askThread(
  asker: Asker,
  channel: string,
  id: string,
  before?: string,
): Promise<Thread> {
  const page = { max: COMMENTS_PAGE + 1, before: before ?? '' };
  const [item, comments] = await Promise.all([
    readItem(asker, channel, id),
    askItems(asker, channel, repliesRequest(channel, id, page)),
  ]);
  return { topic: item?.parent === null ? item : null, comments };
}

async function askItems(
  asker: Asker,
  channel: string,
  request: ReturnType<typeof itemRequest>,
): Promise<readonly Item[]> {
  return readItemsAnswer(await asker.ask('get', request), channel, readKnownEntry).items;
}
