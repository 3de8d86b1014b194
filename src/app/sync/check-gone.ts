import { nodeOf } from '../../protocol/channel.ts';
import { readKept } from '../store/read/kept.ts';
import { saveChecked } from '../store/write/gone.ts';
import { fetchPage } from './catch-up.ts';
import type { SyncContext } from './context.ts';
import { saveGonePage } from './save-changes.ts';

/** More than these, and what is kept is fetched again. */
const MOST = 50;

/**
 * Loads a channel, or part of it, and learns what was removed there while nobody told this phone: where it
 * is not followed, pushes end with the screen. Where nobody can say all of that, nothing that was kept
 * stays, and it is loaded again.
 */
export async function loadChecked(
  ctx: SyncContext,
  channel: string,
  load: () => Promise<void>,
): Promise<void> {
  // Before anything is loaded: what is here then is older than what is asked now.
  const kept = await readKept(ctx.store, channel);
  if (!kept) return load();
  const { checked, newest } = kept;
  const asking = checked === undefined ? newest === 0 : askGone(ctx, channel, checked);
  const [isAllKnown] = await Promise.all([asking, load()]);
  const upTo = checked === undefined ? undefined : Math.max(checked, newest);
  await saveChecked(ctx.store, channel, upTo, isAllKnown);
  if (!isAllKnown) await load();
}

/** Takes away what is gone since that change; gives whether that is all of it. */
async function askGone(ctx: SyncContext, channel: string, since: number): Promise<boolean> {
  const page = { max: MOST, after: String(since), before: '' };
  const of = { node: nodeOf(channel), gone: true };
  const { messages, complete } = await fetchPage(ctx, page, of);
  await saveGonePage(ctx, messages);
  return complete;
}
