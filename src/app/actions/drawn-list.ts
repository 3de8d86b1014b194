/**
 * The list of channels as it was drawn last. The service worker answers with it, so that it can be
 * read before script, store or network are there; then the app takes its place.
 */
import { findRegistration } from '../store/registry.ts';
import type { Account } from './device.ts';

/** Name of the cache; `src/sw/drawn-list.ts` has the same names. */
const CACHE = 'drawn';
const LIST = '/';

/** Longer ones are not worth the room, in characters. */
const MOST = 60_000;

/** Keeps the list as HTML. Of a person who does not stay signed in, nothing is kept. */
export async function keepDrawnList({ me, store }: Account, html: string): Promise<void> {
  if (typeof caches === 'undefined' || html.length > MOST) return;
  const listed = await findRegistration(me ?? '');
  // Signed out meanwhile, perhaps in another tab.
  if (listed?.database !== store.name || listed.doomed || listed.stay === false) return;
  const cache = await caches.open(CACHE);
  await cache.put(LIST, new Response(html));
}

/** Nothing is kept any more of whoever it was. */
export async function dropDrawnList(): Promise<void> {
  // A browser that has no room for caches, or forbids them, holds none of ours.
  if (typeof caches !== 'undefined') await caches.delete(CACHE).catch(() => undefined);
}
