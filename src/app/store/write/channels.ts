import { type ChannelConfig, type Membership, NO_MEMBERSHIP } from '../../../protocol/channel.ts';
import type { ChannelRow } from '../schema.ts';
import type { Writer, WriteTx } from './writer.ts';

/** What is known of a channel; what is left out stays as it was. */
export interface ChannelNews {
  readonly channel: string;
  readonly config?: ChannelConfig;
  readonly membership?: Partial<Membership> | undefined;
  readonly rank?: number | null;
  readonly topicsFrom?: number;
  readonly status?: string;
}

const UNKNOWN: ChannelConfig = {
  title: '',
  description: '',
  accessModel: 'open',
  defaultAffiliation: 'member',
  type: 'topic',
  created: '',
  updated: '',
};

/** Merges news of a channel into its row, within a transaction over `channels` and `meta`. */
export async function mergeChannel(tx: WriteTx, news: ChannelNews): Promise<void> {
  const channels = tx.objectStore('channels');
  const old = await channels.get(news.channel);
  const membership = { ...(old?.membership ?? NO_MEMBERSHIP), ...news.membership };
  const follows = membership.subscription === 'subscribed';
  const followed = old?.membership.subscription === 'subscribed';
  // What was there before one began to follow is not new.
  const cursor = ((await tx.objectStore('meta').get('cursor')) as number | undefined) ?? 0;
  const begins = follows && !followed;
  const row: ChannelRow = {
    config: UNKNOWN,
    rank: null,
    ...old,
    ...news,
    membership,
    lastRead: Math.max(old?.lastRead ?? 0, begins ? cursor : 0),
    ...(begins && { counted: { unread: 0, upTo: cursor } }),
  };
  await channels.put(row);
}

/** Notes that something was posted in a channel then (ISO 8601). */
export async function showActive(tx: WriteTx, channel: string, at: string): Promise<void> {
  const channels = tx.objectStore('channels');
  const row = await channels.get(channel);
  if (!row || row.config.updated >= at) return;
  await channels.put({ ...row, config: { ...row.config, updated: at } });
}

/** Saves news of one channel. */
export function saveChannel(store: Writer, news: ChannelNews): Promise<void> {
  return store.write(['channels', 'meta'], (tx) => mergeChannel(tx, news));
}

/** Replaces the list of open channels by a new one, first to last. */
export function saveDirectory(
  store: Writer,
  rows: readonly { readonly channel: string; readonly config: ChannelConfig }[],
): Promise<void> {
  return store.write(['channels', 'meta'], async (tx) => {
    const kept = new Set(rows.map((row) => row.channel));
    for (const row of await tx.objectStore('channels').getAll()) {
      if (row.rank !== null && !kept.has(row.channel)) {
        await tx.objectStore('channels').put({ ...row, rank: null });
      }
    }
    for (const [rank, { channel, config }] of rows.entries()) {
      await mergeChannel(tx, { channel, config, rank });
    }
  });
}

/** Replaces what is known of the person's own memberships; who is not named has none. */
export function saveMemberships(store: Writer, news: readonly ChannelNews[]): Promise<void> {
  return store.write(['channels', 'meta'], async (tx) => {
    const named = new Set(news.map((row) => row.channel));
    for (const { channel } of await tx.objectStore('channels').getAll()) {
      if (!named.has(channel)) await mergeChannel(tx, { channel, membership: NO_MEMBERSHIP });
    }
    for (const row of news) await mergeChannel(tx, row);
  });
}

/** Forgets a channel that is no more, with everything in it. */
export async function deleteChannel(tx: WriteTx, channel: string): Promise<void> {
  await tx.objectStore('channels').delete(channel);
  await tx.objectStore('items').delete(IDBKeyRange.bound([channel], [channel, []]));
}
