import { ownWithheldRequest, readOwnWithheld } from '../../protocol/withheld.ts';
import { readMeta } from '../store/read/meta.ts';
import { isHeld, readOutbox } from '../store/read/outbox.ts';
import { saveWithheld } from '../store/write/withheld.ts';
import type { SyncContext } from './context.ts';

/** Learns what is held back of this person's posts; nothing is asked where nothing is. */
export async function loadWithheld(ctx: SyncContext): Promise<void> {
  const before = await readOutbox(ctx.store);
  if (!((await readMeta(ctx.store, 'withheld')) || before.some(isHeld))) return;
  const answer = await ctx.ask('get', ownWithheldRequest());
  await saveWithheld(ctx.store, readOwnWithheld(answer), before);
}
