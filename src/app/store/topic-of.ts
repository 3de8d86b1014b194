import type { Item } from '../../protocol/channel.ts';

/** The topic that an item is, or belongs to. */
export const topicOf = ({ id, parent }: Item): string => parent ?? id;

/** Keys that begin with a channel: of all its rows, or of those with a number in a range. */
export function rowsOf(channel: string): IDBKeyRange {
  return IDBKeyRange.bound([channel], [channel, []]);
}

/** Numbers of a channel's rows after `after`, up to `upTo`; `null` where none can be. */
export function between(
  channel: string,
  after: number,
  upTo = Number.MAX_SAFE_INTEGER,
): IDBKeyRange | null {
  return after < upTo ? IDBKeyRange.bound([channel, after + 1], [channel, upTo]) : null;
}
