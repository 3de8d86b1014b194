import { useLayoutEffect, useState } from 'preact/hooks';
import {
  type Reader,
  readTogether,
  type StoreName,
  type WatchedReader,
} from '../store/read/reader.ts';

/** After how long to read again what could not be read, in milliseconds. */
const AGAIN = 2_000;

/**
 * Reads those parts of the store at one moment, and again whenever one of them changes. `undefined` until
 * the first reading; while `keys` change, what was read before stays on the screen.
 */
export function useStored<T>(
  store: WatchedReader,
  parts: readonly StoreName[],
  read: (reader: Reader) => Promise<T>,
  keys: readonly unknown[] = [],
): T | undefined {
  const [value, setValue] = useState<T>();
  // Not after the next painting: until it is read there is nothing to paint.
  useLayoutEffect(() => {
    let shown = true;
    let reading = false;
    let stale = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function refresh() {
      stale = reading;
      if (reading) return;
      reading = true;
      try {
        const fresh = await readTogether(store, parts, read);
        if (shown) setValue(() => fresh);
      } catch (error) {
        if (!(error instanceof DOMException)) throw error;
        // The browser does not give the store back; it may, later.
        if (shown) timer = setTimeout(refresh, AGAIN);
      } finally {
        // Whatever it was, the next change is read again.
        reading = false;
        if (shown && stale) refresh();
      }
    }
    refresh();
    const stop = store.onChange((changed) => {
      if (changed.some((part) => parts.includes(part))) refresh();
    });
    return () => {
      shown = false;
      clearTimeout(timer);
      stop();
    };
    // `parts` and `read` are written in place, new at each drawing: `keys` say what they depend on.
  }, [store, ...keys]);
  return value;
}
