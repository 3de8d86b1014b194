import { Workbox } from 'workbox-window';

/** Keeps the app's files on the phone. A newer build is fetched quietly and used at the next start. */
export function registerWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // Refused where storage is full or forbidden: the app works, from the network only.
  new Workbox('/sw.js').register().catch(() => undefined);
}
