/** What may not be shown any more, of what this phone heard nothing of. */
import type { ChannelEvent } from '../../../protocol/event.ts';
import { isFollowed } from '../read/is-followed.ts';
import { rowsOf } from '../topic-of.ts';
import { buryItems, ITEM_PARTS, putItems } from './items.ts';
import type { Writer } from './writer.ts';

export interface Gone {
  readonly event: ChannelEvent;
  readonly seq: number;
}

/** Takes away what was removed; of what is hidden, only what is here. */
export function saveGone(
  store: Writer,
  gone: readonly Gone[],
  me: string | null,
): Promise<unknown> {
  return store.write([...ITEM_PARTS], async (tx) => {
    if (gone.length === 0) return false;
    for (const { event, seq } of gone) {
      if (event.kind === 'retracted') await buryItems(tx, event.channel, event.ids, seq);
      if (event.kind !== 'published') continue;
      for (const item of event.items) {
        const isHere = await tx.objectStore('items').getKey([item.channel, item.id]);
        if (isHere) await putItems(tx, [item], me);
      }
    }
    return true;
  });
}

/**
 * Notes up to which change that is known of a channel: all that is here, where it was loaded just now
 * (`upTo` absent). Where it is not known, nothing of it is kept.
 */
export function saveChecked(
  store: Writer,
  channel: string,
  upTo: number | undefined,
  isKnown: boolean,
): Promise<unknown> {
  return store.write(['channels', 'items'], async (tx) => {
    const row = await tx.objectStore('channels').get(channel);
    if (!isKnown) await tx.objectStore('items').delete(rowsOf(channel));
    if (!row) return !isKnown;
    const topics = tx.objectStore('items').index('topics');
    const newest = await topics.openKeyCursor(rowsOf(channel), 'prev');
    const checked = upTo ?? newest?.key[1] ?? 0;
    const { topicsFrom, checked: before, ...rest } = row;
    await tx.objectStore('channels').put({
      ...rest,
      ...(isKnown && topicsFrom !== undefined && { topicsFrom }),
      ...(!isFollowed(row) && { checked }),
    });
    return !isKnown;
  });
}
