import { useEffect, useState } from 'preact/hooks';
import type { Reader, StoreName } from '../store/read/reader.ts';

/**
 * Reads from the store, and again whenever one of those parts of it changes. `undefined` until the
 * first reading; while `keys` change, what was read before stays on the screen.
 */
export function useStored<T>(
  store: Reader,
  parts: readonly StoreName[],
  read: (store: Reader) => Promise<T>,
  keys: readonly unknown[] = [],
): T | undefined {
  const [value, setValue] = useState<T>();
  useEffect(() => {
    let shown = true;
    let reading = false;
    let stale = false;
    async function refresh() {
      stale = reading;
      if (reading) return;
      reading = true;
      const fresh = await read(store);
      reading = false;
      if (!shown) return;
      setValue(() => fresh);
      if (stale) refresh();
    }
    refresh();
    const stop = store.onChange((changed) => {
      if (changed.some((part) => parts.includes(part))) refresh();
    });
    return () => {
      shown = false;
      stop();
    };
    // `parts` and `read` are written in place, new at each drawing: `keys` say what they depend on.
  }, [store, ...keys]);
  return value;
}
