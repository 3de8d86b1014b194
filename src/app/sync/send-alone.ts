/** One sender at a time over all tabs: two would double the traffic and mix up the order. */
import type { Store } from '../store/store.ts';
import { dropLease, takeLease } from '../store/write/lease.ts';
import { randomId } from '../xmpp/random-id.ts';

/** This tab, to the others. */
const tab = randomId();

/**
 * Runs `work` as the only sender; gives `undefined` where another tab is at it. `held` says before
 * each post whether this is still the one: without Web Locks a tab that slept too long has been replaced.
 */
export async function sendAlone<T>(
  store: Store,
  work: (held: () => Promise<boolean>) => Promise<T>,
): Promise<T | undefined> {
  if (typeof navigator === 'object' && navigator.locks) {
    return navigator.locks.request(`outbox ${store.name}`, () => work(async () => true));
  }
  const held = () => takeLease(store, tab, Date.now());
  if (!(await held())) return undefined;
  try {
    return await work(held);
  } finally {
    await dropLease(store, tab);
  }
}
