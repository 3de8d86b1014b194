/**
 * How far a person has read, kept by the channel service so that all their devices agree
 * (urn:wifi-chat:read:0). Places are numbers of the server's order and never move back.
 */
import { type Item, nodeOf, parseNode } from './channel.ts';
import { MAX_UNREAD } from './limits.ts';
import { NS } from './namespaces.ts';
import { childrenOf, type Element, el } from './xml.ts';

/** How far one topic was read. */
export interface TopicReading {
  readonly id: string;
  /** Read up to here; 0 where it was never opened. */
  readonly seq: number;
  /** Others' items of this topic above both `seq` and the channel's `floor`, as the service counted them. */
  readonly unread: number;
}

/** How far one channel was read. */
export interface Reading {
  readonly channel: string;
  /** Everything up to here is read. */
  readonly floor: number;
  /** Others' unread items, as the service counted them, up to {@link limits.MAX_UNREAD}. */
  readonly unread: number;
  /** The newest change that was counted. */
  readonly upTo: number;
  /**
   * In an answer to {@link readingRequest}: the topics with something unread, or read further than `floor`, the
   * newest first and up to a limit. Elsewhere some of them.
   */
  readonly topics: readonly TopicReading[];
  /** In the answer to a mark: how far that topic or channel had been read before. */
  readonly was?: number;
}

/** Asks how far a channel was read, topic by topic. */
export const readingRequest = (channel: string): Element =>
  el(NS.READ, 'reading', { node: nodeOf(channel) });

/** What was read: one topic, a whole channel, or without a channel all that one follows. */
export interface Mark {
  readonly channel?: string | undefined;
  readonly topic?: string | undefined;
  readonly seq: number;
}

/** Says that something was read up to a number of the order. */
export const readRequest = ({ channel, topic, seq }: Mark): Element =>
  el(NS.READ, 'read', { node: channel && nodeOf(channel), item: topic, seq });

/** Reads a mark of everything, as it is told to the person's other devices; `null` where it is none. */
export function readMarkOfAll(read: Element): number | null {
  const seq = Number(read.attrs.seq);
  return read.attrs.node === undefined && seq > 0 ? seq : null;
}

export function readingElement(reading: Reading): Element {
  const { channel, floor, unread, upTo, topics, was } = reading;
  const rows = topics.map(({ id, seq, unread: n }) => el(NS.READ, 'topic', { id, seq, unread: n }));
  const attrs = { node: nodeOf(channel), seq: floor, unread, upto: upTo, was };
  return el(NS.READ, 'reading', attrs, ...rows);
}

/** Reads {@link readingElement}; `null` where it says nothing that can be used. */
export function readReading(element: Element): Reading | null {
  const channel = parseNode(element.attrs.node ?? '')?.channel;
  const number = (of: Element, name: string) => Number(of.attrs[name]);
  const floor = number(element, 'seq');
  const unread = number(element, 'unread');
  const upTo = number(element, 'upto');
  const topics = childrenOf(element, 'topic').map((row) => ({
    id: row.attrs.id ?? '',
    seq: number(row, 'seq'),
    unread: number(row, 'unread'),
  }));
  const isWhole = (n: number) => Number.isSafeInteger(n) && n >= 0;
  const numbers = [floor, unread, upTo, ...topics.flatMap((t) => [t.seq, t.unread])];
  return channel && numbers.every(isWhole) ? { channel, floor, unread, upTo, topics } : null;
}

/** Reads `was` from the answer to a mark; 0 where it has none. */
export function readWas(answer: Element): number {
  const [reading] = childrenOf(answer).filter(({ ns }) => ns === NS.READ);
  return Number(reading?.attrs.was ?? 0);
}

/**
 * The reading after a pushed post, as the service would count it; unchanged where the post was counted already.
 * `me` is the person's bare JID: own posts are never unread.
 */
export function withPost(reading: Reading, post: Item, me: string | null): Reading {
  if (post.channel !== reading.channel || post.seq <= reading.upTo) return reading;
  const counted = { ...reading, upTo: post.seq };
  if (post.author === me) return counted;
  const id = post.parent ?? post.id;
  const topic = reading.topics.find((row) => row.id === id) ?? { id, seq: 0, unread: 0 };
  const others = reading.topics.filter((row) => row.id !== id);
  const unread = Math.min(reading.unread + 1, MAX_UNREAD);
  return { ...counted, unread, topics: [{ ...topic, unread: topic.unread + 1 }, ...others] };
}
