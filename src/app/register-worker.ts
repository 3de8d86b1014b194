import { Workbox } from 'workbox-window';

/**
 * Keeps the app's files on the phone. A newer build is fetched beside it and used at the next start,
 * or when the person wants it: `updateReady` is handed what does that.
 */
export function registerWorker(updateReady: (use: () => void) => void): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // Each build has the worker that keeps its own files.
  const worker = new Workbox(import.meta.env.MODE === 'old' ? '/sw-old.js' : '/sw.js');
  let isKept = navigator.serviceWorker.controller !== null;
  worker.addEventListener('waiting', () => updateReady(() => worker.messageSkipWaiting()));
  worker.addEventListener('controlling', () => {
    // Another build's worker holds another build's files. Drafts are stored as they are typed.
    if (isKept) location.reload();
    else keepUsed();
    isKept = true;
  });
  // Refused where storage is full or forbidden: the app works, from the network only.
  (isKept ? Promise.resolve() : nameUsed()).then(() => worker.register()).catch(() => undefined);
}

/** Tells the first worker which language was fetched before it was there: it looks into every cache. */
async function nameUsed(): Promise<void> {
  const cache = await caches.open('used');
  for (const script of scriptsUsed()) await cache.put(script, new Response());
}

/** What was fetched while the first worker was getting ready goes through it once more, to be kept. */
function keepUsed(): void {
  // What is not kept now is kept when it is used next.
  for (const script of scriptsUsed()) fetch(script).catch(() => undefined);
}

function scriptsUsed(): readonly string[] {
  const names = performance.getEntriesByType('resource').map(({ name }) => name);
  return names.filter((name) => name.endsWith('.js'));
}
