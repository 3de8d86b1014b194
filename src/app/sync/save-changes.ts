/** What the service pushed, put into the store: live and caught up alike. */
import { readStanzaSeq } from '../../protocol/archive.ts';
import { type ChannelEvent, readEvent } from '../../protocol/event.ts';
import type { Element } from '../../protocol/xml.ts';
import {
  type ChannelNews,
  deleteChannel,
  mergeChannel,
  showActive,
} from '../store/write/channels.ts';
import { deleteItems, putPublished } from '../store/write/items.ts';
import { dropConfirmed } from '../store/write/outbox.ts';
import type { WriteTx } from '../store/write/writer.ts';
import type { SyncContext } from './context.ts';

/**
 * Stores pushes in their order, all or none, and moves the cursor to `cursor`, never back.
 * Without a cursor it stays: what came live does not count while older changes are still missing.
 */
export async function saveChanges(
  ctx: SyncContext,
  messages: readonly Element[],
  cursor: number | undefined,
): Promise<void> {
  const events = messages.map(readEvent).filter((event): event is ChannelEvent => event !== null);
  await ctx.store.write(['channels', 'items', 'outbox', 'meta'], async (tx) => {
    for (const event of events) await apply(tx, event, ctx.me);
    const meta = tx.objectStore('meta');
    const old = ((await meta.get('cursor')) as number | undefined) ?? 0;
    if (cursor !== undefined && cursor > old) await meta.put(cursor, 'cursor');
  });
}

/** The place of a push in the server's order; 0 where it names none. */
export function seqOf(ctx: SyncContext, message: Element): number {
  return readStanzaSeq(message, ctx.service) ?? 0;
}

async function apply(tx: WriteTx, event: ChannelEvent, me: string | null): Promise<void> {
  const { channel } = event;
  switch (event.kind) {
    case 'published':
      await putPublished(tx, event.items, me);
      for (const { published } of event.items) await showActive(tx, channel, published);
      return dropConfirmed(tx, event.items, me);
    case 'retracted':
      return deleteItems(tx, channel, event.ids);
    case 'configured':
      return mergeChannel(tx, { channel, config: event.config });
    case 'deleted':
      return deleteChannel(tx, channel);
    case 'membership':
      return event.jid === me ? mergeChannel(tx, newsOf(event)) : undefined;
  }
}

function newsOf(event: ChannelEvent & { kind: 'membership' }): ChannelNews {
  const { channel, subscription, affiliation } = event;
  const membership = { ...(subscription && { subscription }), ...(affiliation && { affiliation }) };
  return { channel, membership };
}
