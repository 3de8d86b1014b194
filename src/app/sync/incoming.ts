/** Live pushes: stored as they come, one after the other. */
import { readEvent } from '../../protocol/event.ts';
import type { SyncContext } from './context.ts';
import { saveChanges, seqOf } from './save-changes.ts';

export interface Incoming {
  /** Nothing older is missing any more: from now on pushes move the cursor. */
  caughtUp(): Promise<void>;
  /** There may be a gap again. */
  gap(): void;
}

/** Takes the pushes of the channel service. */
export function takePushes(ctx: SyncContext): Incoming {
  let live = false;
  let newest = 0;
  let queue: Promise<void> = Promise.resolve();

  ctx.onMessage((message) => {
    // Peers ignore other types too: an error that bounces back quotes what it answers.
    if (message.attrs.type !== 'headline' || !readEvent(message)) return;
    newest = Math.max(newest, seqOf(ctx, message));
    const reached = live ? { cursor: newest } : undefined;
    // What could not be stored is not lost: without the cursor it is caught up later.
    queue = queue.then(() => saveChanges(ctx, [message], reached)).catch(gap);
  });

  function gap() {
    live = false;
    newest = 0;
  }

  return {
    gap,
    async caughtUp() {
      live = true;
      await saveChanges(ctx, [], { cursor: newest });
    },
  };
}
