/** What the service pushed, put into the store: live and caught up alike. */
import { readStanzaSeq } from '../../protocol/archive.ts';
import { type ChannelEvent, readEvent } from '../../protocol/event.ts';
import type { Element } from '../../protocol/xml.ts';
import type { Meta } from '../store/schema.ts';
import {
  CHANNEL_PARTS,
  type ChannelNews,
  deleteChannel,
  mergeChannel,
  showActive,
} from '../store/write/channels.ts';
import { saveGone } from '../store/write/gone.ts';
import { buryItems, putAnnounced } from '../store/write/items.ts';
import { dropConfirmed } from '../store/write/outbox.ts';
import type { WriteTx } from '../store/write/writer.ts';
import type { SyncContext } from './context.ts';

/** What catch-up has reached. */
export interface Reached {
  /** The newest change that is stored, with all before it but those of `gap`. */
  readonly cursor: number;
  /** What is still missing, with what was; absent where it stays as it was, `null` where nothing is any more. */
  readonly gap?: Meta['gap'] | null | undefined;
  /** The gap that it was asked in, of which `gap` is left: where it is another one by now, another tab left that, and it stays. */
  readonly within?: Meta['gap'];
}

/**
 * Stores pushes, all or none, and with them how far that reaches; the cursor never moves back. Without
 * it nothing moves: what came live does not count while older changes are still missing.
 */
export async function saveChanges(
  ctx: SyncContext,
  messages: readonly Element[],
  reached?: Reached,
): Promise<void> {
  await ctx.store.write([...CHANNEL_PARTS], async (tx) => {
    for (const message of messages) {
      const event = readEvent(message);
      if (event) await apply(tx, event, seqOf(ctx, message), ctx.me);
    }
    if (!reached) return;
    const meta = tx.objectStore('meta');
    const old = ((await meta.get('cursor')) as number | undefined) ?? 0;
    if (reached.cursor > old) await meta.put(reached.cursor, 'cursor');
    const { within } = reached;
    let { gap } = reached;
    const here = (await meta.get('gap')) as Meta['gap'] | undefined;
    if (within && here?.before !== within.before) return;
    // One that is left of an earlier time, or that another tab has found, becomes part of it.
    if (gap && here && !within) gap = { ...here, before: Math.max(gap.before, here.before) };
    if (gap) await meta.put(gap, 'gap');
    else if (gap === null) await meta.delete('gap');
  });
}

/** Stores what catch-up told of items that may not be shown any more. */
export function saveGonePage(ctx: SyncContext, messages: readonly Element[]): Promise<unknown> {
  const gone = messages.flatMap((message) => {
    const event = readEvent(message);
    return event ? [{ event, seq: seqOf(ctx, message) }] : [];
  });
  return saveGone(ctx.store, gone, ctx.me);
}

/** The place of a push in the server's order; 0 where it names none. */
export function seqOf(ctx: SyncContext, message: Element): number {
  return readStanzaSeq(message, ctx.service) ?? 0;
}

/** In whatever order changes come, and however often, the same is stored in the end. */
async function apply(
  tx: WriteTx,
  event: ChannelEvent,
  seq: number,
  me: string | null,
): Promise<void> {
  const { channel } = event;
  switch (event.kind) {
    case 'published':
      await putAnnounced(tx, event.items, me);
      for (const { published } of event.items) await showActive(tx, channel, published);
      return dropConfirmed(tx, event.items, me);
    case 'retracted':
      return buryItems(tx, channel, event.ids, seq);
    case 'configured':
      return mergeChannel(tx, { channel, config: event.config, seq });
    case 'deleted':
      return deleteChannel(tx, channel, seq);
    case 'membership':
      return event.jid === me ? mergeChannel(tx, { ...newsOf(event), seq }) : undefined;
  }
}

function newsOf(event: ChannelEvent & { kind: 'membership' }): ChannelNews {
  const { channel, subscription, affiliation } = event;
  const membership = { ...(subscription && { subscription }), ...(affiliation && { affiliation }) };
  return { channel, membership };
}
