import { useEffect, useState } from 'preact/hooks';
import type { WatchedReader } from '../store/read/reader.ts';
import { useMeta } from './use-meta.ts';

const MINUTE = 60_000;

/** The server's time, to the minute. */
export function useNow(store: WatchedReader): number {
  const offset = useMeta(store, 'clockOffset');
  const [, redraw] = useState({});
  useEffect(() => {
    const timer = setInterval(() => redraw({}), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return Date.now() + (offset ?? 0);
}
