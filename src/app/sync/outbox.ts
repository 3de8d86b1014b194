import { readWaiting } from '../store/read/outbox.ts';
import type { SyncContext } from './context.ts';
import { flushOutbox } from './flush-outbox.ts';
import { type Observable, observable } from './observable.ts';
import { createRetrier, type Retrier } from './retrier.ts';
import type { PhotoOnItsWay } from './send-photo.ts';

/** How sending stands, in this tab. */
export interface Sending {
  /** The post that is on its way. */
  readonly order: number | null;
  /** In how many seconds the service lets us go on; `null` where it set no time. */
  readonly wait: number | null;
  /** Its photo, while that is on its way. */
  readonly photo?: PhotoOnItsWay | undefined;
}

/** `now`: sends what waits. Without a link there is nothing to do, the next one sees to it. */
export interface Outbox extends Retrier {
  readonly sending: Observable<Sending>;
  /** Sends what is new. What waits for its time does so, however often something else is stored. */
  look(): void;
}

/** Sends what waits, and goes on until all is sent; `away` hears that the service is not there. */
export function createOutbox(ctx: SyncContext, away: () => void): Outbox {
  const sending = observable<Sending>({ order: null, wait: null });
  const seen = new Set<number>();
  /** Whether the last thing that was to be sent met nobody. */
  let missed = false;

  const sender = createRetrier(async () => {
    if (!ctx.connection()) return true;
    const stopped = await flushOutbox(
      ctx,
      (order, photo) => sending.set({ order, wait: null, photo }),
      seen,
    );
    const isAway = stopped?.trouble === 'service-away';
    // Where it was met since it is there, and does not know what it is sent: older than this build, it is asked later.
    if (isAway && !missed) away();
    missed = isAway;
    if (!stopped) return true;
    if (!stopped.wait) return false;
    sending.set({ order: null, wait: stopped.wait });
    return stopped.wait * 1_000;
  });

  async function lookForNew() {
    const waiting = await readWaiting(ctx.store);
    if (waiting.some(({ order }) => !seen.has(order))) sender.now();
  }

  return { ...sender, sending, look: () => lookForNew().catch(sender.now) };
}
