/** The service worker: keeps the app's own files, so that it starts without a network. */
import { DRAWN, withDrawnList } from './drawn-list.ts';
import { fetchFile } from './fetch-file.ts';
import { keptIn } from './kept-in.ts';
import { isScreen } from './screens.ts';
import { PAGE, type Shell, type ShellFile } from './shell.ts';

declare const self: ServiceWorkerGlobalScope;

/** Written in when the app is built. */
declare const __SHELL__: Shell;
const SHELL = __SHELL__;

const CACHE = `shell ${SHELL.version}`;

/** What is unsent, once more: `src/app/store/second-copy.ts` keeps it. */
const TYPED = 'typed';

const ENGLISH = /\/en$/;

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()));
});

/** The person wants the new build now; otherwise it waits until no page of the old one is open. */
self.addEventListener('message', ({ data }) => {
  if (data?.type === 'SKIP_WAITING') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (url.pathname === '/') event.respondWith(withDrawnList(kept(PAGE, request)));
    else if (isScreen(url.pathname)) event.respondWith(kept(PAGE, request));
    return;
  }
  const [file] = SHELL.files.filter(({ path }) => path === url.pathname);
  if (file) event.respondWith(file.onDemand ? keptFromNow(file) : kept(file.path, request));
});

/** All files or none: half an app is worse than the one before. */
async function keepShell(): Promise<void> {
  const used = await stemsInUse();
  const isUsed = ({ path }: ShellFile) => used.has(stemOf(path));
  const isEnglish = ({ path }: ShellFile) => ENGLISH.test(stemOf(path));
  // Nothing can be read without words: those of English, where none are known to be used.
  const isWanted = SHELL.files.some((file) => file.onDemand && isUsed(file)) ? isUsed : isEnglish;
  const files = SHELL.files.filter((file) => !file.onDemand || isWanted(file));
  const responses = await Promise.all(files.map(fetchFile));
  const cache = await caches.open(CACHE);
  await Promise.all(files.map(({ path }, index) => cache.put(path, responses[index] as Response)));
}

/** What was once used is used again: the builds before this one kept it under another hash. */
async function stemsInUse(): Promise<Set<string>> {
  const stems = new Set<string>();
  for (const name of await caches.keys()) {
    const kept = await (await caches.open(name)).keys();
    for (const { url } of kept) stems.add(stemOf(new URL(url).pathname));
  }
  return stems;
}

/** A file's path without the hash of its content. */
function stemOf(path: string): string {
  return path.replace(/-[\w-]{8}\.js$/, '');
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((name) => ![CACHE, DRAWN, TYPED].includes(name));
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function keptFromNow(file: ShellFile): Promise<Response> {
  const old = await keptIn(CACHE, file.path);
  if (old) return old;
  const fresh = await fetchFile(file);
  const keep = async () => (await caches.open(CACHE)).put(file.path, fresh.clone());
  // A full store costs the next use a fetch, not this one.
  await keep().catch(() => undefined);
  return fresh;
}

async function kept(path: string, request: Request): Promise<Response> {
  return (await keptIn(CACHE, path)) ?? fetch(request);
}
