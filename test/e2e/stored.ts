import type { Phone } from './phone.ts';

/** All that the browser holds for the site where a page can read it, caches of the service worker included, as one text. */
export function everythingStored(phone: Phone): Promise<string> {
  return phone.page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        found.push(name, await done(database.transaction(store).objectStore(store).getAll()));
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        // What is named by its content is the app itself.
        const answer = url.includes('/assets/') ? undefined : await cache.match(url);
        found.push(name, url, await answer?.text());
      }
    }
    return JSON.stringify(found);
  });
}
