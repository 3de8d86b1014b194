/** The phone's storage is small: what was read gives way, oldest topics first; what was typed never. */
import type { ItemRow } from '../schema.ts';
import type { Writer, WriteTx } from './writer.ts';

/** What items may take, in bytes as {@link weightOf} counts them: some 10,000 of usual length. */
export const BUDGET = 4_000_000;
/** Fewer than these are not worth weighing at every start. */
const FEW = 2_000;
/** A row's keys, indexes and names beside its words. */
const ROW = 300;

/** What one item takes, about. */
export const weightOf = ({ title, text }: ItemRow) => ROW + 2 * (title.length + text.length);

/** A topic with its comments: they go together, so that no list has a hole in it. */
interface Thread {
  readonly key: string;
  readonly channel: string;
  /** When it last was active, in the server's order. */
  activity: number;
  weight: number;
  readonly ids: string[];
}

/** How the store knows the thread of a topic. */
export const threadKey = (channel: string, topic: string) => `${channel}/${topic}`;

/**
 * Keeps items within `budget`, within a transaction over `channels` and `items`. What is `held`
 * stays: who reads a topic, or writes in it, has it on the screen.
 */
export async function trim(
  tx: WriteTx,
  budget: number,
  held: ReadonlySet<string> = new Set(),
): Promise<void> {
  const threads = await weigh(tx);
  let weight = threads.reduce((sum, thread) => sum + thread.weight, 0);
  const raised = new Map<string, number>();
  for (const thread of threads.sort((a, b) => a.activity - b.activity)) {
    if (weight <= budget) break;
    if (held.has(thread.key)) continue;
    weight -= thread.weight;
    raised.set(thread.channel, thread.activity + 1);
    for (const id of thread.ids) await tx.objectStore('items').delete([thread.channel, id]);
  }
  // Lists are whole only above what went.
  for (const [channel, from] of raised) {
    const row = await tx.objectStore('channels').get(channel);
    if (row?.topicsFrom === undefined) continue;
    await tx.objectStore('channels').put({ ...row, topicsFrom: Math.max(row.topicsFrom, from) });
  }
}

async function weigh(tx: WriteTx): Promise<Thread[]> {
  const threads = new Map<string, Thread>();
  let cursor = await tx.objectStore('items').openCursor();
  while (cursor) {
    const { channel, id, parent, seq, activity } = cursor.value;
    const key = threadKey(channel, parent ?? id);
    const thread = threads.get(key) ?? { key, channel, activity: 0, weight: 0, ids: [] };
    thread.activity = Math.max(thread.activity, seq, activity);
    thread.weight += weightOf(cursor.value);
    thread.ids.push(id);
    threads.set(key, thread);
    cursor = await cursor.continue();
  }
  return [...threads.values()];
}

/** Keeps what can be fetched again within its budget, but for what is held; cheap where there is little. */
export function trimItems(store: Writer & { readonly held: ReadonlySet<string> }): Promise<void> {
  return store.write(['channels', 'items'], async (tx) => {
    if ((await tx.objectStore('items').count()) > FEW) await trim(tx, BUDGET, store.held);
  });
}
