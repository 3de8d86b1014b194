/** What is kept of that path. Browsers whose store fails have nothing: pages come from the network then. */
export function keptIn(cacheName: string, path: string): Promise<Response | undefined> {
  return caches.match(path, { cacheName }).catch(() => undefined);
}
