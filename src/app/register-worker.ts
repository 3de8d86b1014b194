import { Workbox } from 'workbox-window';

/**
 * Keeps the app's files on the phone. A newer build is fetched beside it and used at the next start;
 * `updateReady` is called when it is there.
 */
export function registerWorker(updateReady: () => void): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const worker = new Workbox('/sw.js');
  worker.addEventListener('waiting', updateReady);
  worker.addEventListener('controlling', keepUsed);
  // Refused where storage is full or forbidden: the app works, from the network only.
  worker.register().catch(() => undefined);
}

/** What was fetched on demand before the worker was there goes through it once more, to be kept. */
function keepUsed(): void {
  for (const { name } of performance.getEntriesByType('resource')) {
    if (name.endsWith('.js')) fetch(name).catch(() => undefined);
  }
}
