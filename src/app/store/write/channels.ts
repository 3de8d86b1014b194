import { type ChannelConfig, type Membership, NO_MEMBERSHIP } from '../../../protocol/channel.ts';
import { mayRead } from '../may-read.ts';
import type { ChannelRow, ChannelsBefore, Meta } from '../schema.ts';
import { rowsOf } from '../topic-of.ts';
import { ITEM_PARTS } from './items.ts';
import { resendApproved } from './outbox.ts';
import type { Writer, WriteTx } from './writer.ts';

/** What is known of a channel; what is left out stays as it was. */
export interface ChannelNews {
  readonly channel: string;
  readonly config?: ChannelConfig | undefined;
  readonly membership?: Partial<Membership> | undefined;
  readonly rank?: number | null;
  readonly topicsFrom?: number;
  readonly status?: string;
  readonly topicsHole?: number;
  /** The change that tells it; absent where it was asked for, and so is as things stand. */
  readonly seq?: number;
}

/**
 * The parts of the store that channels are written in: who may not read loses what is there, and what
 * waited for approval is sent.
 */
export const CHANNEL_PARTS = [...ITEM_PARTS, 'meta', 'outbox'] as const;

const UNKNOWN: ChannelConfig = {
  title: '',
  description: '',
  accessModel: 'open',
  defaultAffiliation: 'member',
  type: 'topic',
  created: '',
  updated: '',
};

/** Merges news of a channel into its row, within a transaction over {@link CHANNEL_PARTS}. */
export async function mergeChannel(tx: WriteTx, { seq, ...news }: ChannelNews): Promise<void> {
  const channels = tx.objectStore('channels');
  const old = await channels.get(news.channel);
  const end = await tx.objectStore('tombstones').get([news.channel, '']);
  if (seq !== undefined && seq <= (end?.seq ?? 0)) return;
  const isLate = (known = 0) => seq !== undefined && seq < known;
  const config = isLate(old?.configSeq) ? undefined : news.config;
  const change = isLate(old?.membershipSeq) ? undefined : news.membership;
  const membership = { ...(old?.membership ?? NO_MEMBERSHIP), ...change };
  const follows = membership.subscription === 'subscribed';
  const followed = old?.membership.subscription === 'subscribed';
  const begins = follows && !followed;
  const since = begins ? (seq ?? (await readNewest(tx, news.channel))) : 0;
  const row: ChannelRow = {
    rank: null,
    ...old,
    ...news,
    config: newerConfig(old?.config ?? UNKNOWN, config),
    membership,
    lastRead: Math.max(old?.lastRead ?? 0, since),
    ...(begins && { counted: { unread: 0, upTo: since } }),
    ...(followed && !follows && { checked: old.checked ?? (await readReached(tx)) }),
    ...(config && seq !== undefined && { configSeq: seq }),
    ...(change && seq !== undefined && { membershipSeq: seq }),
  };
  await channels.put(row);
  if (begins) {
    // Topics that were not read when it was left begin anew, too.
    await tx.objectStore('readings').delete(rowsOf(row.channel));
    await resendApproved(tx, row.channel);
  }
  if (!mayRead(row)) await tx.objectStore('items').delete(rowsOf(row.channel));
}

/**
 * What was there before one began to follow is not new: up to this change, where the push that says which is still
 * to come. Pushes told nothing of this channel before, so what was loaded may be newer than all of theirs.
 */
async function readNewest(tx: WriteTx, channel: string): Promise<number> {
  const cursor = (await tx.objectStore('meta').get('cursor')) as number | undefined;
  const topics = tx.objectStore('items').index('topics');
  const newest = await topics.openKeyCursor(rowsOf(channel), 'prev');
  return Math.max(cursor ?? 0, newest?.key[1] ?? 0);
}

/** Up to which change all that pushes told is here. */
async function readReached(tx: WriteTx): Promise<number> {
  const meta = tx.objectStore('meta');
  const gap = (await meta.get('gap')) as Meta['gap'] | undefined;
  return gap?.after ?? ((await meta.get('cursor')) as number | undefined) ?? 0;
}

/**
 * The configuration as it is told now; something may have been posted since, and lists do not tell
 * when a channel was made.
 */
function newerConfig(old: ChannelConfig, told: ChannelConfig | undefined): ChannelConfig {
  if (!told) return old;
  const updated = old.updated > told.updated ? old.updated : told.updated;
  return { ...told, updated, created: told.created || old.created };
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
  return store.write([...CHANNEL_PARTS], (tx) => mergeChannel(tx, news));
}

/** Replaces the list of open channels by a new one, first to last. */
export function saveDirectory(
  store: Writer,
  rows: readonly { readonly channel: string; readonly config: ChannelConfig }[],
): Promise<void> {
  return store.write([...CHANNEL_PARTS], async (tx) => {
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

/**
 * Replaces what is known of the person's own memberships; who is not named has none. `before`: what was
 * here when they were asked for. Gives `false`, and saves nothing, where a push has told otherwise since:
 * the answer may be older than that.
 */
export function saveMemberships(
  store: Writer,
  news: readonly ChannelNews[],
  before: ChannelsBefore,
): Promise<boolean> {
  return store.write([...CHANNEL_PARTS], async (tx) => {
    const here = await tx.objectStore('channels').getAll();
    const named = new Map(news.map((row) => [row.channel, row.membership]));
    const seqs = new Map(here.map(({ channel, configSeq }) => [channel, configSeq]));
    const isEnded = ({ channel }: ChannelNews) => before.has(channel) && !seqs.has(channel);
    const isTold = ({ channel }: ChannelNews) =>
      seqs.get(channel) !== before.get(channel)?.configSeq;
    const isLate = here.some(({ channel, membership, membershipSeq }) => {
      if (membershipSeq === before.get(channel)?.membershipSeq) return false;
      const told = named.get(channel) ?? NO_MEMBERSHIP;
      return (
        told.subscription !== membership.subscription || told.affiliation !== membership.affiliation
      );
    });
    if (isLate || news.some(isEnded)) return false;
    for (const { channel } of here) {
      if (!named.has(channel)) await mergeChannel(tx, { channel, membership: NO_MEMBERSHIP });
    }
    for (const row of news) {
      // How it is set a push may have told since, too.
      await mergeChannel(tx, isTold(row) ? { ...row, config: undefined } : row);
    }
    return true;
  });
}

/** Forgets a channel that is no more, with everything in it. */
export async function deleteChannel(tx: WriteTx, channel: string, seq: number): Promise<void> {
  const tombstones = tx.objectStore('tombstones');
  const before = await tombstones.get([channel, '']);
  await tombstones.put({ channel, id: '', seq: Math.max(seq, before?.seq ?? 0) });
  const row = await tx.objectStore('channels').get(channel);
  // Its name may be in use again.
  if (Math.max(row?.configSeq ?? 0, row?.membershipSeq ?? 0) <= seq) {
    await tx.objectStore('channels').delete(channel);
  }
  const items = tx.objectStore('items');
  for (const item of await items.getAll(rowsOf(channel))) {
    if (item.seq <= seq) await items.delete([channel, item.id]);
  }
}
