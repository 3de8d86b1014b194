import { isOfficeNews } from '../../protocol/office.ts';
import type { SyncContext } from './context.ts';
import { loadChannels } from './load-channels.ts';
import { loadWithheld } from './load-withheld.ts';
import { createRetrier, type Retrier } from './retrier.ts';

/** Between two times of asking what waits, in milliseconds: on a busy day there is news all the time. */
const NEWS_PAUSE = 5_000;

/** Asks what waits for this person's office when there is news of it; `missed`: there was no link to ask on. */
export function hearOffice(ctx: SyncContext, missed: () => void): Retrier {
  let asked = Number.NEGATIVE_INFINITY;
  const office = createRetrier(async () => {
    if (!ctx.connection()) {
      missed();
      return true;
    }
    const wait = asked + NEWS_PAUSE - performance.now();
    if (wait > 0) return wait;
    asked = performance.now();
    await loadChannels(ctx);
    await loadWithheld(ctx);
    return true;
  });
  ctx.onMessage((message) => {
    if (isOfficeNews(message)) office.now();
  });
  return office;
}
