import type { Item } from '../../../protocol/channel.ts';
import type { ChannelEvent } from '../../../protocol/event.ts';

/** A topic with the newest of its comments, oldest first; `null` where there is no such topic. */
export interface Thread {
  readonly topic: Item | null;
  readonly comments: readonly Item[];
}

/** The lists of one channel. */
interface Lists {
  /** Newest activity first. */
  topics: readonly Item[] | null;
  readonly threads: Map<string, Thread>;
}

/** Items of one page, in some 6 and 8 KB; one more is asked for, to see whether there are older ones. */
export const TOPICS_PAGE = 20;
export const COMMENTS_PAGE = 30;

/** Topics that are kept in all; beyond it the channel that was asked for longest ago is let go. */
const MOST_THREADS = 2_000;

/**
 * The newest topics and comments of open channels. They are asked for once; a post that is pushed is
 * put in where it belongs, and after any other change they are asked for again.
 */
export class OpenItems {
  readonly #isWatched: (channel: string) => boolean;
  readonly #channels = new Map<string, Lists>();
  #threads = 0;
  /** Moves with every change: what was asked for before it may be old. */
  #changes = 0;

  /** `isWatched` says whether a change of a channel would be heard of. */
  constructor(isWatched: (channel: string) => boolean) {
    this.#isWatched = isWatched;
  }

  /** The newest topics; `ask` asks for them as everybody may. */
  async topics(channel: string, ask: () => Promise<readonly Item[]>): Promise<readonly Item[]> {
    const known = this.#channels.get(channel)?.topics;
    if (known) return known;
    const changes = this.#changes;
    const topics = await ask();
    if (changes === this.#changes) {
      const lists = this.#listsOf(channel);
      if (lists) lists.topics = topics;
    }
    return topics;
  }

  /** A topic with its newest comments; `ask` asks for both as everybody may. */
  async thread(channel: string, topic: string, ask: () => Promise<Thread>): Promise<Thread> {
    const known = this.#channels.get(channel)?.threads.get(topic);
    if (known) return known;
    const changes = this.#changes;
    const thread = await ask();
    const lists = changes === this.#changes && thread.topic ? this.#listsOf(channel) : null;
    if (lists && !lists.threads.has(topic)) {
      lists.threads.set(topic, thread);
      this.#threads += 1;
      this.#letGo();
    }
    return thread;
  }

  /** Something happened in a watched channel. */
  hear(event: ChannelEvent): void {
    this.#changes += 1;
    const lists = this.#channels.get(event.channel);
    if (event.kind !== 'published') this.forget(event.channel);
    else if (lists && event.items.some((item) => isChanged(lists, item)))
      this.forget(event.channel);
    else if (lists) for (const item of event.items) putIn(lists, item);
  }

  /** Drops what is kept of a channel, which may have changed. */
  forget(channel: string): void {
    this.#changes += 1;
    this.#threads -= this.#channels.get(channel)?.threads.size ?? 0;
    this.#channels.delete(channel);
  }

  clear(): void {
    this.#changes += 1;
    this.#threads = 0;
    this.#channels.clear();
  }

  #listsOf(channel: string): Lists | null {
    if (!this.#isWatched(channel)) return null;
    const lists = this.#channels.get(channel) ?? { topics: null, threads: new Map() };
    this.#channels.delete(channel);
    this.#channels.set(channel, lists);
    return lists;
  }

  #letGo(): void {
    const [oldest] = this.#channels.keys();
    if (this.#threads > MOST_THREADS && oldest !== undefined) this.forget(oldest);
  }
}

/** Whether an item that is kept is not as it was: its author left it here, or it was hidden or shown. */
function isChanged({ topics, threads }: Lists, item: Item): boolean {
  const thread = threads.get(item.parent ?? item.id);
  const kept = [...(topics ?? []), thread?.topic, ...(thread?.comments ?? [])];
  return kept.some(
    (other) =>
      other?.id === item.id && (other.author !== item.author || other.changed !== item.changed),
  );
}

/** Puts a new post in; what was counted already, by its number, changes nothing. */
function putIn(lists: Lists, item: Item): void {
  const { topics, threads } = lists;
  if (topics) lists.topics = withPost(topics, item);
  const thread = item.parent === null ? undefined : threads.get(item.parent);
  if (!thread?.topic) return;
  const { comments } = thread;
  const isNew = item.seq > (comments.at(-1)?.seq ?? 0);
  if (isNew && item.parent !== null) {
    const topic = answered(thread.topic, item);
    threads.set(item.parent, { topic, comments: [...comments, item].slice(-COMMENTS_PAGE - 1) });
  }
}

/** `null` where it moves a topic up that the list does not show. */
function withPost(topics: readonly Item[], item: Item): readonly Item[] | null {
  if (item.seq <= (topics[0]?.activity ?? 0)) return topics;
  if (item.parent === null) return [item, ...topics].slice(0, TOPICS_PAGE + 1);
  const topic = topics.find(({ id }) => id === item.parent);
  return topic ? [answered(topic, item), ...topics.filter((other) => other !== topic)] : null;
}

function answered(topic: Item, { seq }: Item): Item {
  return { ...topic, activity: seq, replies: topic.replies + 1 };
}
