import type { ChannelRow } from '../schema.ts';
import type { Reader, ReadTx } from './reader.ts';

export interface ListedChannel extends ChannelRow {
  /** Items of others that came after the last reading; 0 where the channel is not followed. */
  readonly unread: number;
}

/** All channels for the list: followed ones first, each part by its newest activity. */
export function listChannels(store: Reader): Promise<readonly ListedChannel[]> {
  return store.read(['channels', 'items', 'meta'], async (tx) => {
    const rows = await tx.objectStore('channels').getAll();
    const floor = (await tx.objectStore('meta').get('readFloor')) as number | undefined;
    const listed = rows.filter((row) => row.rank !== null || isFollowed(row));
    const counted = await Promise.all(
      listed.map(async (row) => ({ ...row, unread: await countUnread(tx, row, floor) })),
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

/** Whether its reader follows it. */
export function isFollowed(row: ChannelRow): boolean {
  return row.membership.subscription === 'subscribed';
}

function countUnread(tx: ReadTx, row: ChannelRow, floor: number | undefined): Promise<number> {
  // Before the first catch-up nobody knows what is new.
  if (floor === undefined || !isFollowed(row)) return Promise.resolve(0);
  const seen = Math.max(row.lastRead, floor);
  const after = IDBKeyRange.bound([row.channel, seen + 1], [row.channel, Number.MAX_SAFE_INTEGER]);
  return tx.objectStore('items').index('foreign').count(after);
}
