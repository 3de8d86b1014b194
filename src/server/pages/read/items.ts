import type { Item } from '../../../protocol/channel.ts';
import { readItemsAnswer } from '../../../protocol/items-answer.ts';
import { itemRequest, repliesRequest, topicsRequest } from '../../../protocol/pubsub.ts';
import type { Asker } from '../visitor.ts';
import { readKnownEntry } from './known-items.ts';

/** Items of one page, in some 6 and 8 KB. */
const TOPICS_PAGE = 20;
const COMMENTS_PAGE = 30;

/** Part of a list. */
export interface ItemsPage {
  readonly items: readonly Item[];
  readonly hasOlder: boolean;
}

/** Topics, newest activity first; those that come after the topic `before` where that is given. */
export async function readTopics(
  asker: Asker,
  channel: string,
  before?: string,
): Promise<ItemsPage> {
  const page = { max: TOPICS_PAGE + 1, after: before };
  const answer = await asker.ask('get', topicsRequest(channel, page));
  const { items } = readItemsAnswer(answer, channel, readKnownEntry);
  return { items: items.slice(0, TOPICS_PAGE), hasOlder: items.length > TOPICS_PAGE };
}

/** The newest comments on a topic, oldest first; those before the comment `before` where given. */
export async function readComments(
  asker: Asker,
  channel: string,
  topic: string,
  before?: string,
): Promise<ItemsPage> {
  const page = { max: COMMENTS_PAGE + 1, before: before ?? '' };
  const answer = await asker.ask('get', repliesRequest(channel, topic, page));
  const { items } = readItemsAnswer(answer, channel, readKnownEntry);
  return { items: items.slice(-COMMENTS_PAGE), hasOlder: items.length > COMMENTS_PAGE };
}

/** One topic; `null` where there is none of that id. */
export async function readTopic(asker: Asker, channel: string, id: string): Promise<Item | null> {
  const item = await readItem(asker, channel, id);
  return item?.parent === null ? item : null;
}

/** A topic or a comment by its id; `null` where there is none. */
export async function readItem(asker: Asker, channel: string, id: string): Promise<Item | null> {
  const answer = await asker.ask('get', itemRequest(channel, id));
  return readItemsAnswer(answer, channel, readKnownEntry).items[0] ?? null;
}
