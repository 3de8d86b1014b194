import { isFollowed, readChannel } from '../store/read/channels.ts';
import { troubleOf } from '../sync/trouble.ts';
import { unwatch, watch } from '../sync/watch.ts';
import type { Account, Trouble } from './device.ts';

/**
 * Runs `load` while the channel is made live, and reports how both went. The function given back
 * ends it. A channel that is followed is live anyhow: watching it too would bring everything twice.
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

  async function start() {
    const row = await readChannel(store, channel);
    watching = shown && !(row && isFollowed(row));
    // Watched first, so that nothing falls between what is fetched and what is pushed.
    await Promise.all([watching && watch(context, channel), load()]);
  }

  start().then(
    () => shown && report(null),
    (error) => shown && report(troubleOf(error)),
  );
  return () => {
    shown = false;
    // Where it cannot be told, it ends with the connection.
    if (watching) unwatch(context, channel).catch(troubleOf);
  };
}
