/** Who sends, where the browser has no locks (before Chrome 69, Firefox 96 and Safari 15.4). */
import type { Meta } from '../schema.ts';
import type { Writer } from './writer.ts';

/** Longer than a post may wait for its answer; after it, others take a dead tab's place. */
export const LEASE = 45_000;

/** Takes or renews the lease for `tab`, at `now` milliseconds of this phone's clock; whether it did. */
export function takeLease(store: Writer, tab: string, now: number): Promise<boolean> {
  return store.write(['meta'], async (tx) => {
    const meta = tx.objectStore('meta');
    const lease = (await meta.get('sender')) as Meta['sender'] | undefined;
    // A lease from the far future was taken before the clock was set back.
    const runs = lease !== undefined && lease.until > now && lease.until <= now + LEASE;
    if (runs && lease.tab !== tab) return false;
    await meta.put({ tab, until: now + LEASE }, 'sender');
    return true;
  });
}

/** Lets the next one send. */
export function dropLease(store: Writer, tab: string): Promise<void> {
  return store.write(['meta'], async (tx) => {
    const meta = tx.objectStore('meta');
    const lease = (await meta.get('sender')) as Meta['sender'] | undefined;
    if (lease?.tab === tab) await meta.delete('sender');
  });
}
