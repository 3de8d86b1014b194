import type { Page } from 'playwright';

/**
 * Keeps the databases of a phone busy, as a long write does on a slow one: what is asked of them waits until
 * the function that it gives is called.
 */
export async function keepStoreBusy(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(async () => {
    let isOver = false;
    const ends: Promise<unknown>[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const opening = indexedDB.open(name);
      await new Promise((resolve) => opening.addEventListener('success', resolve));
      const database = opening.result;
      const stores = [...database.objectStoreNames];
      const tx = database.transaction(stores, 'readwrite');
      const goOn = () => {
        if (!isOver) tx.objectStore(stores[0] as string).count().onsuccess = goOn;
      };
      goOn();
      ends.push(new Promise((resolve) => tx.addEventListener('complete', resolve)));
      tx.addEventListener('complete', () => database.close());
    }
    Object.assign(window, {
      letGo: () => {
        isOver = true;
        return Promise.all(ends);
      },
    });
  });
  return () => page.evaluate('letGo()');
}
