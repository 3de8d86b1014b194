import { mayRead } from '../may-read.ts';
import type { ChannelRow, ChannelsBefore } from '../schema.ts';
import { isFollowed } from './is-followed.ts';
import type { Reader } from './reader.ts';
import { countUnread, UNREAD_PARTS } from './unread.ts';

export interface ListedChannel extends ChannelRow {
  /** Items of others that are not read; 0 where the channel is not followed. */
  readonly unread: number;
}

/** All channels for the list: followed ones first, each part by its newest activity. */
export function listChannels(store: Reader): Promise<readonly ListedChannel[]> {
  return store.read([...UNREAD_PARTS], async (tx) => {
    const rows = await tx.objectStore('channels').getAll();
    const listed = rows.filter((row) => mayRead(row) && (row.rank !== null || isFollowed(row)));
    const counted = await Promise.all(
      listed.map(async (row) => ({ ...row, unread: (await countUnread(tx, row)).total })),
    );
    return counted.sort(
      (a, b) =>
        Number(isFollowed(b)) - Number(isFollowed(a)) ||
        (a.config.updated < b.config.updated ? 1 : a.config.updated > b.config.updated ? -1 : 0) ||
        (a.rank ?? Number.MAX_SAFE_INTEGER) - (b.rank ?? Number.MAX_SAFE_INTEGER) ||
        (a.channel < b.channel ? -1 : 1),
    );
  });
}

/** One channel, `undefined` where it was never seen. */
export function readChannel(store: Reader, channel: string): Promise<ChannelRow | undefined> {
  return store.read(['channels'], (tx) => tx.objectStore('channels').get(channel));
}

/** All channels by their address, to know what was told of them while an answer was on its way. */
export function readChannels(store: Reader): Promise<ChannelsBefore> {
  return store.read(['channels'], async (tx) => {
    const rows = await tx.objectStore('channels').getAll();
    return new Map(rows.map((row) => [row.channel, row]));
  });
}
