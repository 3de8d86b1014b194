import { Workbox } from 'workbox-window';

/**
 * Keeps the app's files on the phone. A newer build is fetched beside it and used at the next start;
 * `updateReady` is called when it is there.
 */
export function registerWorker(updateReady: () => void): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const worker = new Workbox('/sw.js');
  worker.addEventListener('waiting', updateReady);
  // Refused where storage is full or forbidden: the app works, from the network only.
  worker.register().catch(() => undefined);
}
