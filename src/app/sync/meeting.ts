/** Phone and channel service meet: each hears what it missed of the other, and anew whenever it may have missed more. */
import { NS } from '../../protocol/namespaces.ts';
import { el } from '../../protocol/xml.ts';
import { sweepPhotos } from '../store/write/photos.ts';
import { trimItems } from '../store/write/trim.ts';
import type { Session } from '../xmpp/session.ts';
import { arrive, presenceFor } from './arrive.ts';
import { type Connectivity, change } from './connectivity.ts';
import type { SyncContext } from './context.ts';
import { takePushes } from './incoming.ts';
import type { Settable } from './observable.ts';
import { createRetrier, FIRST_WAIT, type Retrier } from './retrier.ts';
import { troubleOf } from './trouble.ts';

/** `now`: meets where that is due. Without a link the next one sees to it. */
export interface Meeting extends Retrier {
  /** Something was missed, and will be made up for when they meet the next time. */
  missed(): void;
  /** There is a new session, or the service is back: it has to be told of us, and we of the news. */
  came(): void;
  /** The session goes on after a time without a link. */
  resumed(): void;
  /** The service is gone. */
  left(): void;
  /** The service does not push to us, and lets us come again in so many seconds. */
  refused(wait: number): void;
}

/** `outbox` and `marks` are what the phone has to tell, once the service knows of it. */
export function createMeeting(
  ctx: SyncContext,
  session: Session,
  connectivity: Settable<Connectivity>,
  outbox: Retrier,
  marks: Retrier,
): Meeting {
  /** Which meeting is due, or under way: what an older one ran into does not count. */
  let due = 0;
  /** The last one that came to its end: a link that goes on may have been lost in the middle of one. */
  let met = 0;
  /** Whether the service was not there when it was last asked, or has said that it goes. */
  let isAway = false;

  const pushes = takePushes(ctx, () => {
    // Of many, on a full phone, the first.
    if (met === due) setTimeout(now, FIRST_WAIT);
    missed();
  });

  const { now, stop } = createRetrier(async () => {
    const mine = due;
    if (!ctx.connection() || met === mine) return true;
    try {
      await meet();
      met = mine;
    } catch (error) {
      const full = troubleOf(error) === 'not-saved';
      if (!ctx.connection()) return true;
      if (mine === due) {
        if (full) change(connectivity, { full });
        else away();
      }
    }
    return met === due;
  });

  async function meet(): Promise<void> {
    await session.send(presenceFor(ctx.service));
    // While it is away, nothing on the screen is asked for before it answers.
    if (isAway) await ctx.ask('get', el(NS.PING, 'ping'));
    isAway = false;
    change(connectivity, { state: 'online', epoch: connectivity.get().epoch + 1 });
    outbox.now();
    await arrive(ctx, pushes);
    // What the service had no time to be told.
    marks.now();
    await trimItems(ctx.store);
    await sweepPhotos(ctx.store);
    change(connectivity, { settled: true, full: false });
  }

  function away() {
    isAway = true;
    change(connectivity, { state: 'service-away' });
  }

  function missed() {
    due += 1;
  }

  function came() {
    missed();
    pushes.gap();
    // What it was asked before it went will never be answered.
    session.abandonRequests();
    now();
  }

  return {
    now,
    stop,
    missed,
    came,
    resumed() {
      if (!isAway) change(connectivity, { state: 'online' });
      now();
    },
    left() {
      away();
      came();
    },
    refused(wait) {
      // What it does not push until then is caught up.
      pushes.gap();
      setTimeout(() => {
        missed();
        now();
      }, wait * 1_000);
    },
  };
}
