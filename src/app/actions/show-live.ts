import { readChannel } from '../store/read/channels.ts';
import { isFollowed } from '../store/read/is-followed.ts';
import { loadChecked } from '../sync/check-gone.ts';
import { troubleOf } from '../sync/trouble.ts';
import { unwatch, watch } from '../sync/watch.ts';
import type { Account, Trouble } from './device.ts';

/**
 * Runs `load` while the channel is made live, and reports how both went. The function given back
 * ends it. A channel that is followed is live anyhow, and is watched only once it is not any more.
 */
export function showLive(
  account: Account,
  channel: string,
  report: (trouble: Trouble | null) => void,
  load: () => Promise<void>,
): () => void {
  const { context, store } = account;
  let shown = true;
  let watching = false;

  async function makeLive() {
    const row = await readChannel(store, channel);
    if (!shown || watching || (row && isFollowed(row))) return;
    watching = true;
    await watch(context, channel);
  }

  function fail(error: unknown) {
    const trouble = troubleOf(error);
    if (shown) report(trouble);
  }

  // Asked for side by side: the service takes questions in their order, so nothing falls between.
  Promise.all([makeLive(), loadChecked(context, channel, load)]).then(
    () => shown && report(null),
    fail,
  );
  const stopListening = store.onChange((changed) => {
    if (changed.includes('channels')) makeLive().catch(fail);
  });
  return () => {
    shown = false;
    stopListening();
    // Where it cannot be told, it ends with the connection.
    if (watching) unwatch(context, channel).catch(troubleOf);
  };
}
