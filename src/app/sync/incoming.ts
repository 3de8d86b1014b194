/** Live pushes: stored as they come, one after the other. */
import { readEvent } from '../../protocol/event.ts';
import type { SyncContext } from './context.ts';
import { saveChanges, seqOf } from './save-changes.ts';

export interface Incoming {
  /**
   * To be called before it is asked what is missing. What it gives is to be called when nothing older is:
   * from then on pushes move the cursor, unless there was a gap since.
   */
  catchingUp(): () => Promise<void>;
  /** There may be a gap again. */
  gap(): void;
}

/** Takes the pushes of the channel service; `lost` is told of one that could not be stored. */
export function takePushes(ctx: SyncContext, lost: () => void = () => undefined): Incoming {
  let live = false;
  /** The newest that is stored of those that came since the last gap. */
  let newest = 0;
  let gaps = 0;
  let queue: Promise<void> = Promise.resolve();

  ctx.onMessage((message) => {
    // Peers ignore other types too: an error that bounces back quotes what it answers.
    if (message.attrs.type !== 'headline' || !readEvent(message)) return;
    const came = gaps;
    const seq = seqOf(ctx, message);
    const take = async () => {
      // One of before it, or after one that could not be stored, says nothing of what is in between.
      const counts = came === gaps;
      await saveChanges(ctx, [message], live && counts ? { cursor: seq } : undefined);
      if (came === gaps) newest = Math.max(newest, seq);
    };
    // What could not be stored is not lost: without the cursor it is caught up later.
    queue = queue.then(take).catch(() => {
      gap();
      lost();
    });
  });

  function gap() {
    live = false;
    newest = 0;
    gaps += 1;
  }

  return {
    gap,
    catchingUp() {
      const began = gaps;
      return async () => {
        if (began !== gaps) return;
        live = true;
        await saveChanges(ctx, [], { cursor: newest });
      };
    },
  };
}
