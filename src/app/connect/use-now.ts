import { useEffect, useState } from 'preact/hooks';
import { readMeta } from '../store/read/meta.ts';
import type { WatchedReader } from '../store/read/reader.ts';
import { useStored } from './use-stored.ts';

const MINUTE = 60_000;

/** The server's time, to the minute. */
export function useNow(store: WatchedReader): number {
  const offset = useStored(store, ['meta'], (reader) => readMeta(reader, 'clockOffset'));
  const [, redraw] = useState({});
  useEffect(() => {
    const timer = setInterval(() => redraw({}), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return Date.now() + (offset ?? 0);
}
