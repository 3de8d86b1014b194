/** The service worker: keeps the app's own files, so that it starts without a network. */
import { fetchFile } from './fetch-file.ts';
import { PAGE, type Shell } from './shell.ts';

declare const self: ServiceWorkerGlobalScope;

/** Written in when the app is built. */
declare const __SHELL__: Shell;
const SHELL = __SHELL__;

const CACHE = `shell ${SHELL.version}`;

/** The screens of the app; every other address is the server's. */
const SCREENS = /^\/(?:(?:channel\/.+|login|signup|rules|menu)\/?)?$/;

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (SCREENS.test(url.pathname)) event.respondWith(kept(PAGE, request));
  } else if (SHELL.files.some((file) => file.path === url.pathname)) {
    event.respondWith(kept(url.pathname, request));
  }
});

/** All files or none: half an app is worse than the one before. */
async function keepShell(): Promise<void> {
  const responses = await Promise.all(SHELL.files.map(fetchFile));
  const cache = await caches.open(CACHE);
  await Promise.all(
    SHELL.files.map(({ path }, index) => cache.put(path, responses[index] as Response)),
  );
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}
